/** The parts of an offer that a page shows, in the words of the clearing rule. */
export type QuoteTerms = {
  tiers: { from: number; price: number }[];
  tooling: number;
  moq: number;
  capacity: number | null;
  leadDays: number;
};

/** An offer as the API answers it; null where it is sealed or something else. */
export function readTerms(value: unknown): QuoteTerms | null {
  if (typeof value !== 'object' || value === null || !('tiers' in value)) return null;
  const { tiers } = value;
  if (!Array.isArray(tiers)) return null;
  return {
    tiers: tiers.map((tier: unknown) => ({
      from: numberIn(tier, 'from'),
      price: numberIn(tier, 'price'),
    })),
    tooling: numberIn(value, 'tooling'),
    moq: numberIn(value, 'moq'),
    capacity: 'capacity' in value && value.capacity !== null ? numberIn(value, 'capacity') : null,
    leadDays: numberIn(value, 'leadDays'),
  };
}

function numberIn(value: unknown, name: string): number {
  const found =
    typeof value === 'object' && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined;
  return typeof found === 'number' ? found : 0;
}
