import { factorise, inverseOfFactored, solveFactored } from '../symmetric.ts';
import type { BestWorstTable } from './best-worst-table.ts';

/** What is known of each person, people × items, and of how people differ. */
export type PersonUtilities = Readonly<{
  /** Each person's utilities add up to 0. */
  utilities: Float64Array;
  deviations: Float64Array;
  /** The geometric mean of the chances of a person's answers: 1/size of the set is guessing. */
  fit: Float64Array;
  centre: Float64Array;
  /** Standard deviation of each item's utility among people. */
  spread: Float64Array;
  rounds: number;
}>;

const MOST_ROUNDS = 60;
/** The first round has far to go; after it modes move little from one to the next. */
const FIRST_STEPS = 4;
const LEAST_VARIANCE = 1e-3;
const ENOUGH = 1e-3;

/**
 * Empirical Bayes: utilities are normal among people, each item with a mean and a variance of its own; both are estimated from all
 * answers by expectation-maximisation with the posterior of each person taken as normal around its mode (Laplace; Breslow & Clayton 1993).
 * A person of whom little is known is so drawn to the mean. Starts from `centre`, the utilities of all together.
 */
export function personUtilities(table: BestWorstTable, centre: Float64Array): PersonUtilities {
  const size = table.items.length;
  const people = table.people.length;
  const sets = setsOfPeople(table);
  const modes = Float64Array.from({ length: people * size }, (_, at) => centre[at % size]);
  const spreads = new Float64Array(people * size);
  let prior = { mean: Float64Array.from(centre), variance: new Float64Array(size).fill(1) };
  let rounds = 0;
  for (let isSettled = false; !isSettled && rounds < MOST_ROUNDS; rounds++) {
    for (let person = 0; person < people; person++) {
      const mode = modes.subarray(person * size, (person + 1) * size);
      const range: [number, number] = [sets[person], sets[person + 1]];
      spreads.set(
        towardsMode(mode, { table, range, prior, steps: rounds === 0 ? FIRST_STEPS : 1 }),
        person * size,
      );
    }
    const next = priorFrom(modes, spreads, size);
    isSettled = next.variance.every(
      (each, at) => Math.abs(each - prior.variance[at]) <= ENOUGH * each,
    );
    prior = next;
  }
  return {
    ...centredByPerson(modes, spreads, size),
    fit: Float64Array.from({ length: people }, (_, person) =>
      rootLikelihood(
        table,
        [sets[person], sets[person + 1]],
        modes.subarray(person * size, (person + 1) * size),
      ),
    ),
    centre: prior.mean,
    spread: prior.variance.map(Math.sqrt),
    rounds,
  };
}

function setsOfPeople({ people, person }: BestWorstTable): Int32Array {
  const firsts = new Int32Array(people.length + 1).fill(person.length);
  for (let set = person.length - 1; set >= 0; set--) firsts[person[set]] = set;
  return firsts;
}

type Prior = { mean: Float64Array; variance: Float64Array };
type Known = { table: BestWorstTable; range: [number, number]; prior: Prior; steps: number };

/** Newton's steps of one person's utilities, in place; answers the posterior variances. */
function towardsMode(mode: Float64Array, { table, range, prior, steps }: Known): Float64Array {
  const size = mode.length;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let variances = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    information.fill(0);
    for (let at = 0; at < size; at++) {
      gradient[at] = (prior.mean[at] - mode[at]) / prior.variance[at];
      information[at * size + at] = 1 / prior.variance[at];
    }
    for (let set = range[0]; set < range[1]; set++) {
      const [from, to] = [table.starts[set], table.starts[set + 1]];
      addAnswer({ gradient, information }, { table, mode, from, to, chosen: from, sign: 1 });
      if (to - from > 2)
        addAnswer(
          { gradient, information },
          { table, mode, from: from + 1, to, chosen: table.worst[set], sign: -1 },
        );
    }
    const factor = factorise(information, size);
    // The prior makes the information definite; only numbers beyond all bounds could undo that.
    if (factor.kind !== 'factor') break;
    const move = solveFactored(factor, gradient);
    for (let at = 0; at < size; at++) mode[at] += Math.max(-3, Math.min(3, move[at]));
    if (step === steps - 1) variances = diagonalOf(inverseOfFactored(factor), size);
  }
  return variances;
}

type Answer = {
  table: BestWorstTable;
  mode: Float64Array;
  from: number;
  to: number;
  chosen: number;
  sign: number;
};

/** The derivatives of one choice: only its own items take part. */
function addAnswer(
  into: { gradient: Float64Array; information: Float64Array },
  answer: Answer,
): void {
  const { table, from, to, chosen, sign } = answer;
  const size = into.gradient.length;
  const chances = chancesOf(answer);
  for (let one = from; one < to; one++) {
    const [item, chance] = [table.item[one], chances[one - from]];
    into.gradient[item] += sign * ((one === chosen ? 1 : 0) - chance);
    into.information[item * size + item] += chance;
    for (let other = from; other < to; other++)
      into.information[item * size + table.item[other]] -= chance * chances[other - from];
  }
}

function chancesOf({ table, mode, from, to, sign }: Answer): Float64Array {
  const weights = Float64Array.from(
    { length: to - from },
    (_, at) => sign * mode[table.item[from + at]],
  );
  const highest = weights.reduce((sofar, each) => Math.max(sofar, each), -Infinity);
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += weights[at] = Math.exp(weights[at] - highest);
  return weights.map((each) => each / sum);
}

function diagonalOf(matrix: Float64Array, size: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: size }, (_, at) => matrix[at * size + at]);
}

function priorFrom(modes: Float64Array, variances: Float64Array, size: number) {
  const people = modes.length / size;
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (let at = 0; at < modes.length; at++) mean[at % size] += modes[at] / people;
  for (let at = 0; at < modes.length; at++)
    variance[at % size] += ((modes[at] - mean[at % size]) ** 2 + variances[at]) / people;
  return { mean, variance: variance.map((each) => Math.max(each, LEAST_VARIANCE)) };
}

function centredByPerson(modes: Float64Array, variances: Float64Array, size: number) {
  const utilities = modes.map((each, at) => {
    const start = at - (at % size);
    let sum = 0;
    for (let other = start; other < start + size; other++) sum += modes[other];
    return each - sum / size;
  });
  return { utilities, deviations: variances.map(Math.sqrt) };
}

function rootLikelihood(
  table: BestWorstTable,
  [first, end]: [number, number],
  mode: Float64Array,
): number {
  let [log, answers] = [0, 0];
  for (let set = first; set < end; set++) {
    const [from, to] = [table.starts[set], table.starts[set + 1]];
    log += Math.log(chancesOf({ table, mode, from, to, chosen: from, sign: 1 })[0]);
    answers += 1;
    if (to - from < 3) continue;
    const worst = table.worst[set];
    log += Math.log(
      chancesOf({ table, mode, from: from + 1, to, chosen: worst, sign: -1 })[worst - from - 1],
    );
    answers += 1;
  }
  return Math.exp(log / answers);
}
