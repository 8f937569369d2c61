import { normalQuantile } from '../distributions.ts';
import type { Chance } from '../chance.ts';
import type { ChoiceSet } from './choice-set.ts';
import { haltonPoints } from './halton.ts';
import { chancesInto, largestChoice } from './logit-likelihood.ts';

export type Distribution = 'fixed' | 'normal' | 'log-normal' | 'minus-log-normal';

/**
 * Choices of people whose coefficients differ: choices `ofPerson[n]` up to `ofPerson[n + 1]` are the n-th person's. Parameters are one
 * centre a term, then one spread for each term that is not fixed, in the order of the terms.
 */
export type MixedPlan = Readonly<{
  set: ChoiceSet;
  ofPerson: Int32Array;
  distributions: readonly Distribution[];
  draws: number;
  /** Standard normal draws, people × draws × random terms. */
  normals: Float64Array;
}>;

/** The simulated log likelihood with its gradient and the outer product of the people's scores. */
export type MixedEvaluation = Readonly<{
  logLik: number;
  gradient: Float64Array;
  outer: Float64Array;
}>;

/** The draws of every person: neighbouring pieces of Halton's sequences (Train 2009, ch. 9). */
export function normalDraws(
  people: number,
  draws: number,
  size: { random: number; chance: Chance },
): Float64Array {
  return haltonPoints(people * draws, size.random, size.chance).map(normalQuantile);
}

/** The numbers of the terms that vary between people, in their order. */
export function randomTerms(distributions: readonly Distribution[]): number[] {
  return [...distributions.keys()].filter((at) => distributions[at] !== 'fixed');
}

/** One person's coefficients for a draw, and how each moves with its centre (normal and fixed: 1). */
export function coefficientsInto(
  into: { coefficients: Float64Array; slopes: Float64Array },
  { distributions }: MixedPlan,
  parameters: Float64Array,
  normals: Float64Array,
): void {
  const terms = distributions.length;
  let random = 0;
  for (let at = 0; at < terms; at++) {
    const kind = distributions[at];
    if (kind === 'fixed') {
      into.coefficients[at] = parameters[at];
      into.slopes[at] = 1;
      continue;
    }
    const inner = parameters[at] + parameters[terms + random] * normals[random];
    random += 1;
    const value =
      kind === 'normal' ? inner : kind === 'log-normal' ? Math.exp(inner) : -Math.exp(inner);
    into.coefficients[at] = value;
    into.slopes[at] = kind === 'normal' ? 1 : value;
  }
}

/**
 * The mixed logit by simulation: ln L = Σ_n ln (1/R) Σ_r Π_t P_t(β_nr), a person's choices sharing a draw (Revelt & Train 1998), with the
 * exact gradient of what is simulated. A person counts as much as their first choice does.
 */
export function evaluateMixed(plan: MixedPlan, parameters: Float64Array): MixedEvaluation {
  const size = parameters.length;
  const people = plan.ofPerson.length - 1;
  const gradient = new Float64Array(size);
  const outer = new Float64Array(size * size);
  const work = workFor(plan);
  let logLik = 0;
  for (let person = 0; person < people; person++) {
    const weight = plan.set.weights[plan.ofPerson[person]];
    logLik += weight * personInto(work, plan, { parameters, person });
    for (let one = 0; one < size; one++) {
      gradient[one] += weight * work.score[one];
      for (let other = 0; other < size; other++)
        outer[one * size + other] += weight ** 2 * work.score[one] * work.score[other];
    }
  }
  return { logLik, gradient, outer };
}

type Work = {
  coefficients: Float64Array;
  slopes: Float64Array;
  chances: Float64Array;
  /** Of one draw: the gradient of its log likelihood by coefficient. */
  steps: Float64Array;
  /** Of one person, a draw after the other: log likelihoods, and gradients by parameter. */
  logs: Float64Array;
  gradients: Float64Array;
  score: Float64Array;
};

function workFor({ set, distributions, draws }: MixedPlan): Work {
  const size = set.terms + randomTerms(distributions).length;
  return {
    coefficients: new Float64Array(set.terms),
    slopes: new Float64Array(set.terms),
    chances: new Float64Array(largestChoice(set)),
    steps: new Float64Array(set.terms),
    logs: new Float64Array(draws),
    gradients: new Float64Array(draws * size),
    score: new Float64Array(size),
  };
}

