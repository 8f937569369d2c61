import type { Options, VariantOffer } from './instance-shape.ts';
import { feeOn } from './money.ts';

const BPS = 10_000;

/** Distance from a whole number within which a price worked out in doubles is worked out exactly. */
const NEAR = 1e-4;

/**
 * p_v = ceil( u_v·(10000 + feeBps)/10000 + feePerUnit + feeFixed/Q ),
 * u_v = price + variantTooling/q_v + tooling/Q, as an exact rational.
 *
 * Doubles decide where the value is clearly between two integers: it is below 2^53, and where it is
 * below 2^36 its error is far below NEAR. Everything else is decided in BigInt.
 */
export function variantPrice(offer: VariantOffer, options: Options, share: Share): number {
  const { tooling, price, units, total } = share;
  const { feeBps, feePerUnit, feeFixed } = options;
  const each = price + tooling / units + offer.tooling / total;
  const value = (each * (BPS + feeBps)) / BPS + feePerUnit + feeFixed / total;
  const up = Math.ceil(value);
  const isClear = value < 2 ** 36 && up - value > NEAR && up - value < 1 - NEAR;
  return isClear ? up : exactPrice(offer, options, share);
}

/** One variant's part: its own tooling, its tier's price, its units, and the units of all. */
interface Share {
  readonly tooling: number;
  readonly price: number;
  readonly units: number;
  readonly total: number;
}

function exactPrice(offer: VariantOffer, options: Options, share: Share): number {
  const fixed = offer.tooling + options.feeFixed + share.tooling;
  if (fixed === 0) {
    // Without fixed sums the price is price·(10000 + feeBps)/10000, small enough for plain numbers.
    return Math.ceil((share.price * (BPS + options.feeBps)) / BPS) + options.feePerUnit;
  }
  const units = BigInt(share.units);
  const total = BigInt(share.total);
  const each =
    BigInt(share.price) * units * total +
    BigInt(share.tooling) * total +
    BigInt(offer.tooling) * units;
  const dividend =
    each * BigInt(BPS + options.feeBps) +
    BigInt(BPS) * units * (BigInt(options.feePerUnit) * total + BigInt(options.feeFixed));
  const divisor = BigInt(BPS) * units * total;
  return Number((dividend + divisor - 1n) / divisor);
}

/** The last tier that starts at or below the total; -1 below the first. */
export function tierAt(offer: VariantOffer, total: number): number {
  let tier = offer.tiers.length - 1;
  while (tier >= 0 && offer.tiers[tier].from > total) tier--;
  return tier;
}

/** What the maker receives and the fee on it, for quantities by variant whose total is at a tier. */
export function familyTotals(
  offer: VariantOffer,
  options: Options,
  quantities: Int32Array,
): { cost: number; fee: number } {
  const total = quantities.reduce((sum, units) => sum + units, 0);
  const { prices } = offer.tiers[tierAt(offer, total)];
  let cost = offer.tooling;
  quantities.forEach((units, variant) => {
    if (units > 0) cost += prices[variant] * units + offer.variantTooling[variant];
  });
  return { cost, fee: feeOn(options, cost, total) };
}
