import { chanceFrom, type Chance } from '../chance.ts';
import type { Votes } from './votes.ts';

/** Two principal components as Polis has them, over statements; votes in Polis's sign: agree -1, disagree +1. */
export interface PolisComponents {
  readonly center: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export interface PolisPositions {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

const MOST_ROUNDS = 100;
const BATCH_ROUNDS = 10;
const LEARNING_RATE = 0.01;
const MOST_PEOPLE_AT_ONCE = 10_000;

/** Votes of a set of people as rows that are centred: what they voted less `center`, and `unseen` where they did not vote. */
interface Rows {
  readonly votes: Votes;
  readonly people: Int32Array;
  readonly center: Float64Array;
  readonly unseen: Float64Array | null;
}

/**
 * Steps 2 and 4 of the Polis mathematics: unseen cells take the mean of their column over everyone, columns are centred, and two
 * components come from power iteration of at most 100 rounds with deflation by projection, from the `previous` ones or else from
 * ones. Over 10,000 people: mini-batches, blended in at a rate of 0.01. Columns of `zeroed` statements count as all 0.
 */
export function polisComponents(
  votes: Votes,
  zeroed: ReadonlySet<number>,
  { previous, seed }: { previous: PolisComponents | null; seed: number },
): PolisComponents {
  const center = columnMeans(votes, zeroed);
  const people = Int32Array.from(votes.participants.keys());
  const starts = startVectors(previous, votes.statements.length);
  if (people.length <= MOST_PEOPLE_AT_ONCE) {
    const rows = { votes, people, center, unseen: null };
    return { center, ...twoComponents(rows, zeroed, { starts, rounds: MOST_ROUNDS }) };
  }
  return miniBatches({ votes, people, center, unseen: null }, zeroed, { starts, seed, previous });
}

function startVectors(
  previous: PolisComponents | null,
  count: number,
): [Float64Array, Float64Array] {
  const widened = (from: Float64Array | undefined): Float64Array => {
    const start = new Float64Array(count).fill(1);
    if (from?.some((entry) => entry !== 0)) start.set(from.subarray(0, count));
    return start;
  };
  return [widened(previous?.first), widened(previous?.second)];
}

function columnMeans(votes: Votes, zeroed: ReadonlySet<number>): Float64Array {
  const sums = new Float64Array(votes.statements.length);
  const counts = new Float64Array(votes.statements.length);
  for (const [at, statement] of votes.statement.entries()) {
    sums[statement] -= votes.vote[at];
    counts[statement] += 1;
  }
  return sums.map((sum, at) => (zeroed.has(at) || counts[at] === 0 ? 0 : sum / counts[at]));
}

function twoComponents(
  rows: Rows,
  zeroed: ReadonlySet<number>,
  { starts, rounds }: { starts: readonly [Float64Array, Float64Array]; rounds: number },
): { first: Float64Array; second: Float64Array } {
  const first = powerIteration(rows, zeroed, { start: starts[0], rounds, without: null });
  const second = powerIteration(rows, zeroed, { start: starts[1], rounds, without: first });
  return { first, second };
}

/** One eigenvector of X'X, of X less its projection on `without` when that is given. */
function powerIteration(
  rows: Rows,
  zeroed: ReadonlySet<number>,
  plan: { start: Float64Array; rounds: number; without: Float64Array | null },
): Float64Array {
  let vector = plan.start;
  let length = 0;
  for (let round = 0; round <= plan.rounds; round++) {
    const product = productOf(rows, vector, plan.without);
    for (const at of zeroed) product[at] = 0;
    const found = Math.sqrt(dot(product, product));
    if (found === 0) return product;
    vector = product.map((entry) => entry / found);
    if (found === length) break;
    length = found;
  }
  return vector;
}

/** X'X vector in one pass over the votes. */
function productOf(rows: Rows, vector: Float64Array, without: Float64Array | null): Float64Array {
  const { votes, people, center, unseen } = rows;
  const product = new Float64Array(vector.length);
  const across = without ? dot(without, vector) : 0;
  const unseenVector = unseen ? dot(unseen, vector) : 0;
  const unseenWithout = unseen && without ? dot(unseen, without) : 0;
  let alongWithout = 0;
  let alongUnseen = 0;
  for (const person of people) {
    let along = unseenVector;
    let shadow = unseenWithout;
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      const column = votes.statement[at];
      const entry = -votes.vote[at] - center[column];
      along += entry * vector[column];
      if (without) shadow += entry * without[column];
    }
    along -= shadow * across;
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      const column = votes.statement[at];
      product[column] += along * (-votes.vote[at] - center[column]);
    }
    alongWithout += along * shadow;
    alongUnseen += along;
  }
  if (unseen) addScaled(product, unseen, alongUnseen);
  if (without) addScaled(product, without, -alongWithout);
  return product;
}

