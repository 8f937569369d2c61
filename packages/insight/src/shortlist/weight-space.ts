import { chanceFrom } from '../chance.ts';
import type { Interval } from '../intervals.ts';

/** A candidate as the scores of its weighted parts and their 95 % intervals, in one order for all. */
export interface ScoreRow {
  readonly scores: readonly number[];
  readonly intervals: readonly Interval[];
}

const MOST_POINTS = 12_500;
const DRAWS = 4_000;
const Z = 1.959964;

/**
 * The share of all possible weights at which each candidate is first, from 0 to 1: an even grid over the
 * weights that sum up to 1, so no seed is needed (the acceptability index of SMAA: Lahdelma & Salminen 2001,
 * Operations Research 49). Ties share a point. Takes at least one candidate and one part.
 */
export function firstShares(rows: readonly ScoreRow[]): number[] {
  const parts = rows[0].scores.length;
  const shares = rows.map(() => 0);
  let points = 0;
  for (const weights of weightGrid(parts)) {
    points += 1;
    credit(
      shares,
      rows.map(({ scores }) => weighted(scores, weights)),
    );
  }
  return shares.map((share) => share / points);
}

/** Weights that sum up to 1, evenly over their whole space; each point is the middle of its cell. */
export function* weightGrid(parts: number): Generator<number[]> {
  let steps = 1;
  while (steps < 500 && countOf(steps + 1, parts) <= MOST_POINTS) steps += 1;
  const total = steps + parts / 2;
  for (const counts of compositions(steps, parts)) yield counts.map((own) => (own + 0.5) / total);
}

function* compositions(sum: number, parts: number): Generator<number[]> {
  if (parts === 1) {
    yield [sum];
    return;
  }
  for (let first = 0; first <= sum; first += 1)
    for (const rest of compositions(sum - first, parts - 1)) yield [first, ...rest];
}

function countOf(sum: number, parts: number): number {
  let count = 1;
  for (let part = 1; part < parts; part += 1) count = (count * (sum + part)) / part;
  return count;
}

/**
 * The chance that each candidate is first when the parts are as uncertain as their intervals say: at the
 * weights given, or at weights drawn evenly too. Draws from a normal distribution with the two half widths
 * of the interval, within 0 and 1.
 *
 * Takes the candidates, a seed, and weights that sum up to 1, or null; gives one chance a candidate.
 */
export function chancesOfFirst(
  rows: readonly ScoreRow[],
  seed: number,
  given: readonly number[] | null,
): number[] {
  const parts = rows[0].scores.length;
  const chance = chanceFrom(seed, given === null ? 2 : 1);
  const shares = rows.map(() => 0);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const weights = given ?? evenWeights(parts, () => chance.uniform());
    credit(
      shares,
      rows.map(({ scores, intervals }) =>
        weighted(
          scores.map((score, part) => drawn(score, intervals[part], chance.normal())),
          weights,
        ),
      ),
    );
  }
  return shares.map((share) => share / DRAWS);
}

/** Exponential draws over their sum are even over the weights (Dirichlet with all parameters 1). */
function evenWeights(parts: number, uniform: () => number): number[] {
  const draws = Array.from({ length: parts }, () => -Math.log(1 - uniform()));
  const total = draws.reduce((sum, own) => sum + own, 0);
  return draws.map((own) => own / total);
}

function drawn(score: number, [low, high]: Interval, z: number): number {
  const half = z > 0 ? high - score : score - low;
  return Math.min(1, Math.max(0, score + (z * half) / Z));
}

/** The weighted sum of scores. */
export function weighted(scores: readonly number[], weights: readonly number[]): number {
  return scores.reduce((sum, score, part) => sum + score * weights[part], 0);
}

function credit(shares: number[], values: readonly number[]): void {
  const most = values.reduce((found, value) => Math.max(found, value), -Infinity);
  const first = values.flatMap((value, at) => (value >= most - 1e-12 ? [at] : []));
  for (const at of first) shares[at] += 1 / first.length;
}

/**
 * Between which weights of one part the leader stays first, the other parts keeping their proportions.
 * Takes the rows with the leader's place, the weights and the part; exact, for all scores are straight
 * lines in the weight.
 */
export function holdsWithin(
  rows: readonly ScoreRow[],
  leader: number,
  weights: readonly number[],
  part: number,
): Interval {
  const rest = 1 - weights[part];
  const others = rows.map(({ scores }) =>
    rest > 0 ? (weighted(scores, weights) - scores[part] * weights[part]) / rest : 0,
  );
  let [from, to] = [0, 1];
  for (const [at, { scores }] of rows.entries()) {
    const ahead = others[leader] - others[at];
    const slope = rows[leader].scores[part] - scores[part] - ahead;
    if (at === leader || slope === 0) continue;
    const crossing = -ahead / slope;
    if (slope > 0) from = Math.max(from, Math.min(crossing, weights[part]));
    else to = Math.min(to, Math.max(crossing, weights[part]));
  }
  return [from, to];
}
