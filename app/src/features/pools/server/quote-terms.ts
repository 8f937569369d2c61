import { parseInstance } from '@muster/clearing/instance';
import type { CanonicalObject } from '@muster/log/canonical';
import type { FieldRefusal } from '#server/outcome.ts';
import { optionsEvent } from './clearing-options.ts';
import type { PoolRow } from './find-pool.ts';
import type { QuoteInput } from './pool-input.ts';

/** The offer in the words of the clearing rule, without its id: how it stands in the log. */
export function termsOf(input: QuoteInput): CanonicalObject {
  const { freight } = input;
  return {
    mode: input.mode,
    tiers: input.tiers.map(({ from, priceMinor }) => ({ from, price: priceMinor })),
    tooling: input.toolingMinor,
    moq: input.moq,
    capacity: input.capacity ?? null,
    leadDays: input.leadDays,
    freight: freight
      ? { perContainer: freight.perContainerMinor, unitsPerContainer: freight.unitsPerContainer }
      : null,
  };
}

const FIELDS: readonly [RegExp, string][] = [
  [/^tiers\[(\d+)\]\.price$/, 'tiers.$1.priceMinor'],
  [/^tiers\[(\d+)\](\.from)?$/, 'tiers.$1.from'],
  [/^freight\.perContainer$/, 'freight.perContainerMinor'],
  [/^tooling$/, 'toolingMinor'],
];
const REASONS: Record<string, string> = {
  'price-rises': 'price-rises',
  'not-ascending': 'not-ascending',
  'too-small': 'too-small',
  'too-large': 'too-large',
  'total-too-large': 'too-large',
};

/** What the clearing rule would refuse in an offer, by the fields of the form. */
export function refusedTerms(pool: PoolRow, terms: CanonicalObject): FieldRefusal[] {
  const event = optionsEvent(pool);
  const offers = [{ ...terms, id: 'this' }];
  const parsed = parseInstance({
    kind: event.clearing,
    options: event.options,
    offers,
    commitments: [],
  });
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
