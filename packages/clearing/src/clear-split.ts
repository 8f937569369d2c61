import { allocate, surplusOf } from './allocation.ts';
import { compareBytes } from './byte-order.ts';
import { demandOn, worthComparing } from './clear-columns.ts';
import type { CommitmentColumns } from './commitment-columns.ts';
import type { DemandSide, PricedQuantity } from './feasible.ts';
import type { Offer, Options } from './instance-shape.ts';
import { divideUp, feeOn, grossPrice } from './money.ts';
import { priceOffer, type PricedOffer } from './offer-cost.ts';
import { compareOutcomes, type Outcome } from './outcome-order.ts';
import { SearchBudget } from './search-budget.ts';
import { splitTable, type SplitTable } from './split-table.ts';

export interface SplitCleared extends Outcome {
  readonly cost: number;
  readonly split: readonly { readonly offer: string; readonly units: number }[];
  readonly allocation: Int32Array;
}

/**
 * Clears one variant among several makers at once: section 7 of the rule. Null: nothing clears.
 * Throws `SearchTooLong` where minimums leave too little that fits.
 */
export function clearSplit(
  columns: CommitmentColumns,
  offers: readonly Offer[],
  options: Options,
): SplitCleared | null {
  const priced = offers
    .map((offer) => priceOffer(offer, options))
    .sort((one, other) => compareBytes(one.id, other.id));
  const days = [...new Set(priced.map(({ readyDay }) => readyDay))];
  const budget = new SearchBudget();
  let best: SplitCleared | null = null;
  for (const day of days) {
    const ready = priced.filter(({ readyDay }) => readyDay <= day);
    const outcome = clearDay({ columns, options, offers: ready, day, budget });
    if (outcome === null) continue;
    if (best === null || compareOutcomes(options.objective, outcome, best) < 0) best = outcome;
  }
  return best;
}

interface Day {
  readonly columns: CommitmentColumns;
  readonly options: Options;
  readonly offers: readonly PricedOffer[];
  readonly day: number;
  readonly budget: SearchBudget;
}

function clearDay(today: Day): SplitCleared | null {
  const { columns, options, offers, day, budget } = today;
  const spare = new Int32Array(columns.count);
  const demand = demandOn({ columns, day, options, unitsWanted: 0, budget }, new Map(), spare);
  const cheapest = Math.min(...offers.map(({ prices }) => prices[prices.length - 1]));
  const makeable = offers.reduce((sum, { most }) => sum + most, 0);
  const mostUnits = Math.min(makeable, demand.at(cheapest));
  const table = splitTable(offers, mostUnits, options.maxSuppliers);
  const outcomes = worthComparing(outcomesOf(today, demand, table, mostUnits), options);
  let best: SplitCleared | null = null;
  for (const candidate of byHope(columns, outcomes, day)) {
    if (best !== null && options.objective === 'surplus' && candidate.hope < best.surplus) break;
    const outcome = evaluate(today, table, candidate);
    if (best === null || compareOutcomes(options.objective, outcome, best) < 0) best = outcome;
  }
  return best;
}

/** Feasible quantities that no larger one undercuts, from the largest down; prices fall strictly. */
function outcomesOf(
  { options, offers, day }: Day,
  demand: DemandSide,
  table: SplitTable,
  mostUnits: number,
): PricedQuantity[] {
  const found: PricedQuantity[] = [];
  let best = Infinity;
  for (let quantity = mostUnits; quantity >= 1; quantity--) {
    const cost = table.costOf(quantity);
    if (cost === Infinity) continue;
    const price = divideUp(cost + feeOn(options, cost, quantity), quantity);
    if (price >= best || demand.at(price) < quantity) continue;
    if (demand.handedOut(price, quantity) !== quantity) continue;
    const usesThisDay = table
      .splitOf(quantity)
      .some((units, at) => units > 0 && offers[at].readyDay === day);
    if (!usesThisDay) continue;
    found.push({ quantity, price });
    best = price;
  }
  return found;
}

/**
 * Orders outcomes by the most surplus that they could have, so that few need an allocation: the sum
 * of the highest limits for q units, less q times the lowest gross price.
 */
function byHope(
  columns: CommitmentColumns,
  outcomes: readonly PricedQuantity[],
  day: number,
): (PricedQuantity & { hope: number })[] {
  if (outcomes.length < 2) return outcomes.map((outcome) => ({ ...outcome, hope: Infinity }));
  const highest = highestLimits(columns, day, outcomes[0].quantity);
  const leastTax = columns.taxesBps?.reduce((least, tax) => Math.min(least, tax), Infinity) ?? 0;
  return outcomes
    .map(({ quantity, price }) => {
      const hope = highest[quantity] - grossPrice(price, leastTax) * quantity;
      return { quantity, price, hope };
    })
    .sort((one, other) => other.hope - one.hope);
}

/** highest[q] is the sum of the q highest limits, a commitment counting as often as its max. */
function highestLimits(columns: CommitmentColumns, day: number, mostUnits: number): Float64Array {
  const { limits, maximums, latestDays, count } = columns;
  // Limit and units in one number, so that a plain sort of numbers does: 2^31 x 2^21 at the most.
  const factor = 2 ** 21;
  const entries = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    if (latestDays !== null && latestDays[at] < day) continue;
    entries[at] = limits[at] * factor + Math.min(maximums[at], factor - 1);
  }
  entries.sort();
  const highest = new Float64Array(mostUnits + 1);
  let units = 0;
  for (let at = count - 1; at >= 0 && units < mostUnits; at--) {
    const limit = Math.floor(entries[at] / factor);
    const last = Math.min(mostUnits, units + (entries[at] - limit * factor));
    while (units < last) {
      highest[units + 1] = highest[units] + limit;
      units++;
    }
  }
  return highest;
}

function evaluate(
  today: Day,
  table: SplitTable,
  { quantity, price }: PricedQuantity,
): SplitCleared {
  const { columns, options, offers, day } = today;
  const allocation = new Int32Array(columns.count);
  allocate(columns, { price, day, units: quantity, rationing: options.rationing }, allocation);
  const split = table
    .splitOf(quantity)
    .map((units, at) => ({ offer: offers[at].id, units }))
    .filter(({ units }) => units > 0);
  return {
    offer: split.map(({ offer }) => offer).join('+'),
    quantity,
    price,
    surplus: surplusOf(columns, price, allocation),
    readyDay: day,
    cost: table.costOf(quantity),
    split,
    allocation,
  };
}
