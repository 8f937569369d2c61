import { chanceFrom, type Chance } from '../chance.ts';
import { nonNegativeFactors, type SparseRows } from './non-negative-factors.ts';

/** The share of the texts that a run sees: what recurs must come from either half (Meinshausen & Bühlmann 2010). */
const SAMPLE = 0.5;
/** Two topics are one when the cosine of their words is at least this. */
const ALIKE = 0.6;
/** Runs of different ranks draw from streams of their own. */
const STREAMS_A_RANK = 10_000;

export interface RunOptions {
  readonly seed: number;
  readonly rank: number;
  readonly runs: number;
  readonly mostTexts: number;
  readonly tolerance: number;
}

export interface RecurringTopic {
  /** One weight a column, of length 1: the mean over the runs that found it. */
  readonly weights: Float64Array;
  /** In how many of the other runs it came again. */
  readonly recurred: number;
  readonly of: number;
}

/**
 * Factorises many times, each time from another start and on another half of the texts, and says which topics of the most typical run came again in the others (after Greene,
 * O'Callaghan & Cunningham 2014, "How many topics? Stability analysis for topic models").
 *
 * Takes the weighted texts and at least two runs; gives one entry a topic of the typical run.
 */
export function recurringTopics(matrix: SparseRows, options: RunOptions): RecurringTopic[] {
  const runs = Array.from({ length: options.runs }, (_, run) => oneRun(matrix, options, run));
  const pairs = runs.map((mine) => runs.map((other) => (mine === other ? [] : match(mine, other))));
  const typical = indexOfMost(pairs.map((others) => others.flat().reduce(addCosine, 0)));
  return runs[typical].map((weights, topic) => {
    const again = pairs[typical].flatMap((found, run) =>
      found
        .filter((pair) => pair.mine === topic && pair.cosine >= ALIKE)
        .map(({ other }) => runs[run][other]),
    );
    return {
      weights: meanDirection([weights, ...again]),
      recurred: again.length,
      of: options.runs - 1,
    };
  });
}

function oneRun(matrix: SparseRows, options: RunOptions, run: number): Float64Array[] {
  const chance = chanceFrom(options.seed, options.rank * STREAMS_A_RANK + run);
  const sample = sampleRows(matrix, Math.min(options.mostTexts, SAMPLE * matrix.rows), chance);
  const { right } = nonNegativeFactors(sample, {
    rank: options.rank,
    chance,
    mostRounds: 150,
    tolerance: options.tolerance,
  });
  return Array.from({ length: options.rank }, (_, part) => {
    const weights = new Float64Array(matrix.width);
    for (let column = 0; column < matrix.width; column += 1)
      weights[column] = right[column * options.rank + part];
    return ofLengthOne(weights);
  });
}

/** So many rows of a matrix at random, without repetition, in their order; all when there are no more. */
export function sampleRows(matrix: SparseRows, wanted: number, chance: Chance): SparseRows {
  const size = Math.max(1, Math.ceil(wanted));
  if (size >= matrix.rows) return matrix;
  const chosen: number[] = [];
  for (let row = 0; row < matrix.rows; row += 1) {
    if (chance.uniform() * (matrix.rows - row) < size - chosen.length) chosen.push(row);
  }
  return pickRows(matrix, chosen);
}

/** The named rows of a matrix, in the order named. */
function pickRows(matrix: SparseRows, chosen: readonly number[]): SparseRows {
  const starts = new Uint32Array(chosen.length + 1);
  for (const [index, row] of chosen.entries())
    starts[index + 1] = starts[index] + matrix.starts[row + 1] - matrix.starts[row];
  const columns = new Uint32Array(starts[chosen.length]);
  const values = new Float64Array(starts[chosen.length]);
  for (const [index, row] of chosen.entries()) {
    const from = matrix.starts[row];
    const to = matrix.starts[row + 1];
    columns.set(matrix.columns.subarray(from, to), starts[index]);
    values.set(matrix.values.subarray(from, to), starts[index]);
  }
  return { rows: chosen.length, width: matrix.width, starts, columns, values };
}

interface Match {
  readonly mine: number;
  readonly other: number;
  readonly cosine: number;
}

/** Pairs topics one to one, the most alike first. */
function match(mine: readonly Float64Array[], others: readonly Float64Array[]): Match[] {
  const all = mine.flatMap((a, index) =>
    others.map((b, other) => ({ mine: index, other, cosine: cosine(a, b) })),
  );
  all.sort((a, b) => b.cosine - a.cosine || a.mine - b.mine || a.other - b.other);
  const usedMine = new Set<number>();
  const usedOther = new Set<number>();
  return all.filter((pair) => {
    if (usedMine.has(pair.mine) || usedOther.has(pair.other)) return false;
    usedMine.add(pair.mine);
    usedOther.add(pair.other);
    return true;
  });
}

function cosine(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}

function addCosine(sum: number, pair: Match): number {
  return sum + pair.cosine;
}

function indexOfMost(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function meanDirection(vectors: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  for (const vector of vectors)
    for (let index = 0; index < sum.length; index += 1) sum[index] += vector[index];
  return ofLengthOne(sum);
}

/** A part that died during the descent stays all zero. */
function ofLengthOne(vector: Float64Array): Float64Array {
  const length = Math.sqrt(cosine(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector;
}
