import { clearColumns } from './clear-columns.ts';
import { clearFamily } from './clear-family.ts';
import { clearSplit, type SplitCleared } from './clear-split.ts';
import { columnsOf, inSeqOrder } from './commitment-columns.ts';
import type { Commitment, FamilyInstance, Instance, PlainInstance } from './instance-shape.ts';
import { acceptedPrice, feeOn } from './money.ts';
import { costOf, priceOffer } from './offer-cost.ts';
import type {
  ClearingResult,
  FamilyOutcome,
  SingleOutcome,
  SplitOutcome,
  UnitsById,
} from './result.ts';

const NOTHING = { cleared: false } as const;

/**
 * Clears a single, split or family instance by the rule of docs/clearing.md.
 * Takes what `parseInstance` accepted; every number of the result is exact. The order of offers and
 * commitments in the instance changes nothing.
 * Throws for an award, which needs a solver (see `clearAward`), and `SearchTooLong` for an instance
 * that was made to be slow.
 */
export function clear(instance: Instance): ClearingResult {
  if (instance.kind === 'award') throw new TypeError('an award is cleared by clearAward');
  const commitments = inSeqOrder(instance.commitments);
  if (instance.kind === 'family') return familyResult(instance, commitments);
  return instance.kind === 'split'
    ? splitResult(instance, commitments)
    : singleResult(instance, commitments);
}

function singleResult(
  { offers, options }: PlainInstance,
  commitments: readonly Commitment[],
): SingleOutcome | typeof NOTHING {
  const outcome = clearColumns(columnsOf(commitments), offers, options);
  if (outcome === null) return NOTHING;
  const { quantity } = outcome;
  const cost = costOf(priceOffer(offers[outcome.offerAt], options), quantity);
  return {
    cleared: true,
    offer: outcome.offer,
    quantity,
    price: outcome.price,
    surplus: outcome.surplus,
    ...shares(outcome.price * quantity, cost, feeOn(options, cost, quantity)),
    readyDay: outcome.readyDay,
    allocation: allocationOf(commitments, outcome.allocation),
  };
}

function splitResult(
  { offers, options }: PlainInstance,
  commitments: readonly Commitment[],
): SplitOutcome | typeof NOTHING {
  const outcome: SplitCleared | null = clearSplit(columnsOf(commitments), offers, options);
  if (outcome === null) return NOTHING;
  const { cost, quantity } = outcome;
  return {
    cleared: true,
    offer: outcome.offer,
    quantity,
    price: outcome.price,
    surplus: outcome.surplus,
    ...shares(outcome.price * quantity, cost, feeOn(options, cost, quantity)),
    readyDay: outcome.readyDay,
    allocation: allocationOf(commitments, outcome.allocation),
    split: Object.fromEntries(outcome.split.map(({ offer, units }) => [offer, units])),
  };
}

function familyResult(
  instance: FamilyInstance,
  commitments: readonly Commitment[],
): FamilyOutcome | typeof NOTHING {
  const outcome = clearFamily(instance, commitments);
  if (outcome === null) return NOTHING;
  const { quantities, prices, readyDay } = outcome;
  const priceOf = (variant: number) => (quantities[variant] > 0 ? prices[variant] : null);
  const given = commitments.map(({ variant, limit, taxBps, latestDay, max }) => {
    const price = priceOf(variant);
    const isReady = latestDay === null || readyDay <= latestDay;
    return price !== null && isReady && acceptedPrice(limit, taxBps) >= price ? max : 0;
  });
  const byVariant = <Value>(value: (variant: number) => Value) =>
    Object.fromEntries(instance.variants.map((id, variant) => [id, value(variant)]));
  return {
    cleared: true,
    offer: outcome.offer,
    quantity: outcome.total,
    quantities: byVariant((variant) => quantities[variant]),
    prices: byVariant(priceOf),
    surplus: outcome.surplus,
    ...shares(outcome.revenue, outcome.cost, outcome.fee),
    readyDay,
    allocation: allocationOf(commitments, given),
  };
}

function shares(revenue: number, supplierCost: number, fee: number) {
  return { supplierCost, fee, rounding: revenue - supplierCost - fee };
}

/** Own properties only, so that even the id "__proto__" is an id. */
function allocationOf(
  commitments: readonly Commitment[],
  given: { readonly [at: number]: number },
): UnitsById {
  const entries: [string, number][] = [];
  commitments.forEach(({ id }, at) => {
    if (given[at] > 0) entries.push([id, given[at]]);
  });
  return Object.fromEntries(entries);
}
