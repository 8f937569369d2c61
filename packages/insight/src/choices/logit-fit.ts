import { madeUpOf } from '../covariance.ts';
import { factorise, inverseOfFactored, solveFactored } from '../symmetric.ts';
import type { ChoiceSet } from './choice-set.ts';
import { evaluate, logLikelihood, type Evaluation } from './logit-likelihood.ts';

/** Coefficients, one a term, with the inverse of the information as their covariance. */
export type LogitFit = Readonly<{
  kind: 'fit';
  coefficients: Float64Array;
  /** Terms × terms. */
  covariance: Float64Array;
  logLik: number;
  iterations: number;
}>;

/** Why coefficients cannot be had from these choices. Terms are numbers of columns. */
export type NotEstimable = Readonly<
  | { kind: 'not-estimable'; reason: 'no-choices'; terms: readonly number[] }
  /** The terms never differ between the alternatives of a choice. */
  | { kind: 'not-estimable'; reason: 'constant'; terms: readonly number[] }
  /** The last of the terms is made up of the others. */
  | { kind: 'not-estimable'; reason: 'collinear'; terms: readonly number[] }
  /** A combination of the terms picks every choice without fault, so that more of it is always better. */
  | { kind: 'not-estimable'; reason: 'separated'; terms: readonly number[] }
  | { kind: 'not-estimable'; reason: 'no-convergence'; terms: readonly number[] }
>;

/** The step that is left, in squared standard errors, once nothing is to be gained. */
const SMALLEST_STEP = 1e-18;
/** From here on a step is taken without asking the likelihood, which may have no digit left to tell. */
const TRUSTED_STEP = 1e-6;
const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
/** Separation shows as steps that do not get shorter; asking costs a pass, so it is asked from here on. */
const STEPS_BEFORE_DOUBT = 6;
/** A direction may be off by rounding only, in shares of the largest difference along it. */
const ROUNDING = 1e-6;

/**
 * Maximum likelihood of the conditional logit by Newton's method from zero with halved steps; the likelihood is
 * concave, so the maximum is the only one. Column dependence is judged on the information at zero, separation by
 * a direction that is checked against every choice (Albert & Anderson 1984), and both name their terms.
 */
export function fitLogit(set: ChoiceSet): LogitFit | NotEstimable {
  const all = Array.from({ length: set.terms }, (_, at) => at);
  if (set.from.length === 0) return { kind: 'not-estimable', reason: 'no-choices', terms: all };
  if (set.terms === 0) return emptyFit(set);
  const still = termsThatNeverDiffer(set);
  if (still.length > 0) return { kind: 'not-estimable', reason: 'constant', terms: still };
  let place: Place = {
    coefficients: new Float64Array(set.terms),
    here: evaluate(set, new Float64Array(set.terms)),
  };
  let factor = factorise(place.here.information, set.terms);
  if (factor.kind === 'not-definite')
    return dependent(place.here.information, set.terms, factor.column);
  const spread = all.map((at) => Math.sqrt(place.here.information[at * set.terms + at]));
  for (let iterations = 0; iterations < MOST_STEPS; iterations++) {
    const { gradient } = place.here;
    const step = solveFactored(factor, gradient);
    const gain = step.reduce((sum, each, at) => sum + each * gradient[at], 0);
    // The step that is left is still taken: it costs nothing, and squares what is wrong.
    if (gain < SMALLEST_STEP) {
      const coefficients = place.coefficients.map((each, at) => each + step[at]);
      return fitted({ ...place, coefficients }, inverseOfFactored(factor), iterations);
    }
    const next = climb(set, place, { step, gain });
    if (next === null) return fitted(place, inverseOfFactored(factor), iterations);
    if (iterations >= STEPS_BEFORE_DOUBT && neverAtFault(set, step))
      return separated(set, step, spread);
    place = next;
    factor = factorise(place.here.information, set.terms);
    // The likelihood was not flat at zero; going flat on the way is what separation does.
    if (factor.kind === 'not-definite') {
      if (neverAtFault(set, step)) return separated(set, step, spread);
      return { kind: 'not-estimable', reason: 'no-convergence', terms: carriers(step, spread) };
    }
  }
  return { kind: 'not-estimable', reason: 'no-convergence', terms: all };
}

