import { varianceAlong } from '../covariance.ts';
import { normalQuantile } from '../distributions.ts';
import type { Interval } from '../intervals.ts';
import type { ChoiceTable } from './choice-table.ts';
import { chancesInto, largestChoice } from './logit-likelihood.ts';
import { offeredChoices } from './utility-rows.ts';

/** Shares of the alternatives, and how they move with the coefficients (alternatives × terms). */
export type Shares = Readonly<{ shares: Float64Array; slopes: Float64Array; terms: number }>;

/**
 * The share of choices that each alternative gets: the chances of the conditional logit, averaged over the tasks as they were offered
 * and weighted (sample enumeration; Ben-Akiva & Lerman 1985, ch. 6). An alternative that is not on offer gets nothing from that task.
 */
export function sharesOf(
  table: ChoiceTable,
  rows: Float64Array,
  coefficients: Float64Array,
): Shares {
  const terms = coefficients.length;
  const shares = new Float64Array(table.alternatives.length);
  const slopes = new Float64Array(shares.length * terms);
  const total = table.weights.reduce((sum, each) => sum + each, 0);
  const mean = new Float64Array(terms);
  const set = offeredChoices(table, rows, terms);
  const chances = new Float64Array(largestChoice(set));
  for (let task = 0; task < table.tasks.length; task++) {
    const [start, end] = [table.starts[task], table.starts[task + 1]];
    chancesInto(chances, set, { task, coefficients });
    mean.fill(0);
    for (let row = start; row < end; row++)
      for (let at = 0; at < terms; at++) mean[at] += chances[row - start] * rows[row * terms + at];
    for (let row = start; row < end; row++) {
      const weight = (table.weights[task] / total) * chances[row - start];
      const alternative = table.alternative[row];
      shares[alternative] += weight;
      for (let at = 0; at < terms; at++)
        slopes[alternative * terms + at] += weight * (rows[row * terms + at] - mean[at]);
    }
  }
  return { shares, slopes, terms };
}

/**
 * The interval of each share by the delta method on the scale of log odds, so that it stays within 0 and 1; a share of exactly 0 or 1
 * has no spread.
 */
export function shareIntervals(
  { shares, slopes, terms }: Shares,
  covariance: Float64Array,
): Interval[] {
  const z = normalQuantile(0.975);
  return [...shares].map((share, at): Interval => {
    const odds = share * (1 - share);
    if (!(odds > 0)) return [share, share];
    const slope = slopes.subarray(at * terms, (at + 1) * terms);
    const reach = (z * Math.sqrt(Math.max(0, varianceAlong(covariance, slope)))) / odds;
    const middle = Math.log(share / (1 - share));
    return [1 / (1 + Math.exp(reach - middle)), 1 / (1 + Math.exp(-reach - middle))];
  });
}

/** The difference of two shares for the same coefficients, with its standard error: what a change does. */
export function shareDifferences(
  before: Shares,
  after: Shares,
  covariance: Float64Array,
): { difference: number; se: number }[] {
  const { terms } = before;
  return [...before.shares].map((share, at) => {
    const slope = Float64Array.from(
      { length: terms },
      (_, term) => after.slopes[at * terms + term] - before.slopes[at * terms + term],
    );
    return {
      difference: after.shares[at] - share,
      se: Math.sqrt(Math.max(0, varianceAlong(covariance, slope))),
    };
  });
}
