import { incompleteBeta, incompleteGamma } from './special-functions.ts';

const MOST_HALVINGS = 2_000;

/** The chance that a standard normal draw is at most z. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const tail = incompleteGamma(0.5, (z * z) / 2).upper / 2;
  return z < 0 ? tail : 1 - tail;
}

/** The chance that a standard normal draw is further from 0 than z, on either side: the p of a z-test. */
export function normalTwoSided(z: number): number {
  return incompleteGamma(0.5, (z * z) / 2).upper;
}

// Coefficients from the highest power down, as PPND16 of Wichura's paper names them.
const MIDDLE = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
] as const;
const NEAR_TAIL = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
    3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
    0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
  ],
] as const;
const FAR_TAIL = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
] as const;

/** The inverse of {@link normalCdf} for a share in 0 .. 1 (Wichura, Algorithm AS 241, Applied Statistics 37, 1988; 16 digits). */
export function normalQuantile(share: number): number {
  const off = share - 0.5;
  if (Math.abs(off) <= 0.425) return off * ratioOf(MIDDLE, 0.180625 - off * off);
  const tail = Math.min(share, 1 - share);
  if (tail <= 0) return Math.sign(off) * Number.POSITIVE_INFINITY;
  const depth = Math.sqrt(-Math.log(tail));
  const size = depth <= 5 ? ratioOf(NEAR_TAIL, depth - 1.6) : ratioOf(FAR_TAIL, depth - 5);
  return Math.sign(off) * size;
}

function ratioOf(pair: readonly (readonly number[])[], x: number): number {
  const [top, bottom] = pair.map((powers) =>
    powers.reduce((sum, coefficient) => sum * x + coefficient, 0),
  );
  return top / bottom;
}

/** The chance that a chi-square draw with `degrees` of freedom (> 0) is above x. */
export function chiSquareUpperTail(x: number, degrees: number): number {
  return incompleteGamma(degrees / 2, x / 2).upper;
}

/** The x that a chi-square draw with `degrees` of freedom stays below with chance `share`. */
export function chiSquareQuantile(share: number, degrees: number): number {
  return invert((x) => incompleteGamma(degrees / 2, x / 2).lower, share);
}

/** The chance that a Student t draw with `degrees` of freedom (> 0) is at most t. */
export function studentCdf(t: number, degrees: number): number {
  const tail = studentTwoSided(t, degrees) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** The chance that a Student t draw is further from 0 than t, on either side: the p of a t-test. */
export function studentTwoSided(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The t that a Student t draw with `degrees` of freedom stays below with chance `share`. */
export function studentQuantile(share: number, degrees: number): number {
  if (share === 0.5) return 0;
  const tail = Math.min(share, 1 - share);
  const size = invert((t) => 1 - studentTwoSided(t, degrees), 1 - 2 * tail);
  return share < 0.5 ? -size : size;
}

/** The chance that a draw from the beta distribution with shapes a, b > 0 is at most x. */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, a, b);
}

/** The inverse of {@link betaCdf} for a share in 0 .. 1. */
export function betaQuantile(share: number, a: number, b: number): number {
  if (share <= 0) return 0;
  return share >= 1 ? 1 : bisect((x) => incompleteBeta(x, a, b), share, [0, 1]);
}

/** The inverse of a distribution function on 0 .. infinity. */
function invert(cdf: (x: number) => number, share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return Number.POSITIVE_INFINITY;
  let high = 1;
  for (let at = 0; at < MOST_HALVINGS && cdf(high) < share; at++) high *= 2;
  return bisect(cdf, share, [0, high]);
}

/** Halves until no number lies between the ends: slow, exact, and never astray. */
function bisect(
  cdf: (x: number) => number,
  share: number,
  [from, to]: readonly [number, number],
): number {
  let [low, high] = [from, to];
  for (let at = 0; at < MOST_HALVINGS; at++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (cdf(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
