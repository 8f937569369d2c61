const MOST_TERMS = 10_000;
const ENOUGH = 1e-16;
const TINY = 1e-300;

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function for x > 0 (Lanczos, SIAM Journal on Numerical Analysis 1, 1964; g = 7, nine terms). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const from = x - 1;
  const base = from + 7.5;
  const sum = LANCZOS.reduce(
    (total, term, at) => (at === 0 ? term : total + term / (from + at)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (from + 0.5) * Math.log(base) - base + Math.log(sum);
}

/**
 * The regularised incomplete gamma functions for shape > 0, x >= 0: lower P and upper Q with P + Q = 1, each with full relative
 * precision (series below, continued fraction above: Abramowitz and Stegun 6.5.29 and 6.5.31).
 */
export function incompleteGamma(shape: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    const lower = front * gammaSeries(shape, x);
    return { lower, upper: 1 - lower };
  }
  const upper = front * gammaFraction(shape, x);
  return { lower: 1 - upper, upper };
}

function gammaSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let at = 1; at < MOST_TERMS && term > sum * ENOUGH; at++) {
    term *= x / (shape + at);
    sum += term;
  }
  return sum;
}

/** Lentz's method, which walks the fraction forward. */
function gammaFraction(shape: number, x: number): number {
  let bottom = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / bottom;
  let product = d;
  for (let at = 1; at < MOST_TERMS; at++) {
    const top = -at * (at - shape);
    bottom += 2;
    d = 1 / awayFromZero(top * d + bottom);
    c = awayFromZero(bottom + top / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return product;
}

/** The regularised incomplete beta function I_x(a, b) for a, b > 0 and x in 0 .. 1 (Abramowitz and Stegun 26.5.8). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const front = Math.exp(logFront);
  // The fraction converges fast only on the near side of the mean.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let at = 1; at < MOST_TERMS; at++) {
    const even = (at * (b - at) * x) / ((a + 2 * at - 1) * (a + 2 * at));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    product *= d * c;
    const odd = (-(a + at) * (a + b + at) * x) / ((a + 2 * at) * (a + 2 * at + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return product;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
