import { normalInterval, type Interval } from '../intervals.ts';
import { byStatement, votesOf, type Votes, type VotesByStatement } from './votes.ts';

/** How a statement is taken across the divide. */
export interface BridgingScore {
  readonly statement: number;
  readonly votes: number;
  /** The intercept: what is left of its agreement when the divide has explained what it can. */
  readonly score: number;
  readonly interval: Interval;
  /** On which side of the divide it lies, and how far. */
  readonly factor: number;
  /** The score without the most active 0.1 % of people. */
  readonly withoutMostActive: number;
  /** Agrees less disagrees among people on either side. */
  readonly net: readonly [number, number];
  /** Whether all safeguards hold. */
  readonly bridges: boolean;
}

const INTERCEPT_PENALTY = 0.15;
const FACTOR_PENALTY = 0.03;
const LEAST_SCORE = 0.4;
const LEAST_WITHOUT_MOST_ACTIVE = 0.37;
const MOST_FACTOR = 0.5;
const FEWEST_VOTES = 5;
const NET_ON_EACH_SIDE = 10;
const NET_ON_EACH_SIDE_OF_FEW = 4;
const NET_SHARE = 0.05;
const MOST_ACTIVE_SHARE = 0.001;
const MOST_SWEEPS = 60;
const STANDS_STILL = 1e-5;
const MOST_PEOPLE_TO_FIT = 10_000;

/**
 * Bridging by matrix factorisation as in Community Notes (documentation/under-the-hood/ranking-notes, Apache-2.0): agree 1, pass 1/2,
 * disagree 0 = mu + intercept of the person + intercept of the statement + product of their factors, squared loss as a mean over votes,
 * penalties of 0.15 on intercepts and 0.03 on factors as means over people and statements, one factor. Solved by alternating least
 * squares from `start` (one number a statement); over 10,000 people on every n-th of them, then once for all. A statement bridges with a
 * score of at least 0.40 and a factor within 0.50, a score of at least 0.37 without the most active 0.1 % of people, at least 5 votes,
 * and on each side 10 more agrees than disagrees, or 4 and 5 % of that side's votes. The largest factor of a statement is positive.
 */
export function bridgingScores(votes: Votes, start: Float64Array): BridgingScore[] {
  const fit = fitBridging(votes, start);
  const without = fitBridging(withoutMostActive(votes), start);
  const net = netBySide(votes, fit.personFactor);
  const noise = fit.squares / Math.max(1, votes.vote.length);
  return votes.statements.map((_, statement) => {
    const count = fit.index.start[statement + 1] - fit.index.start[statement];
    const error = Math.sqrt(noise / (count + fit.penalty));
    const score = fit.intercept[statement];
    const figures = {
      votes: count,
      score,
      factor: fit.factor[statement],
      withoutMostActive: without.intercept[statement],
      net: net.net[statement],
    };
    return {
      statement,
      ...figures,
      interval: normalInterval(score, error),
      bridges: holds(figures, net.seen[statement]),
    };
  });
}

function holds(
  one: Pick<BridgingScore, 'votes' | 'score' | 'factor' | 'withoutMostActive' | 'net'>,
  seen: readonly [number, number],
): boolean {
  const enoughNet =
    one.net.every((net) => net >= NET_ON_EACH_SIDE) ||
    one.net.every((net, side) => net >= NET_ON_EACH_SIDE_OF_FEW && net >= NET_SHARE * seen[side]);
  return (
    one.votes >= FEWEST_VOTES &&
    one.score >= LEAST_SCORE &&
    Math.abs(one.factor) < MOST_FACTOR &&
    one.withoutMostActive >= LEAST_WITHOUT_MOST_ACTIVE &&
    enoughNet
  );
}

interface Model {
  mu: number;
  readonly intercept: Float64Array;
  readonly factor: Float64Array;
  readonly personIntercept: Float64Array;
  readonly personFactor: Float64Array;
}

function fitBridging(votes: Votes, start: Float64Array) {
  const part = everyNth(votes);
  const model = modelFor(part, start);
  const index = byStatement(part);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    fitPeople(part, model);
    if (fitStatements(part, index, model).moved < STANDS_STILL) break;
  }
  const whole =
    part === votes ? model : { ...modelFor(votes, model.factor), ...statementsOf(model) };
  const wholeIndex = part === votes ? index : byStatement(votes);
  fitPeople(votes, whole);
  const { squares, penalty } = fitStatements(votes, wholeIndex, whole);
  setSign(whole);
  return { ...whole, squares, penalty, index: wholeIndex };
}

function statementsOf({
  mu,
  intercept,
  factor,
}: Model): Pick<Model, 'mu' | 'intercept' | 'factor'> {
  return { mu, intercept, factor };
}

function modelFor(votes: Votes, factor: Float64Array): Model {
  return {
    mu: 0,
    intercept: new Float64Array(votes.statements.length),
    factor: factor.slice(),
    personIntercept: new Float64Array(votes.participants.length),
    personFactor: new Float64Array(votes.participants.length),
  };
}

