import { tierAt, variantPrice } from './family-prices.ts';
import type { Options, VariantOffer } from './instance-shape.ts';

/** D_v(p): units of those willing to take a variant at a pool price, for one ready day. */
export type DemandByVariant = (variant: number, price: number) => number;

export interface FamilyVector {
  readonly quantities: Int32Array;
  /** Meaningful where the quantity is above 0. */
  readonly prices: Float64Array;
  readonly total: number;
}

/**
 * What reaching `total` units in all brings: the prices of that quantity, and by variant the largest
 * demand that is consistent with them (the shared part of a price is fixed by the total, so each
 * variant goes down from everybody by itself). A variant that nobody takes then shows the price of
 * the fewest that the maker makes of it. Where the sum of the quantities is at least `total`, and the
 * maker allows that many, the outcome of the offer is at least these quantities.
 */
export function atTotal(
  offer: VariantOffer,
  options: Options,
  { total, everybody }: { readonly total: number; readonly everybody: Int32Array },
  demand: DemandByVariant,
): FamilyVector {
  const quantities = everybody.slice();
  const tier = offer.tiers[Math.max(0, tierAt(offer, total))];
  const prices = Float64Array.from(everybody, (_, variant) => {
    const priceOf = (units: number) =>
      variantPrice(offer, options, {
        tooling: offer.variantTooling[variant],
        price: tier.prices[variant],
        units: Math.max(1, offer.variantMoq[variant], units),
        total,
      });
    for (;;) {
      const price = priceOf(quantities[variant]);
      const willing = demand(variant, price);
      const kept = willing < offer.variantMoq[variant] ? 0 : willing;
      if (kept >= quantities[variant]) return price;
      quantities[variant] = kept;
    }
  });
  return { quantities, prices, total: quantities.reduce((sum, units) => sum + units, 0) };
}

/**
 * The componentwise largest consistent vector of one offer, or null.
 *
 * Each price never rises with any quantity, so the map from quantities to demands is monotone, and
 * going down from everybody stops at its greatest fixpoint. Where that is below the least total
 * there is no consistent vector at all. Above the maker's capacity there is none either: the rule
 * has no way to ration across variants.
 */
export function largestConsistent(
  offer: VariantOffer,
  options: Options,
  everybody: Int32Array,
  demand: DemandByVariant,
): FamilyVector | null {
  const quantities = everybody.slice();
  const prices = new Float64Array(everybody.length);
  const least = Math.max(1, offer.moq, offer.tiers[0].from);
  let total = 0;
  for (const units of quantities) total += units;
  for (let isSettled = false; !isSettled;) {
    if (total < least) return null;
    const before = total;
    const tier = offer.tiers[tierAt(offer, before)];
    isSettled = true;
    for (let variant = 0; variant < quantities.length; variant++) {
      const units = quantities[variant];
      if (units === 0) continue;
      const price = variantPrice(offer, options, {
        tooling: offer.variantTooling[variant],
        price: tier.prices[variant],
        units,
        total: before,
      });
      prices[variant] = price;
      const willing = demand(variant, price);
      const kept = willing < offer.variantMoq[variant] ? 0 : willing;
      if (kept === units) continue;
      isSettled = false;
      quantities[variant] = kept;
      total += kept - units;
    }
  }
  return offer.capacity !== null && total > offer.capacity ? null : { quantities, prices, total };
}