/** The log of a person's simulated likelihood; leaves their score in `work`. */
function personInto(
  work: Work,
  plan: MixedPlan,
  { parameters, person }: { parameters: Float64Array; person: number },
): number {
  const { draws, distributions, normals } = plan;
  const terms = distributions.length;
  const size = parameters.length;
  const random = size - terms;
  let highest = -Infinity;
  for (let draw = 0; draw < draws; draw++) {
    const at = (person * draws + draw) * random;
    const own = normals.subarray(at, at + random);
    coefficientsInto(work, plan, parameters, own);
    const log = choicesInto(work, plan, person);
    work.logs[draw] = log;
    if (log > highest) highest = log;
    let next = draw * size + terms;
    for (let term = 0, spread = 0; term < terms; term++) {
      const step = work.steps[term] * work.slopes[term];
      work.gradients[draw * size + term] = step;
      if (distributions[term] !== 'fixed') work.gradients[next++] = step * own[spread++];
    }
  }
  return averageInto(work, highest);
}

/** The log likelihood of a person's choices for the coefficients in `work`, and its gradient into `work.steps`. */
function choicesInto(work: Work, { set, ofPerson }: MixedPlan, person: number): number {
  const { terms, rows, from, to, chosen } = set;
  const { coefficients, chances, steps } = work;
  steps.fill(0);
  let log = 0;
  for (let task = ofPerson[person]; task < ofPerson[person + 1]; task++) {
    const logSum = chancesInto(chances, set, { task, coefficients });
    let utility = 0;
    const own = chosen[task] * terms;
    for (let at = 0; at < terms; at++) {
      utility += rows[own + at] * coefficients[at];
      steps[at] += rows[own + at];
    }
    for (let row = from[task]; row < to[task]; row++) {
      const chance = chances[row - from[task]];
      for (let at = 0, cell = row * terms; at < terms; at++, cell++)
        steps[at] -= chance * rows[cell];
    }
    log += utility - logSum;
  }
  return log;
}

function averageInto({ logs, gradients, score }: Work, highest: number): number {
  const size = score.length;
  score.fill(0);
  let sum = 0;
  for (let draw = 0; draw < logs.length; draw++) {
    const part = Math.exp(logs[draw] - highest);
    sum += part;
    for (let at = 0; at < size; at++) score[at] += part * gradients[draw * size + at];
  }
  for (let at = 0; at < size; at++) score[at] /= sum;
  return highest + Math.log(sum / logs.length);
}

/**
 * What is known of each person's coefficients once their choices are seen: mean and standard deviation of the draws, each counted by
 * the likelihood of the person's choices (Revelt & Train 2000). People × terms. This is empirical Bayes: the population's spread
 * as estimated is the prior.
 */
export function personCoefficients(
  plan: MixedPlan,
  parameters: Float64Array,
): { means: Float64Array; deviations: Float64Array } {
  const { draws, distributions, normals } = plan;
  const terms = distributions.length;
  const random = parameters.length - terms;
  const people = plan.ofPerson.length - 1;
  const means = new Float64Array(people * terms);
  const deviations = new Float64Array(people * terms);
  const work = workFor(plan);
  for (let person = 0; person < people; person++) {
    const first = personInto(work, plan, { parameters, person }) + Math.log(draws);
    const squares = new Float64Array(terms);
    for (let draw = 0; draw < draws; draw++) {
      const at = (person * draws + draw) * random;
      coefficientsInto(work, plan, parameters, normals.subarray(at, at + random));
      const part = Math.exp(work.logs[draw] - first);
      for (let term = 0; term < terms; term++) {
        means[person * terms + term] += part * work.coefficients[term];
        squares[term] += part * work.coefficients[term] ** 2;
      }
    }
    for (let term = 0; term < terms; term++) {
      const mean = means[person * terms + term];
      deviations[person * terms + term] = Math.sqrt(Math.max(0, squares[term] - mean ** 2));
    }
  }
  return { means, deviations };
}