function dependent(information: Float64Array, terms: number, column: number): NotEstimable {
  const on = madeUpOf(information, terms, column);
  const reason = on.length === 0 ? 'constant' : 'collinear';
  return { kind: 'not-estimable', reason, terms: [...on, column] };
}

/** Asked of the cells themselves: a sum over equal numbers may differ from 0 by rounding. */
function termsThatNeverDiffer({ terms, rows, from, to }: ChoiceSet): number[] {
  const differs = new Uint8Array(terms);
  for (let task = 0; task < from.length; task++) {
    const first = from[task] * terms;
    for (let row = from[task] + 1; row < to[task]; row++)
      for (let at = 0; at < terms; at++)
        if (rows[row * terms + at] !== rows[first + at]) differs[at] = 1;
  }
  return [...differs.keys()].filter((at) => differs[at] === 0);
}

function emptyFit(set: ChoiceSet): LogitFit {
  const none = new Float64Array(0);
  const logLik = logLikelihood(set, none);
  return { kind: 'fit', coefficients: none, covariance: none, logLik, iterations: 0 };
}

type Place = { coefficients: Float64Array; here: Evaluation };

function fitted(place: Place, covariance: Float64Array, iterations: number): LogitFit {
  const { coefficients, here } = place;
  return { kind: 'fit', coefficients, covariance, logLik: here.logLik, iterations };
}

/** The next place along the step that does not lower the likelihood; null when rounding is all that is left. */
function climb(
  set: ChoiceSet,
  { coefficients, here }: Place,
  { step, gain }: { step: Float64Array; gain: number },
): Place | null {
  // So close to the top a gain drowns in the rounding of the likelihood, and the step is right without it.
  const least = gain < TRUSTED_STEP ? -Infinity : here.logLik;
  let share = 1;
  for (let halved = 0; halved < MOST_HALVINGS; halved++) {
    const next = coefficients.map((each, at) => each + share * step[at]);
    const there = evaluate(set, next);
    if (there.logLik >= least) return { coefficients: next, here: there };
    share /= 2;
  }
  return null;
}

/** Terms that do it alone are named; else those that carry the direction together. */
function separated(set: ChoiceSet, step: Float64Array, spread: readonly number[]): NotEstimable {
  const alone = [...step.keys()].filter((at) => neverAtFault(set, onlyTerm(step, at)));
  const terms = alone.length > 0 ? alone : carriers(step, spread);
  return { kind: 'not-estimable', reason: 'separated', terms };
}

function onlyTerm(step: Float64Array, kept: number): Float64Array {
  return step.map((each, at) => (at === kept ? Math.sign(each) : 0));
}

/** Whether what was chosen comes first along the direction in every choice. */
export function neverAtFault(set: ChoiceSet, direction: Float64Array): boolean {
  const { from, to, chosen, signs } = set;
  let [worst, most] = [0, 0];
  for (let task = 0; task < from.length; task++) {
    const own = along(set, chosen[task], direction);
    for (let row = from[task]; row < to[task]; row++) {
      const ahead = (own - along(set, row, direction)) * (signs === undefined ? 1 : signs[task]);
      worst = Math.min(worst, ahead);
      most = Math.max(most, ahead);
    }
  }
  return most > 0 && worst >= -ROUNDING * most;
}

function along({ terms, rows }: ChoiceSet, row: number, direction: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < terms; at++) sum += rows[row * terms + at] * direction[at];
  return sum;
}

/** The terms that carry a direction, each measured in its own spread. */
function carriers(direction: Float64Array, spread: readonly number[]): number[] {
  const sizes = direction.map((each, at) => Math.abs(each) * spread[at]);
  const most = sizes.reduce((sofar, each) => Math.max(sofar, each), 0);
  return [...sizes.keys()].filter((at) => sizes[at] > 0.01 * most);
}
