import { compareBytes } from './byte-order.ts';
import { columnsOf, type CommitmentColumns } from './commitment-columns.ts';
import { DemandWindow } from './demand-window.ts';
import { familyTotals } from './family-prices.ts';
import { largestConsistent, type FamilyVector } from './family-vector.ts';
import type { Commitment, FamilyInstance, Objective, VariantOffer } from './instance-shape.ts';
import { grossPrice } from './money.ts';

export interface FamilyCleared extends FamilyVector {
  readonly offer: string;
  readonly readyDay: number;
  readonly surplus: number;
  readonly cost: number;
  readonly fee: number;
  readonly revenue: number;
}

/** Clears variants that share a tier, tooling or components: section 8 of the rule. */
export function clearFamily(
  instance: FamilyInstance,
  ordered: readonly Commitment[],
): FamilyCleared | null {
  const byVariant = instance.variants.map((_, variant) =>
    columnsOf(ordered.filter((each) => each.variant === variant)),
  );
  let best: FamilyCleared | null = null;
  for (const offer of instance.offers) {
    const outcome = clearOffer(instance, offer, byVariant);
    if (outcome === null) continue;
    const { objective } = instance.options;
    if (best === null || compareFamilies(objective, outcome, best) < 0) best = outcome;
  }
  return best;
}

/** Section 6 with revenue in the place of the price; "price" compares revenue per unit as a fraction. */
export function compareFamilies(
  objective: Objective,
  one: FamilyCleared,
  other: FamilyCleared,
): number {
  const surplus = other.surplus - one.surplus;
  const quantity = other.total - one.total;
  const revenue = one.revenue - other.revenue;
  const ties = one.readyDay - other.readyDay || compareBytes(one.offer, other.offer);
  if (objective === 'surplus') return surplus || quantity || revenue || ties;
  if (objective === 'units') return quantity || surplus || revenue || ties;
  return comparePerUnit(one, other) || quantity || surplus || ties;
}

function comparePerUnit(one: FamilyCleared, other: FamilyCleared): number {
  const first = BigInt(one.revenue) * BigInt(other.total);
  const second = BigInt(other.revenue) * BigInt(one.total);
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function clearOffer(
  instance: FamilyInstance,
  offer: VariantOffer,
  byVariant: readonly CommitmentColumns[],
): FamilyCleared | null {
  const { options } = instance;
  const day = options.closeDay + offer.leadDays;
  const windows = byVariant.map((columns) => new DemandWindow(columns, day));
  const everybody = Int32Array.from(windows, (window) => window.at(0));
  const vector = largestConsistent(offer, options, everybody, (variant, price) =>
    windows[variant].at(price),
  );
  if (vector === null) return null;
  const { cost, fee } = familyTotals(offer, options, vector.quantities);
  let surplus = 0;
  let revenue = 0;
  vector.quantities.forEach((units, variant) => {
    if (units === 0) return;
    surplus += surplusOfAll(byVariant[variant], vector.prices[variant], day);
    revenue += vector.prices[variant] * units;
  });
  return { ...vector, offer: offer.id, readyDay: day, surplus, cost, fee, revenue };
}

/** In a family everyone willing gets all they want. */
function surplusOfAll(columns: CommitmentColumns, price: number, day: number): number {
  const { accepted, limits, maximums, taxesBps, latestDays, count } = columns;
  let surplus = 0;
  for (let at = 0; at < count; at++) {
    if (accepted[at] < price || (latestDays !== null && latestDays[at] < day)) continue;
    const gross = taxesBps === null ? price : grossPrice(price, taxesBps[at]);
    surplus += (limits[at] - gross) * maximums[at];
  }
  return surplus;
}
