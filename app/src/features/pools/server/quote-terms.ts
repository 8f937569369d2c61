import type { CanonicalObject } from '@muster/log/canonical';
import type { FieldRefusal } from '#server/outcome.ts';
import { optionsEvent, readInstance } from './clearing-options.ts';
import type { PoolRow } from './find-pool.ts';
import type { QuoteInput } from './pool-input.ts';
import { choicesOf } from './pool-variants.ts';

/** The offer in the words of the clearing rule, without its id: how it stands in the log. What is missing is null, and refused below. */
export function termsOf(input: QuoteInput, variants: readonly unknown[]): CanonicalObject {
  const shared = {
    tooling: input.toolingMinor,
    moq: input.moq,
    capacity: input.capacity ?? null,
    leadDays: input.leadDays,
    freight: freightOf(input),
  };
  if (choicesOf(variants).length > 0)
    return {
      ...shared,
      mode: input.mode,
      tiers: input.tiers.map(({ from, pricesMinor }) => ({ from, prices: pricesMinor ?? {} })),
      variantTooling: input.variantToolingMinor,
      variantMoq: input.variantMoq,
    };
  return {
    ...shared,
    mode: input.mode,
    tiers: input.tiers.map(({ from, priceMinor }) => ({ from, price: priceMinor ?? null })),
  };
}

function freightOf({ freight }: QuoteInput): CanonicalObject | null {
  return freight
    ? { perContainer: freight.perContainerMinor, unitsPerContainer: freight.unitsPerContainer }
    : null;
}

/** A key that is no plain word stands quoted in brackets. */
const KEY = String.raw`(?:\.([\w-]+)|\["([\w-]+)"\])`;
const FIELDS: readonly [RegExp, string][] = [
  [/^tiers\[(\d+)\]\.price$/, 'tiers.$1.priceMinor'],
  [new RegExp(String.raw`^tiers\[(\d+)\]\.prices${KEY}$`), 'tiers.$1.pricesMinor.$2$3'],
  [new RegExp(`^variantTooling${KEY}$`), 'variantToolingMinor.$1$2'],
  [new RegExp(`^variantMoq${KEY}$`), 'variantMoq.$1$2'],
  [/^tiers\[(\d+)\](\.from)?$/, 'tiers.$1.from'],
  [/^freight\.perContainer$/, 'freight.perContainerMinor'],
  [/^tooling$/, 'toolingMinor'],
];
const REASONS: Record<string, string> = {
  missing: 'required',
  'not-an-integer': 'required',
  'not-in-this-kind': 'not-by-variant',
  'unknown-choice': 'not-by-variant',
  'unknown-variant': 'not-a-choice',
  'price-rises': 'price-rises',
  'not-ascending': 'not-ascending',
  'too-small': 'too-small',
  'too-large': 'too-large',
  'total-too-large': 'too-large',
};

/** What the clearing rule would refuse in an offer, by the fields of the form. */
export function refusedTerms(pool: PoolRow, terms: CanonicalObject): FieldRefusal[] {
  const parsed = readInstance(optionsEvent(pool), [['this', terms]]);
  if (parsed.kind === 'instance') return [];
  return parsed.refusals.map(({ path, reason }) => ({
    field: fieldOf(path.replace(/^offers\[0\]\.?/, '')),
    reason: REASONS[reason] ?? 'other',
  }));
}

function fieldOf(path: string): string {
  const known = FIELDS.find(([pattern]) => pattern.test(path));
  return known ? path.replace(known[0], known[1]) : path;
}
