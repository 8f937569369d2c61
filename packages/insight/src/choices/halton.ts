import type { Chance } from '../chance.ts';

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71];
/** More random terms than this would be drawn along lines that follow one another (Bhat 2003). */
export const MOST_HALTON_DIMENSIONS = PRIMES.length;
/** The first numbers of different primes follow one another closely and are let go (Train 2009, ch. 9). */
const SKIPPED = 100;

/** The `at`-th number (from 1) of Halton's sequence of a prime: its digits mirrored behind the point (Halton 1960). */
export function radicalInverse(at: number, prime: number): number {
  let [left, digit, sum] = [at, 1 / prime, 0];
  while (left > 0) {
    sum += (left % prime) * digit;
    left = Math.floor(left / prime);
    digit /= prime;
  }
  return sum;
}

/**
 * `count` points in (0, 1) of `dimensions` coordinates, point after point: Halton's sequences of the first primes, moved round the
 * unit interval by one draw of chance each (Cranley & Patterson 1976), so that seeds give different points of the same evenness.
 * At most {@link MOST_HALTON_DIMENSIONS} dimensions.
 */
export function haltonPoints(count: number, dimensions: number, chance: Chance): Float64Array {
  const shifts = Array.from({ length: dimensions }, () => chance.uniform());
  const points = new Float64Array(count * dimensions);
  for (let at = 0; at < count; at++) {
    for (let axis = 0; axis < dimensions; axis++) {
      const moved = radicalInverse(at + 1 + SKIPPED, PRIMES[axis]) + shifts[axis];
      const point = moved - Math.floor(moved);
      // Quantiles of 0 have no end.
      points[at * dimensions + axis] = Math.min(Math.max(point, 1e-12), 1 - 1e-12);
    }
  }
  return points;
}
