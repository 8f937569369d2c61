import { MAX_RATE_BPS } from './bounds.ts';

/** Tiers for which a margin is worked out; the sum below is over at most this many failures. */
const MAX_TIER_UNITS = 10_000_000;

export interface SafetyMargin {
  /** The tier's quantity: at least this many units must be paid in the end. */
  readonly units: number;
  /** How often a unit is not paid, in basis points: 300 is 3 %. */
  readonly failureBps: number;
  /** How sure to be, in basis points: 9500 is 95 %. */
  readonly confidenceBps: number;
}

/**
 * The fewest committed units n such that at least `units` of them are paid with the asked confidence,
 * each failing by itself with the given rate: the least n with P(Binomial(n, L) ≤ n − q) ≥ 95 %.
 * Null when an argument is out of bounds or no n does (a failure rate of 100 %).
 *
 * Units fail together when they are one buyer's, so this is a lower bound: count payments, not units,
 * where buyers take many. Pledged is not paid: about 3 % of cards fail over large campaigns.
 */
export function unitsForSafety(margin: SafetyMargin): number | null {
  const { units, failureBps, confidenceBps } = margin;
  const areIntegers = [units, failureBps, confidenceBps].every(Number.isInteger);
  if (!areIntegers || units < 0 || units > MAX_TIER_UNITS) return null;
  if (failureBps < 0 || failureBps >= MAX_RATE_BPS) return null;
  if (confidenceBps < 0 || confidenceBps >= MAX_RATE_BPS) return null;
  if (units === 0 || failureBps === 0) return units;
  return fewestWithConfidence(units, failureBps / MAX_RATE_BPS, confidenceBps / MAX_RATE_BPS);
}

/**
 * The number of failures before the q-th success is negative binomial, and P(at most k of them) is
 * the chance that q + k units are enough: one sum in the order of k, in logarithms so that no term
 * is lost for a large q.
 */
function fewestWithConfidence(units: number, failure: number, confidence: number): number {
  let logTerm = units * Math.log1p(-failure);
  let chance = Math.exp(logTerm);
  const logFailure = Math.log(failure);
  let failures = 0;
  // The mean is q·L/(1 − L); hundreds of deviations past it no doubt is left.
  const mean = (units * failure) / (1 - failure);
  const most = Math.ceil(mean + 200 * Math.sqrt(mean / (1 - failure)) + 200_000);
  while (chance < confidence && failures < most) {
    failures++;
    logTerm += Math.log((units + failures - 1) / failures) + logFailure;
    chance += Math.exp(logTerm);
  }
  return units + failures;
}
