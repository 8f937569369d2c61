import { eigenOfSymmetric } from '../jacobi.ts';
import { factorise, inverseOfFactored, solveFactored } from '../symmetric.ts';
import { meanVotes, orthonormalise, times, type Components } from './vote-components.ts';
import type { Votes } from './votes.ts';

/**
 * The space in which people stand: a vote less the mean of its statement is the person's position times the direction of the
 * statement, plus noise (probabilistic principal components; with cells missing: Ilin and Raiko, Journal of Machine Learning
 * Research 11, 2010). Unseen cells are not filled in, so that sparse voters are not pulled together.
 */
export interface OpinionSpace {
  readonly mean: Float64Array;
  readonly dims: number;
  /** By statement, statements * dims; orthonormal columns, the entry of largest size in each positive. */
  readonly directions: Float64Array;
  /** The variance of positions along each direction, descending. */
  readonly variance: Float64Array;
  /** The variance of a vote about what the position says. */
  readonly noise: number;
}

/** What a person's votes say of the position: `information` (dims * dims) times position = `pull`, before any prior. */
export interface Evidence {
  readonly information: Float64Array;
  readonly pull: Float64Array;
}

const SWEEPS = 12;
const LEAST_NOISE = 0.01;
const LEAST_VARIANCE = 1e-6;

/** Fits the space by expectation and maximisation from a start; `weight` says how often each person counts. */
export function fitSpace(
  votes: Votes,
  start: Components | OpinionSpace,
  plan: { readonly weight?: Float64Array; readonly sweeps?: number } = {},
): OpinionSpace {
  const mean = meanVotes(votes, plan.weight);
  let space = 'noise' in start ? { ...start, mean } : firstSpace(votes, start, mean);
  for (let sweep = 0; sweep < (plan.sweeps ?? SWEEPS); sweep++) {
    space = improved(votes, space, plan.weight);
  }
  return oriented(space);
}

function firstSpace(votes: Votes, start: Components, mean: Float64Array): OpinionSpace {
  const people = Math.max(1, votes.participants.length);
  const share = votes.vote.length / (people * Math.max(1, votes.statements.length));
  let squares = 0;
  for (const [at, column] of votes.statement.entries())
    squares += (votes.vote[at] - mean[column]) ** 2;
  return {
    mean,
    dims: start.dims,
    directions: start.directions,
    variance: start.values.map((value) =>
      Math.max(value / (people * share * share), LEAST_VARIANCE),
    ),
    noise: Math.max(squares / Math.max(1, votes.vote.length), LEAST_NOISE),
  };
}

/** Gathers what the votes of one person say; `into` is overwritten and handed back. */
export function gather(
  votes: Votes,
  space: OpinionSpace,
  person: number,
  into: Evidence,
): Evidence {
  const { dims, directions, mean, noise } = space;
  const { information, pull } = into;
  information.fill(0);
  pull.fill(0);
  for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
    const column = votes.statement[at];
    const from = column * dims;
    const entry = votes.vote[at] - mean[column];
    for (let i = 0; i < dims; i++) {
      const along = directions[from + i] / noise;
      pull[i] += along * entry;
      for (let j = 0; j <= i; j++) information[i * dims + j] += along * directions[from + j];
    }
  }
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j < i; j++) information[j * dims + i] = information[i * dims + j];
  }
  return into;
}

/** Room for {@link gather}, for positions of `dims` numbers. */
export function noEvidence(dims: number): Evidence {
  return { information: new Float64Array(dims * dims), pull: new Float64Array(dims) };
}

/** The most likely position of a person and its covariance, under the space's own spread of people. */
export function positionFrom(
  { information, pull }: Evidence,
  { dims, variance }: OpinionSpace,
): { readonly position: Float64Array; readonly covariance: Float64Array } {
  const precision = information.slice();
  for (let i = 0; i < dims; i++) precision[i * dims + i] += 1 / variance[i];
  const factor = factorise(precision, dims);
  // The prior keeps the matrix definite; rounding alone could break it, and then nothing is known of the position.
  if (factor.kind === 'not-definite') {
    return { position: new Float64Array(dims), covariance: diagonal(variance) };
  }
  return { position: solveFactored(factor, pull), covariance: inverseOfFactored(factor) };
}

/** The positions of all people, by rows. */
export function positionsIn(votes: Votes, space: OpinionSpace): Float64Array {
  const evidence = noEvidence(space.dims);
  const positions = new Float64Array(votes.participants.length * space.dims);
  for (let person = 0; person < votes.participants.length; person++) {
    const { position } = positionFrom(gather(votes, space, person, evidence), space);
    positions.set(position, person * space.dims);
  }
  return positions;
}

