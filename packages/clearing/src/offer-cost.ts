import { MAX_UNITS } from './bounds.ts';
import type { Offer, Options } from './instance-shape.ts';
import { divideUp, feeOn, type Fees } from './money.ts';

/** An offer made ready to be asked for its cost at any quantity. */
export interface PricedOffer {
  readonly id: string;
  readonly readyDay: number;
  /** The allowed quantities are least..most; none when least is above most. */
  readonly least: number;
  readonly most: number;
  readonly froms: readonly number[];
  readonly prices: readonly number[];
  /** Incremental offers: what all units below a tier's `from` cost. Null for all-units offers. */
  readonly carried: readonly number[] | null;
  readonly tooling: number;
  readonly perContainer: number;
  readonly unitsPerContainer: number;
}

/** Makes a parsed offer ready to be priced: its allowed units, tiers, and day of readiness. */
export function priceOffer(given: Offer, options: Options): PricedOffer {
  const offer = given.freight?.unitsPerContainer === 1 ? withFreightInPrices(given) : given;
  const froms = offer.tiers.map((tier) => tier.from);
  return {
    id: offer.id,
    readyDay: options.closeDay + offer.leadDays,
    least: Math.max(1, offer.moq, froms[0]),
    most: offer.capacity ?? MAX_UNITS,
    froms,
    prices: offer.tiers.map((tier) => tier.price),
    carried: offer.mode === 'incremental' ? carriedCosts(offer) : null,
    tooling: offer.tooling,
    perContainer: offer.freight?.perContainer ?? 0,
    unitsPerContainer: offer.freight?.unitsPerContainer ?? 0,
  };
}

/** A container for each unit is a price for each unit; as containers each would be a piece of the search. */
function withFreightInPrices(offer: Offer): Offer {
  const perUnit = offer.freight?.perContainer ?? 0;
  const [first, ...others] = offer.tiers;
  const dearer = <Tier extends { price: number }>(tier: Tier) => ({
    ...tier,
    price: tier.price + perUnit,
  });
  return { ...offer, tiers: [dearer(first), ...others.map(dearer)], freight: null };
}

/** C(q) = tooling + goods(q) + G·ceil(q / K), in minor units, for a q of at least the first tier. */
export function costOf(offer: PricedOffer, units: number): number {
  const freight =
    offer.unitsPerContainer === 0
      ? 0
      : offer.perContainer * divideUp(units, offer.unitsPerContainer);
  return offer.tooling + goodsOf(offer, units) + freight;
}

/** P(q) = ceil(T / q) with T = C + Fee: the same price for everyone. */
export function poolPrice(offer: PricedOffer, fees: Fees, units: number): number {
  const cost = costOf(offer, units);
  return divideUp(cost + feeOn(fees, cost, units), units);
}

function goodsOf(offer: PricedOffer, units: number): number {
  const { froms, prices, carried } = offer;
  let tier = froms.length - 1;
  while (tier > 0 && froms[tier] > units) tier--;
  if (carried === null) return units * prices[tier];
  return carried[tier] + (units - froms[tier] + 1) * prices[tier];
}

function carriedCosts(offer: Offer): number[] {
  const { tiers } = offer;
  let sum = (tiers[0].from - 1) * tiers[0].price;
  return tiers.map((tier, at) => {
    if (at > 0) sum += (tier.from - tiers[at - 1].from) * tiers[at - 1].price;
    return sum;
  });
}
