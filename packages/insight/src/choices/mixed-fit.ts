import { factorise, inverseOfFactored } from '../symmetric.ts';
import { sandwich } from '../covariance.ts';
import type { LogitFit } from './logit-fit.ts';
import {
  evaluateMixed,
  randomTerms,
  type MixedEvaluation,
  type MixedPlan,
} from './mixed-likelihood.ts';

/**
 * Centres, then spreads, as in {@link MixedPlan}; a spread below 0 is the same spread with its draws mirrored. The covariance is
 * null where the likelihood is flat.
 */
export type MixedFit = Readonly<{
  kind: 'fit';
  parameters: Float64Array;
  /** From the Hessian, parameters × parameters. */
  covariance: Float64Array | null;
  /** The same held against people's scores, so that it stands when the model is wrong. */
  robust: Float64Array | null;
  logLik: number;
  iterations: number;
}>;

const MOST_STEPS = 300;
const MOST_HALVINGS = 25;
/** What is left to gain, in units of the log likelihood, that ends the climb. */
const SMALLEST_GAIN = 1e-9;
/** Relative width of the differences that give the Hessian from the gradient. */
const WIDTH = 1e-5;
/** A climb must bring this share of what the slope promises (Armijo). */
const SUFFICIENT = 1e-4;

/**
 * Maximum simulated likelihood by BFGS (Nocedal & Wright 2006, ch. 6) from the plain logit, first scaled by the outer product of
 * scores; the Hessian at the end from central differences of the exact gradient. The likelihood may have several maxima: this is
 * the one next to the plain logit. Answers null when no maximum is reached.
 */
export function fitMixed(plan: MixedPlan, plain: LogitFit): MixedFit | null {
  let parameters = startingPoint(plan, plain);
  let here = evaluateMixed(plan, parameters);
  const size = parameters.length;
  let inverse = inverseOrUnit(here.outer, size);
  for (let iterations = 0; iterations < MOST_STEPS; iterations++) {
    const step = times(inverse, here.gradient);
    const gain = dot(step, here.gradient);
    if (gain < SMALLEST_GAIN) return finished(plan, { parameters, here, iterations });
    const next = climb(plan, { parameters, here, step, gain });
    if (next === null) return gain < 1e-4 ? finished(plan, { parameters, here, iterations }) : null;
    inverse = updated(inverse, {
      moved: difference(next.parameters, parameters),
      turned: difference(here.gradient, next.here.gradient),
    });
    ({ parameters, here } = next);
  }
  return null;
}

/** The plain logit's coefficients as centres; a log-normal term of the wrong sign starts near 0. */
function startingPoint(
  { distributions }: MixedPlan,
  { coefficients, covariance }: LogitFit,
): Float64Array {
  const terms = coefficients.length;
  const centres = coefficients.map((each, at) => {
    const kind = distributions[at];
    if (kind === 'fixed' || kind === 'normal') return each;
    const size = kind === 'log-normal' ? each : -each;
    const least = Math.sqrt(covariance[at * terms + at]);
    return Math.log(Math.max(size, least)) - 0.125;
  });
  const spreads = randomTerms(distributions).map((at) =>
    distributions[at] === 'normal'
      ? Math.max(Math.abs(coefficients[at]) / 2, Math.sqrt(covariance[at * terms + at]))
      : 0.5,
  );
  return Float64Array.from([...centres, ...spreads]);
}

type Place = { parameters: Float64Array; here: MixedEvaluation };

function climb(
  plan: MixedPlan,
  { parameters, here, step, gain }: Place & { step: Float64Array; gain: number },
): Place | null {
  // A first step that would throw a term far off the scale of its estimate is shortened: e^V has no patience with it.
  let share = Math.min(1, 5 / Math.sqrt(dot(step, step)));
  for (let halved = 0; halved < MOST_HALVINGS; halved++) {
    const next = parameters.map((each, at) => each + share * step[at]);
    const there = evaluateMixed(plan, next);
    if (there.logLik >= here.logLik + SUFFICIENT * share * gain)
      return { parameters: next, here: there };
    share /= 2;
  }
  return null;
}

function inverseOrUnit(matrix: Float64Array, size: number): Float64Array {
  const factor = factorise(matrix, size);
  if (factor.kind === 'factor') return inverseOfFactored(factor);
  const unit = new Float64Array(size * size);
  for (let at = 0; at < size; at++) unit[at * size + at] = 1e-3;
  return unit;
}

/** The BFGS update of an inverse Hessian of the function turned over; left alone where the curvature is not upward. */
function updated(
  inverse: Float64Array,
  { moved, turned }: { moved: Float64Array; turned: Float64Array },
): Float64Array {
  const size = moved.length;
  const curve = dot(moved, turned);
  if (!(curve > 1e-14)) return inverse;
  const half = times(inverse, turned);
  const whole = (1 + dot(turned, half) / curve) / curve;
  const next = Float64Array.from(inverse);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++)
      next[row * size + column] +=
        whole * moved[row] * moved[column] -
        (half[row] * moved[column] + moved[row] * half[column]) / curve;
  }
  return next;
}

function finished(
  plan: MixedPlan,
  { parameters, here, iterations }: Place & { iterations: number },
): MixedFit {
  const size = parameters.length;
  const factor = factorise(informationAt(plan, parameters), size);
  const covariance = factor.kind === 'factor' ? inverseOfFactored(factor) : null;
  const robust = covariance && sandwich(covariance, here.outer, size);
  return { kind: 'fit', parameters, covariance, robust, logLik: here.logLik, iterations };
}

function informationAt(plan: MixedPlan, parameters: Float64Array): Float64Array {
  const size = parameters.length;
  const values = new Float64Array(size * size);
  for (let at = 0; at < size; at++) {
    const width = WIDTH * Math.max(1, Math.abs(parameters[at]));
    const shifted = [1, -1].map((side) => {
      const moved = Float64Array.from(parameters);
      moved[at] += side * width;
      return evaluateMixed(plan, moved).gradient;
    });
    for (let row = 0; row < size; row++) {
      const second = (shifted[1][row] - shifted[0][row]) / (2 * width);
      values[row * size + at] += second / 2;
      values[at * size + row] += second / 2;
    }
  }
  return values;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at] * other[at];
  return sum;
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((each, at) => each - other[at]);
}
