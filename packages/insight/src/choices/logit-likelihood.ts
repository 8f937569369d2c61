import type { ChoiceSet } from './choice-set.ts';

/** The log likelihood at some coefficients, its gradient, and minus its Hessian. */
export type Evaluation = Readonly<{
  logLik: number;
  gradient: Float64Array;
  /** Terms × terms. */
  information: Float64Array;
}>;

/**
 * The conditional logit: P(i) = exp(x_i β) / Σ_j exp(x_j β) among the alternatives on offer; exact first and
 * second derivatives in one pass: gradient Σ w (x_chosen − x̄), information Σ w Σ_j P_j (x_j − x̄)(x_j − x̄)′ with
 * x̄ = Σ_j P_j x_j (McFadden 1974; Train 2009, "Discrete Choice Methods with Simulation", ch. 3).
 * Takes coefficients of length `set.terms`.
 */
export function evaluate(set: ChoiceSet, coefficients: Float64Array): Evaluation {
  const { terms, rows, from, to, chosen, weights, signs } = set;
  const gradient = new Float64Array(terms);
  const values = new Float64Array(terms * terms);
  const mean = new Float64Array(terms);
  const chances = new Float64Array(largestChoice(set));
  let logLik = 0;
  for (let task = 0; task < from.length; task++) {
    const [start, end, weight] = [from[task], to[task], weights[task]];
    const sign = signs === undefined ? 1 : signs[task];
    const logSum = chancesInto(chances, set, { task, coefficients });
    mean.fill(0);
    for (let row = start; row < end; row++) {
      const chance = chances[row - start];
      for (let at = 0, cell = row * terms; at < terms; at++, cell++)
        mean[at] += chance * rows[cell];
    }
    let utility = 0;
    for (let at = 0, cell = chosen[task] * terms; at < terms; at++, cell++) {
      utility += rows[cell] * coefficients[at];
      gradient[at] += weight * sign * (rows[cell] - mean[at]);
    }
    logLik += weight * (sign * utility - logSum);
    for (let row = start; row < end; row++)
      addOuter(values, { rows, at: row * terms, mean, weight: weight * chances[row - start] });
  }
  mirror(values, terms);
  return { logLik, gradient, information: values };
}

type Outer = { rows: Float64Array; at: number; mean: Float64Array; weight: number };

/** The lower half of Σ w (x − x̄)(x − x̄)′. */
function addOuter(values: Float64Array, { rows, at, mean, weight }: Outer): void {
  const terms = mean.length;
  for (let one = 0; one < terms; one++) {
    const part = weight * (rows[at + one] - mean[one]);
    if (part === 0) continue;
    for (let other = 0, cell = one * terms; other <= one; other++, cell++)
      values[cell] += part * (rows[at + other] - mean[other]);
  }
}

function mirror(values: Float64Array, size: number): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++)
      values[column * size + row] = values[row * size + column];
}

/** The most alternatives that any choice has. */
export function largestChoice({ from, to }: ChoiceSet): number {
  let most = 0;
  for (let task = 0; task < from.length; task++) most = Math.max(most, to[task] - from[task]);
  return most;
}

/** Writes the chances of one choice's alternatives, in order, and answers ln Σ exp(V), safe from overflow. */
export function chancesInto(
  chances: Float64Array,
  { terms, rows, from, to, signs }: ChoiceSet,
  { task, coefficients }: { task: number; coefficients: Float64Array },
): number {
  const [start, end] = [from[task], to[task]];
  const sign = signs === undefined ? 1 : signs[task];
  let highest = -Infinity;
  for (let row = start; row < end; row++) {
    let utility = 0;
    for (let at = 0, cell = row * terms; at < terms; at++, cell++)
      utility += rows[cell] * coefficients[at];
    utility *= sign;
    chances[row - start] = utility;
    if (utility > highest) highest = utility;
  }
  let sum = 0;
  for (let at = 0; at < end - start; at++) sum += chances[at] = Math.exp(chances[at] - highest);
  for (let at = 0; at < end - start; at++) chances[at] /= sum;
  return highest + Math.log(sum);
}

/** The log likelihood alone. */
export function logLikelihood(set: ChoiceSet, coefficients: Float64Array): number {
  const { terms, rows, from, chosen, weights, signs } = set;
  const chances = new Float64Array(largestChoice(set));
  let sum = 0;
  for (let task = 0; task < from.length; task++) {
    const logSum = chancesInto(chances, set, { task, coefficients });
    let utility = 0;
    for (let at = 0, cell = chosen[task] * terms; at < terms; at++, cell++)
      utility += rows[cell] * coefficients[at];
    sum += weights[task] * ((signs === undefined ? 1 : signs[task]) * utility - logSum);
  }
  return sum;
}

/**
 * The outer product of scores added up by `groups` (a person's answers depend on one another):
 * the filling of the cluster-robust sandwich (Liang & Zeger 1986).
 */
export function groupedScores(
  set: ChoiceSet,
  coefficients: Float64Array,
  { groups, count }: { groups: Int32Array; count: number },
): Float64Array {
  const { terms, rows, from, to, chosen, weights, signs } = set;
  const scores = new Float64Array(count * terms);
  const chances = new Float64Array(largestChoice(set));
  for (let task = 0; task < from.length; task++) {
    chancesInto(chances, set, { task, coefficients });
    const factor = weights[task] * (signs === undefined ? 1 : signs[task]);
    const into = groups[task] * terms;
    for (let at = 0; at < terms; at++) {
      scores[into + at] += factor * rows[chosen[task] * terms + at];
      for (let row = from[task]; row < to[task]; row++)
        scores[into + at] -= factor * chances[row - from[task]] * rows[row * terms + at];
    }
  }
  const values = new Float64Array(terms * terms);
  const mean = new Float64Array(terms);
  for (let group = 0; group < count; group++)
    addOuter(values, { rows: scores, at: group * terms, mean, weight: 1 });
  mirror(values, terms);
  return values;
}
