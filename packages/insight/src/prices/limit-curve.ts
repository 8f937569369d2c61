import { factorise, inverseOfFactored, solveFactored } from '../symmetric.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import type { Limit } from './limit-table.ts';

/** A logistic curve of the limit itself, or of its logarithm: share willing = 1/(1 + exp((x − centre)/width)). */
export type LimitCurve = Readonly<{
  kind: 'curve';
  scale: 'price' | 'log-price';
  centre: number;
  width: number;
  /** Of centre and the logarithm of width, 2 × 2. */
  covariance: Float64Array;
  logLik: number;
}>;

const MOST_STEPS = 100;
const WIDTH = 1e-4;

/**
 * The logistic or log-logistic distribution of limits by maximum likelihood, exact limits by their density and ranges by the chance of the
 * range (Kalbfleisch & Prentice 2002, ch. 3); Newton's method on centre and log width, with differences of the likelihood. Needs limits
 * on both sides of some price, else the curve has no place or no slope.
 */
export function fitLimitCurve(
  limits: readonly Limit[],
  scale: LimitCurve['scale'],
): LimitCurve | NotEstimable {
  const known = limits.map((limit) => scaled(limit, scale));
  const ends = known.flatMap(({ lower, upper }) => [lower, upper]).filter(Number.isFinite);
  if (new Set(ends).size < 2) return notEstimable('the limits name one price only');
  const middle = ends.reduce((sum, each) => sum + each, 0) / ends.length;
  const spread = Math.sqrt(ends.reduce((sum, each) => sum + (each - middle) ** 2, 0) / ends.length);
  const logLik = ([centre, logWidth]: Float64Array) =>
    logLikelihood(known, middle + spread * centre, spread * Math.exp(logWidth));
  const found = climbTwo(logLik, Float64Array.from([0, Math.log(0.55)]));
  if (found === null)
    return notEstimable('the limits lie so that a curve of any steepness fits, or none');
  const [centre, logWidth] = found.place;
  const units = [spread, 1];
  return {
    kind: 'curve',
    scale,
    centre: middle + spread * centre,
    width: spread * Math.exp(logWidth),
    covariance: found.covariance.map((each, at) => each * units[at >> 1] * units[at & 1]),
    logLik: found.logLik,
  };
}

function scaled(limit: Limit, scale: LimitCurve['scale']): Limit {
  if (scale === 'price')
    return { ...limit, lower: limit.lower <= 0 && limit.upper > 0 ? -Infinity : limit.lower };
  // Nobody who would take it for nothing only is on a curve of logarithms: all that is known is "below any price".
  const upper = limit.upper === 0 ? Number.MIN_VALUE : limit.upper;
  return { ...limit, lower: Math.log(limit.lower), upper: Math.log(upper) };
}

function logLikelihood(limits: readonly Limit[], centre: number, width: number): number {
  let sum = 0;
  for (const { lower, upper, units } of limits) {
    if (lower === upper) {
      const z = Math.abs((lower - centre) / width);
      sum += units * (-z - 2 * Math.log1p(Math.exp(-z)) - Math.log(width));
    } else
      sum +=
        units *
        Math.log(
          Math.max(willing((lower - centre) / width) - willing((upper - centre) / width), 1e-300),
        );
  }
  return sum;
}

function willing(z: number): number {
  return z > 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
}

type Peak = { place: Float64Array; covariance: Float64Array; logLik: number };

/** Newton's method in two dimensions; null where the ground does not curve downward or no peak is reached. */
function climbTwo(height: (place: Float64Array) => number, start: Float64Array): Peak | null {
  let place: Float64Array = start;
  let here = height(place);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, information } = slopesAt(height, place, here);
    const factor = factorise(information, 2);
    const move = factor.kind === 'factor' ? solveFactored(factor, gradient) : gradient;
    const gain = move[0] * gradient[0] + move[1] * gradient[1];
    if (factor.kind === 'factor' && gain < 1e-10)
      return { place, covariance: inverseOfFactored(factor), logLik: here };
    let share = Math.min(1, 2 / Math.max(Math.abs(move[0]), Math.abs(move[1])));
    let next = place.map((each, at) => each + share * move[at]);
    while (!(height(next) >= here) && share > 1e-8) {
      share /= 2;
      next = place.map((each, at) => each + share * move[at]);
    }
    if (share <= 1e-8)
      return factor.kind === 'factor' && gain < 1e-5
        ? { place, covariance: inverseOfFactored(factor), logLik: here }
        : null;
    if (Math.abs(next[0]) > 50 || Math.abs(next[1]) > 15) return null;
    place = next;
    here = height(place);
  }
  return null;
}

function slopesAt(height: (place: Float64Array) => number, [x, y]: Float64Array, here: number) {
  const at = (dx: number, dy: number) =>
    height(Float64Array.from([x + dx * WIDTH, y + dy * WIDTH]));
  const [right, left, up, down] = [at(1, 0), at(-1, 0), at(0, 1), at(0, -1)];
  const cross = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * WIDTH ** 2);
  return {
    gradient: Float64Array.from([(right - left) / (2 * WIDTH), (up - down) / (2 * WIDTH)]),
    information: Float64Array.from([
      (2 * here - right - left) / WIDTH ** 2,
      -cross,
      -cross,
      (2 * here - up - down) / WIDTH ** 2,
    ]),
  };
}

/** The share willing to pay a price. */
export function shareOnCurve({ scale, centre, width }: LimitCurve, price: number): number {
  return willing(((scale === 'price' ? price : Math.log(price)) - centre) / width);
}

/**
 * The price at which (price − cost) × share is largest, by golden section between the cost and where next to nobody is left; null where
 * dearer is always better (a log-logistic tail of width 1 or more).
 */
export function bestPrice(curve: LimitCurve, cost = 0): number | null {
  if (curve.scale === 'log-price' && curve.width >= 1) return null;
  const far = curve.centre + 40 * curve.width;
  const margin = (price: number) => (price - cost) * shareOnCurve(curve, price);
  let [low, high] = [
    Math.max(cost, 1e-9),
    Math.max(curve.scale === 'price' ? far : Math.exp(Math.min(far, 700)), cost * 2 + 1),
  ];
  // On a log scale the far end is far indeed: what is sought there is sought by ratios.
  const byRatio = curve.scale === 'log-price';
  const [into, out] = byRatio ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  [low, high] = [into(low), into(high)];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * Math.max(1, Math.abs(high)); step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (margin(out(a)) < margin(out(b))) low = a;
    else high = b;
  }
  return out((low + high) / 2);
}