function everyNth(votes: Votes): Votes {
  const people = votes.participants.length;
  if (people <= MOST_PEOPLE_TO_FIT) return votes;
  const step = people / MOST_PEOPLE_TO_FIT;
  return votesOf(
    votes,
    Int32Array.from({ length: MOST_PEOPLE_TO_FIT }, (_, at) => Math.floor(at * step)),
  );
}

function withoutMostActive(votes: Votes): Votes {
  const counts = votes.participants.map((_, at) => votes.start[at + 1] - votes.start[at]);
  const left = Math.ceil(counts.length * MOST_ACTIVE_SHARE);
  const order = [...counts.keys()].sort((one, other) => counts[other] - counts[one] || one - other);
  const gone = new Set(order.slice(0, left));
  return votesOf(
    votes,
    [...counts.keys()].filter((person) => !gone.has(person)),
  );
}

/** Sums of one person's or one statement's equations: residuals r against 1 and f. */
interface Normal {
  count: number;
  f: number;
  ff: number;
  r: number;
  rf: number;
}

function solved({ count, f, ff, r, rf }: Normal, weight: number): [number, number] {
  if (count === 0) return [0, 0];
  const a = count + INTERCEPT_PENALTY * weight;
  const d = ff + FACTOR_PENALTY * weight;
  const determinant = a * d - f * f;
  if (!(determinant > 0)) return [r / a, 0];
  return [(d * r - f * rf) / determinant, (a * rf - f * r) / determinant];
}

function fitPeople(votes: Votes, model: Model): void {
  const people = votes.participants.length;
  const weight = votes.vote.length / Math.max(1, people);
  for (let person = 0; person < people; person++) {
    const sums: Normal = { count: 0, f: 0, ff: 0, r: 0, rf: 0 };
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      const column = votes.statement[at];
      const rest = (votes.vote[at] + 1) / 2 - model.mu - model.intercept[column];
      add(sums, rest, model.factor[column]);
    }
    const [intercept, factor] = solved(sums, weight);
    model.personIntercept[person] = intercept;
    model.personFactor[person] = factor;
  }
}

function fitStatements(
  votes: Votes,
  index: VotesByStatement,
  model: Model,
): { moved: number; squares: number; penalty: number } {
  const statements = votes.statements.length;
  const weight = votes.vote.length / Math.max(1, statements);
  let [moved, left, squares] = [0, 0, 0];
  for (let column = 0; column < statements; column++) {
    const sums: Normal = { count: 0, f: 0, ff: 0, r: 0, rf: 0 };
    let restSquares = 0;
    for (let at = index.start[column]; at < index.start[column + 1]; at++) {
      const person = index.person[at];
      const rest = (index.vote[at] + 1) / 2 - model.mu - model.personIntercept[person];
      add(sums, rest, model.personFactor[person]);
      restSquares += rest * rest;
    }
    const [intercept, factor] = solved(sums, weight);
    moved = Math.max(moved, Math.abs(intercept - model.intercept[column]));
    model.intercept[column] = intercept;
    model.factor[column] = factor;
    left += sums.r - intercept * sums.count - factor * sums.f;
    squares += missOf(sums, restSquares, [intercept, factor]);
  }
  const step = left / Math.max(1, votes.vote.length);
  model.mu = (model.mu + step) / (1 + INTERCEPT_PENALTY);
  return { moved, squares, penalty: INTERCEPT_PENALTY * weight };
}

/** The sum of squares that an intercept i and a factor b leave: sum (r - i - b f)^2. */
function missOf(sums: Normal, squares: number, [i, b]: readonly [number, number]): number {
  return (
    squares -
    2 * (i * sums.r + b * sums.rf) +
    i * i * sums.count +
    2 * i * b * sums.f +
    b * b * sums.ff
  );
}

function add(sums: Normal, rest: number, factor: number): void {
  sums.count += 1;
  sums.f += factor;
  sums.ff += factor * factor;
  sums.r += rest;
  sums.rf += rest * factor;
}

function setSign({ factor, personFactor }: Model): void {
  let largest = 0;
  for (const one of factor) if (Math.abs(one) > Math.abs(largest) + 1e-9) largest = one;
  if (largest >= 0) return;
  for (const [at, one] of factor.entries()) factor[at] = -one;
  for (const [at, one] of personFactor.entries()) personFactor[at] = -one;
}

function netBySide(votes: Votes, factor: Float64Array) {
  const net = votes.statements.map((): [number, number] => [0, 0]);
  const seen = votes.statements.map((): [number, number] => [0, 0]);
  for (let person = 0; person < votes.participants.length; person++) {
    const side = factor[person] < 0 ? 0 : 1;
    for (let at = votes.start[person]; at < votes.start[person + 1]; at++) {
      net[votes.statement[at]][side] += votes.vote[at];
      seen[votes.statement[at]][side] += 1;
    }
  }
  return { net, seen };
}
