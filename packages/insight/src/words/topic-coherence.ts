import { chanceFrom, shuffled, type Chance } from '../chance.ts';
import type { SparseRows } from './non-negative-factors.ts';
import { recurringTopics, sampleRows } from './topic-runs.ts';

/** How many words stand for a topic, in print and in its coherence. */
export const WORDS_OF_TOPIC = 10;
const SHUFFLES = 6;
/** Beyond what chance reached on average, in its standard deviations. */
const DEVIATIONS = 4;
const FIRST_STREAM = 5_000_000;
/** Fewer texts make the bar higher, never lower. */
const MOST_SHUFFLED = 3_000;

/** The heaviest columns of a topic, heaviest first; columns without weight are none of its words. */
export function topColumns(weights: Float64Array, most: number): number[] {
  return Array.from(weights.keys())
    .filter((column) => weights[column] > 0)
    .sort((a, b) => weights[b] - weights[a] || a - b)
    .slice(0, most);
}

/**
 * How much the words of a topic go together: the mean over its pairs of words of the normalised
 * pointwise mutual information of standing in one text, from -1 (never) over 0 (as chance has it)
 * to 1 (always). Bouma 2009; Röder, Both & Hinneburg 2015 compare measures of coherence.
 *
 * Takes rows whose values do not matter and at least two columns; gives null for fewer.
 */
export function coherence(matrix: SparseRows, columns: readonly number[]): number | null {
  const place = new Map(columns.map((column, index) => [column, index]));
  const size = columns.length;
  if (size < 2) return null;
  const together = new Float64Array(size * size);
  for (let row = 0; row < matrix.rows; row += 1) {
    const here: number[] = [];
    for (let entry = matrix.starts[row]; entry < matrix.starts[row + 1]; entry += 1) {
      const index = place.get(matrix.columns[entry]);
      if (index !== undefined) here.push(index);
    }
    for (const a of here) for (const b of here) together[a * size + b] += 1;
  }
  let sum = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const own = together[a * size + a] * together[b * size + b];
      sum += normalisedInformation(together[a * size + b], own, matrix.rows);
    }
  }
  return sum / ((size * (size - 1)) / 2);
}

function normalisedInformation(both: number, ownProduct: number, texts: number): number {
  if (both === 0) return -1;
  if (both === texts) return 1;
  return Math.log((both * texts) / ownProduct) / -Math.log(both / texts);
}

/**
 * The highest coherence among topics found in the same texts with their words shuffled between
 * them: what chance and the search for topics reach together. A topic has to lie above it.
 *
 * Takes the weighted texts, a seed and the number of topics; gives the bar: the highest of all
 * shuffles, and at least four standard deviations above their mean.
 */
export function coherenceByChance(matrix: SparseRows, seed: number, rank: number): number {
  const found = Array.from({ length: SHUFFLES }, (_, shuffle) => {
    const chance = chanceFrom(seed, FIRST_STREAM + shuffle);
    const mixed = shuffleWords(sampleRows(matrix, MOST_SHUFFLED, chance), chance);
    const options = { seed, rank, runs: 6, mostTexts: MOST_SHUFFLED / 2, tolerance: 1e-3 };
    return recurringTopics(mixed, options).map(
      ({ weights }) => coherence(mixed, topColumns(weights, WORDS_OF_TOPIC)) ?? -1,
    );
  });
  const all = found.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  return Math.max(mean + DEVIATIONS * Math.sqrt(variance), ...all);
}

/** Texts keep their number of words and words their number of texts (but for doubles that merge). */
function shuffleWords(matrix: SparseRows, chance: Chance): SparseRows {
  const order = Uint32Array.from(shuffled([...matrix.columns.keys()], chance));
  const starts = new Uint32Array(matrix.rows + 1);
  const columns = new Uint32Array(order.length);
  const values = new Float64Array(order.length);
  let size = 0;
  for (let row = 0; row < matrix.rows; row += 1) {
    const here = new Map<number, number>();
    for (const entry of order.subarray(matrix.starts[row], matrix.starts[row + 1]))
      here.set(matrix.columns[entry], matrix.values[entry]);
    let squares = 0;
    for (const value of here.values()) squares += value * value;
    const length = Math.sqrt(squares);
    for (const [column, value] of here) {
      columns[size] = column;
      values[size] = value / length;
      size += 1;
    }
    starts[row + 1] = size;
  }
  return {
    rows: matrix.rows,
    width: matrix.width,
    starts,
    columns: columns.slice(0, size),
    values: values.slice(0, size),
  };
}
