import { normalInterval, type Interval } from '../intervals.ts';

/** What one unit more of a term is worth, in units of the price's column. */
export type Willingness = Readonly<{
  name: string;
  estimate: number;
  se: number;
  interval: Interval;
  /** Fieller's interval, exact where the delta method is not; null when the price could as well do nothing. */
  fieller: Interval | null;
}>;

export type Estimates = Readonly<{
  names: readonly string[];
  coefficients: Float64Array;
  /** Terms × terms. */
  covariance: Float64Array;
}>;

/** The square of the 97.5 % point of the normal distribution. */
const Z2 = 1.959963984540054 ** 2;

/**
 * Willingness to pay −b/b_price of every other term (Train 2009, ch. 3). Delta method: with w = −b/p, var w = (var b + 2 w cov(b, p) + w² var p)/p².
 * Fieller (1954) solves (b + w p)² = z² var(b + w p) and is bounded only where the price's own coefficient differs from 0.
 */
export function willingnessToPay(
  { names, coefficients, covariance }: Estimates,
  price: number,
): Willingness[] {
  const size = coefficients.length;
  const p = coefficients[price];
  const varP = covariance[price * size + price];
  return [...coefficients.keys()]
    .filter((at) => at !== price)
    .map((at) => {
      const b = coefficients[at];
      const varB = covariance[at * size + at];
      const cov = covariance[at * size + price];
      const estimate = -b / p;
      const se =
        Math.sqrt(Math.max(0, varB + 2 * estimate * cov + estimate ** 2 * varP)) / Math.abs(p);
      const interval = normalInterval(estimate, se);
      return {
        name: names[at],
        estimate,
        se,
        interval,
        fieller: fieller({ b, p, varB, varP, cov }),
      };
    });
}

type Pair = { b: number; p: number; varB: number; varP: number; cov: number };

function fieller({ b, p, varB, varP, cov }: Pair): Interval | null {
  const square = p * p - Z2 * varP;
  if (!(square > 0)) return null;
  const middle = -(b * p - Z2 * cov) / square;
  const reach = Math.sqrt(Math.max(0, middle ** 2 - (b * b - Z2 * varB) / square));
  return [middle - reach, middle + reach];
}
