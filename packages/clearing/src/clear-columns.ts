import { allocate, surplusOf } from './allocation.ts';
import type { CommitmentColumns } from './commitment-columns.ts';
import { DemandWindow } from './demand-window.ts';
import { feasibleQuantities, type DemandSide, type PricedQuantity } from './feasible.ts';
import type { Offer, Options, Rationing } from './instance-shape.ts';
import { priceOffer, type PricedOffer } from './offer-cost.ts';
import { compareOutcomes, type Outcome } from './outcome-order.ts';
import { SearchBudget } from './search-budget.ts';

export interface ColumnsOutcome extends Outcome {
  /** Position in the list of offers. */
  readonly offerAt: number;
  /** Units of each commitment, in the order of the columns. */
  readonly allocation: Int32Array;
}

/**
 * Clears one variant among competing offers: the typed-array core of a single pool.
 * Takes commitments as columns in seq order and within the bounds of `bounds.ts` (an instance that
 * `parseInstance` accepted keeps them). Returns null when nothing clears.
 * About four passes over the columns for each ready day and offer; no sort.
 * Throws `SearchTooLong` where minimums and containers leave too little that fits.
 */
export function clearColumns(
  columns: CommitmentColumns,
  offers: readonly Offer[],
  options: Options,
  budget = new SearchBudget(),
): ColumnsOutcome | null {
  const unitsWanted = totalUnits(columns);
  const days = new Map<number, DemandWindow>();
  let best: ColumnsOutcome | null = null;
  let spare = new Int32Array(columns.count);
  offers.forEach((offer, offerAt) => {
    const priced = priceOffer(offer, options);
    const { readyDay: day } = priced;
    const demand = demandOn({ columns, day, options, unitsWanted, budget }, days, spare);
    for (const at of worthComparing(feasibleQuantities(priced, options, demand), options)) {
      const outcome = evaluate({ columns, rationing: options.rationing, offer: priced }, at, spare);
      if (best !== null && compareOutcomes(options.objective, best, outcome) <= 0) continue;
      const freed: Int32Array<ArrayBuffer> = best?.allocation as Int32Array<ArrayBuffer>;
      best = { ...outcome, offerAt, allocation: spare };
      spare = freed ?? new Int32Array(columns.count);
    }
  });
  return best;
}

/** Of one offer's outcomes quantities and prices fall together, so two objectives know their own. */
export function worthComparing<Each>(outcomes: readonly Each[], options: Options): readonly Each[] {
  if (options.objective === 'units') return outcomes.slice(0, 1);
  return options.objective === 'price' ? outcomes.slice(-1) : outcomes;
}

interface Evaluated {
  readonly columns: CommitmentColumns;
  readonly rationing: Rationing;
  readonly offer: PricedOffer;
}

function evaluate(
  { columns, rationing, offer }: Evaluated,
  { quantity, price }: PricedQuantity,
  out: Int32Array,
): Outcome {
  allocate(columns, { price, day: offer.readyDay, units: quantity, rationing }, out);
  const surplus = surplusOf(columns, price, out);
  return { offer: offer.id, quantity, price, surplus, readyDay: offer.readyDay };
}

/** What trying one quantity costs beside the handing out, in steps over one commitment. */
const STEPS_OF_A_LOOK = 40;

export interface DemandOfDay {
  readonly columns: CommitmentColumns;
  readonly day: number;
  readonly options: Options;
  readonly unitsWanted: number;
  readonly budget: SearchBudget;
}

/** The window of a ready day is shared; without latest days all days share one. */
export function demandOn(
  { columns, day, options, unitsWanted, budget }: DemandOfDay,
  days: Map<number, DemandWindow>,
  spare: Int32Array,
): DemandSide {
  const key = columns.latestDays === null ? 0 : day;
  const window = days.get(key) ?? new DemandWindow(columns, day);
  days.set(key, window);
  return {
    total: () => unitsWanted,
    at: (price) => window.at(price),
    handedOut: (price, units) => {
      // Minimums of one never leave a unit over.
      if (columns.minimums === null) return units;
      budget.spend(columns.count);
      return allocate(columns, { price, day, units, rationing: options.rationing }, spare);
    },
    look: () => budget.spend(STEPS_OF_A_LOOK),
  };
}

function totalUnits(columns: CommitmentColumns): number {
  let units = 0;
  for (let at = 0; at < columns.count; at++) units += columns.maximums[at];
  return units;
}