/** Sums over people for the next step: by statement (S * dims * dims and S * dims), over all, and of squared misses. */
interface Sums {
  readonly second: Float64Array;
  readonly cross: Float64Array;
  readonly overall: Float64Array;
  people: number;
  misses: number;
  votes: number;
}

function improved(votes: Votes, space: OpinionSpace, weight?: Float64Array): OpinionSpace {
  const { dims } = space;
  const count = space.mean.length;
  const sums: Sums = {
    second: new Float64Array(count * dims * dims),
    cross: new Float64Array(count * dims),
    overall: new Float64Array(dims * dims),
    people: 0,
    misses: 0,
    votes: 0,
  };
  const evidence = noEvidence(dims);
  for (let person = 0; person < votes.participants.length; person++) {
    const often = weight?.[person] ?? 1;
    if (often > 0) {
      const found = positionFrom(gather(votes, space, person, evidence), space);
      addPerson(sums, { votes, space, person, often, ...found });
    }
  }
  const directions = newDirections(sums, space);
  const noise = Math.max(sums.misses / Math.max(1, sums.votes), LEAST_NOISE);
  return turned(
    { ...space, directions, noise },
    sums.overall.map((sum) => sum / Math.max(1, sums.people)),
  );
}

function addPerson(
  sums: Sums,
  one: {
    votes: Votes;
    space: OpinionSpace;
    person: number;
    often: number;
    position: Float64Array;
    covariance: Float64Array;
  },
): void {
  const { votes, space, person, often, position, covariance } = one;
  const { dims, directions, mean } = space;
  const moment = covariance.slice();
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j < dims; j++) moment[i * dims + j] += position[i] * position[j];
  }
  sums.people += often;
  for (let cell = 0; cell < moment.length; cell++) sums.overall[cell] += often * moment[cell];
  for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
    const column = votes.statement[at];
    const entry = votes.vote[at] - mean[column];
    let [said, unsure] = [0, 0];
    for (let i = 0; i < dims; i++) {
      const along = directions[column * dims + i];
      said += along * position[i];
      sums.cross[column * dims + i] += often * entry * position[i];
      for (let j = 0; j < dims; j++) {
        unsure += along * covariance[i * dims + j] * directions[column * dims + j];
        sums.second[(column * dims + i) * dims + j] += often * moment[i * dims + j];
      }
    }
    sums.misses += often * ((entry - said) ** 2 + unsure);
    sums.votes += often;
  }
}

/** Regresses each statement on positions; one person's worth of "no direction" keeps rarely seen statements short. */
function newDirections(sums: Sums, { dims, mean }: OpinionSpace): Float64Array {
  const directions = new Float64Array(mean.length * dims);
  for (let column = 0; column < mean.length; column++) {
    const second = sums.second.slice(column * dims * dims, (column + 1) * dims * dims);
    for (let cell = 0; cell < second.length; cell++) {
      second[cell] += sums.overall[cell] / Math.max(1, sums.people);
    }
    const factor = factorise(second, dims);
    if (factor.kind === 'not-definite') continue;
    const cross = sums.cross.subarray(column * dims, (column + 1) * dims);
    directions.set(solveFactored(factor, cross), column * dims);
  }
  return directions;
}

/** Turns to orthonormal directions along which positions do not vary together. */
function turned(space: OpinionSpace, moment: Float64Array): OpinionSpace {
  const { dims, mean } = space;
  const basis = space.directions.slice();
  const triangle = orthonormalise(basis, mean.length, dims);
  const half = times(triangle, moment, dims, dims);
  const covariance = new Float64Array(dims * dims);
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j < dims; j++) {
      for (let k = 0; k < dims; k++) {
        covariance[i * dims + j] += half[i * dims + k] * triangle[j * dims + k];
      }
    }
  }
  const { values, vectors } = eigenOfSymmetric(covariance, dims);
  return {
    ...space,
    directions: times(basis, vectors, mean.length, dims),
    variance: values.map((value) => Math.max(value, LEAST_VARIANCE)),
  };
}

/** Directions have no sign of their own: the statement that weighs most in each is set to count upward. */
function oriented(space: OpinionSpace): OpinionSpace {
  const { dims, mean } = space;
  const directions = space.directions.slice();
  for (let dim = 0; dim < dims; dim++) {
    let largest = 0;
    for (let column = 0; column < mean.length; column++) {
      const entry = directions[column * dims + dim];
      if (Math.abs(entry) > Math.abs(largest) + 1e-9) largest = entry;
    }
    if (largest >= 0) continue;
    for (let column = 0; column < mean.length; column++) directions[column * dims + dim] *= -1;
  }
  return { ...space, directions };
}

function diagonal(values: Float64Array): Float64Array {
  const matrix = new Float64Array(values.length ** 2);
  for (const [at, value] of values.entries()) matrix[at * values.length + at] = value;
  return matrix;
}