/**
 * Mini-batches for many people. NOTE: a batch centres by its own means, so that unseen cells are not 0 there; each row is the sparse row
 * about the overall means plus one dense row that all share.
 */
function miniBatches(
  rows: Rows,
  zeroed: ReadonlySet<number>,
  plan: {
    starts: readonly [Float64Array, Float64Array];
    seed: number;
    previous: PolisComponents | null;
  },
): PolisComponents {
  const size = batchSize(rows.people.length);
  const chance = chanceFrom(plan.seed);
  let found: PolisComponents | null = plan.previous;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const people = sample(rows.people, size, chance);
    const unseen = shiftOf(rows, people, zeroed);
    const starts = found ? startVectors(found, rows.center.length) : plan.starts;
    const part = twoComponents({ ...rows, people, unseen }, zeroed, {
      starts,
      rounds: BATCH_ROUNDS,
    });
    const center = rows.center.map((mean, at) => mean - unseen[at]);
    found = found ? blended(found, { center, ...part }) : { center, ...part };
  }
  return found ?? { center: rows.center, first: plan.starts[0], second: plan.starts[1] };
}

function batchSize(people: number): number {
  const slope = (1500 - 100) / (150_000 - 1500);
  const start = slope * 1500 - 100;
  return Math.max(Math.floor(Math.min(start + slope * people, 1500)), 100);
}

function sample(people: Int32Array, size: number, chance: Chance): Int32Array {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(size, people.length))
    chosen.add(people[chance.below(people.length)]);
  return Int32Array.from(chosen);
}

/** The overall means less the means of the batch, unseen cells being at the overall mean. */
function shiftOf(rows: Rows, people: Int32Array, zeroed: ReadonlySet<number>): Float64Array {
  const shift = new Float64Array(rows.center.length);
  for (const person of people) {
    for (let at = rows.votes.start[person]; at < rows.votes.start[person + 1]; at++) {
      const column = rows.votes.statement[at];
      if (!zeroed.has(column)) {
        shift[column] -= (-rows.votes.vote[at] - rows.center[column]) / people.length;
      }
    }
  }
  return shift;
}

function blend(before: Float64Array, now: Float64Array): Float64Array {
  return now.map((entry, at) => (1 - LEARNING_RATE) * (before[at] ?? 0) + LEARNING_RATE * entry);
}

function blended(old: PolisComponents, part: PolisComponents): PolisComponents {
  return {
    center: blend(old.center, part.center),
    first: blend(old.first, part.first),
    second: blend(old.second, part.second),
  };
}

/**
 * Step 5: the sum over the statements that a person voted on of (vote - mean) * component, times sqrt(statements / votes). A zeroed column
 * counts as voted on by everyone, for Polis fills its unseen cells too.
 */
export function polisPositions(
  votes: Votes,
  components: PolisComponents,
  zeroed: ReadonlySet<number>,
): PolisPositions {
  const { center, first, second } = components;
  const people = votes.participants.length;
  const x = new Float64Array(people);
  const y = new Float64Array(people);
  let [zeroX, zeroY] = [0, 0];
  for (const at of zeroed) {
    zeroX -= center[at] * first[at];
    zeroY -= center[at] * second[at];
  }
  for (let person = 0; person < people; person++) {
    let seen = zeroed.size;
    let [sumX, sumY] = [zeroX, zeroY];
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      const column = votes.statement[at];
      if (zeroed.has(column)) continue;
      const entry = -votes.vote[at] - center[column];
      sumX += entry * first[column];
      sumY += entry * second[column];
      seen += 1;
    }
    const scale = Math.sqrt(center.length / Math.max(seen, 1));
    x[person] = sumX * scale;
    y[person] = sumY * scale;
  }
  return { x, y };
}

/** Step 6: where a person would stand who only agreed with the statement, and how far out that is. */
export function statementPositions({ center, first, second }: PolisComponents): {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly extremity: Float64Array;
} {
  const scale = Math.sqrt(center.length);
  const x = center.map((mean, at) => (-1 - mean) * first[at] * scale);
  const y = center.map((mean, at) => (-1 - mean) * second[at] * scale);
  return { x, y, extremity: x.map((across, at) => Math.hypot(across, y[at])) };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at] * other[at];
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let at = 0; at < target.length; at++) target[at] += factor * source[at];
}
