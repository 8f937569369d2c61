import { poolPrice, type PricedOffer } from './offer-cost.ts';
import type { Fees } from './money.ts';

export interface PricedQuantity {
  readonly quantity: number;
  readonly price: number;
}

interface Search {
  readonly offer: PricedOffer;
  readonly fees: Fees;
  readonly demand: DemandSide;
}

/** What the search asks of the demand side. */
export interface DemandSide {
  /** Units that are wanted at any price: no search looks further. */
  total(): number;
  /** D(p): units of those willing at this pool price. */
  at(price: number): number;
  /** Units that the allocation of `quantity` among the willing at `price` hands out. */
  handedOut(price: number, quantity: number): number;
  /** Counts one quantity tried; throws past the bound of the search. */
  look(): void;
}

/**
 * The outcomes of one offer that section 6 of the rule leaves: feasible quantities, without those
 * that a larger feasible quantity undercuts or equals in price. From the largest quantity down, so
 * prices fall strictly.
 *
 * Within one whole number of containers P never rises with q (tiers never rise, fixed sums spread),
 * so each such piece leaves at most its largest feasible quantity. Over full containers P never rises
 * with their number, which bounds what any smaller quantity can reach: pieces without a chance are
 * jumped over.
 */
export function feasibleQuantities(
  offer: PricedOffer,
  fees: Fees,
  demand: DemandSide,
): PricedQuantity[] {
  const found: PricedQuantity[] = [];
  let best = Infinity;
  let end = Math.min(offer.most, demand.total());
  const container = offer.unitsPerContainer || Math.max(1, end);
  while (end >= offer.least) {
    demand.look();
    const start = Math.max(offer.least, Math.floor((end - 1) / container) * container + 1);
    if (poolPrice(offer, fees, end) < best) {
      const largest = largestFeasible({ offer, fees, demand }, start, end);
      if (largest !== null && largest.price < best) {
        found.push(largest);
        best = largest.price;
      }
    }
    end = start - 1;
    if (end < offer.least) break;
    const priceOfFull = poolPrice(offer, fees, end);
    if (priceOfFull >= best) break;
    end = Math.min(end, demand.at(priceOfFull));
  }
  return found;
}

/**
 * The largest feasible quantity of start..end, a range in which P never rises with q.
 *
 * Less demand than q at P(q): every quantity between has no more either, so go on from the demand.
 * Enough demand, but minimums leave h < q handed out: while the same buyers are willing, nothing
 * between h and q fills exactly and h does (each who was given has slack ≥ q − h, so the same are
 * given with q − h units fewer, until h). Else go on below the last quantity with the same buyers.
 */
function largestFeasible(
  { offer, fees, demand }: Search,
  start: number,
  end: number,
): PricedQuantity | null {
  let quantity = end;
  while (quantity >= start) {
    demand.look();
    const price = poolPrice(offer, fees, quantity);
    const wanted = demand.at(price);
    if (wanted < quantity) {
      quantity = wanted;
      continue;
    }
    const handed = wanted === quantity ? quantity : demand.handedOut(price, quantity);
    if (handed === quantity) return { quantity, price };
    const wantedAt = (units: number) => demand.at(poolPrice(offer, fees, units));
    const lowest = Math.max(start, handed);
    const same = smallestWithSameDemand(wantedAt, lowest, quantity, wanted);
    if (same === handed) return { quantity: handed, price: poolPrice(offer, fees, handed) };
    quantity = same - 1;
  }
  return null;
}

/** Demand never falls with q here, so a binary search finds where it reaches that at `high`. */
function smallestWithSameDemand(
  wantedAt: (units: number) => number,
  low: number,
  high: number,
  wanted: number,
): number {
  let least = low;
  let most = high;
  while (least < most) {
    const middle = least + Math.floor((most - least) / 2);
    if (wantedAt(middle) === wanted) most = middle;
    else least = middle + 1;
  }
  return least;
}
