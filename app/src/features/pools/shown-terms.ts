/** The parts of an offer that a page shows, in the words of the clearing rule; prices stand in the order of the keys. */
export type QuoteTerms = {
  tiers: { from: number; prices: number[] }[];
  tooling: number;
  moq: number;
  capacity: number | null;
  leadDays: number;
  variantTooling: number[];
  variantMoq: number[];
};

/**
 * An offer as the API answers it, by the keys of the variants, none in a pool of one kind; null where it is sealed or
 * something else.
 */
export function readTerms(value: unknown, keys: readonly string[]): QuoteTerms | null {
  const tiers = memberOf(value, 'tiers');
  if (!Array.isArray(tiers)) return null;
  const byKey = (name: string) => keys.map((key) => numberIn(memberOf(value, name), key));
  return {
    tiers: tiers.map((tier: unknown) => ({
      from: numberIn(tier, 'from'),
      prices:
        keys.length > 0
          ? keys.map((key) => numberIn(memberOf(tier, 'prices'), key))
          : [numberIn(tier, 'price')],
    })),
    tooling: numberIn(value, 'tooling'),
    moq: numberIn(value, 'moq'),
    capacity: typeof memberOf(value, 'capacity') === 'number' ? numberIn(value, 'capacity') : null,
    leadDays: numberIn(value, 'leadDays'),
    variantTooling: byKey('variantTooling'),
    variantMoq: byKey('variantMoq'),
  };
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function numberIn(value: unknown, name: string): number {
  const found = memberOf(value, name);
  return typeof found === 'number' ? found : 0;
}
