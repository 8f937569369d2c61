/** Integer arithmetic of prices. All arguments are integers within the bounds of `bounds.ts`. */

const BPS = 10_000;

/** The tax on one unit is rounded half up: gross(p, t) = p + floor((p·t + 5000) / 10000). */
export function grossPrice(priceMinor: number, taxBps: number): number {
  return priceMinor + Math.floor((priceMinor * taxBps + 5_000) / BPS);
}

/**
 * The highest pool price whose gross is within the limit: the exact inverse of `grossPrice`.
 * gross(p, t) ≤ L holds iff p·(10000 + t) + 5000 < 10000·(L + 1).
 */
export function acceptedPrice(limitMinor: number, taxBps: number): number {
  return Math.floor((limitMinor * BPS + 4_999) / (BPS + taxBps));
}

/** ceil(rate · amount / 10000), exact although the product may pass 2^53. */
export function shareOf(amountMinor: number, rateBps: number): number {
  const tenThousands = Math.floor(amountMinor / BPS);
  const rest = amountMinor - tenThousands * BPS;
  return rateBps * tenThousands + Math.ceil((rateBps * rest) / BPS);
}

/** ceil(dividend / divisor) for integers, dividend ≥ 0, divisor > 0. */
export function divideUp(dividend: number, divisor: number): number {
  const whole = Math.floor(dividend / divisor);
  return whole * divisor === dividend ? whole : whole + 1;
}

export interface Fees {
  readonly feeBps: number;
  readonly feePerUnit: number;
  readonly feeFixed: number;
}

/** Fee(q) = feeFixed + feePerUnit·q + ceil(feeBps·C / 10000), in minor units. */
export function feeOn(fees: Fees, costMinor: number, units: number): number {
  return fees.feeFixed + fees.feePerUnit * units + shareOf(costMinor, fees.feeBps);
}
