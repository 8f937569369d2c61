import { factorise, solveFactored } from './symmetric.ts';

/** A term takes part in a dependence when it carries more than this share of it. */
const LEAST_PART = 1e-6;

/** Square roots of the diagonal of a covariance matrix of size² numbers. */
export function standardErrorsOf(covariance: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, at) => Math.sqrt(covariance[at * size + at]));
}

/** a′ M a: the variance of a sum of estimates weighted by `weights`, for their covariance M. */
export function varianceAlong(covariance: Float64Array, weights: Float64Array): number {
  const size = weights.length;
  let sum = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++)
      sum += weights[row] * covariance[row * size + column] * weights[column];
  }
  return sum;
}

/** M B M for symmetric matrices of size² numbers: the sandwich of a robust covariance. */
export function sandwich(bread: Float64Array, filling: Float64Array, size: number): Float64Array {
  return product(product(bread, filling, size), bread, size);
}

function product(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const cells = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < size; at++) {
      const factor = left[row * size + at];
      for (let column = 0; column < size; column++)
        cells[row * size + column] += factor * right[at * size + column];
    }
  }
  return cells;
}

/**
 * Which of the columns before it make up a column that a factorisation found to say nothing new;
 * none when it says nothing at all.
 */
export function madeUpOf(matrix: Float64Array, size: number, column: number): number[] {
  const leading = new Float64Array(column * column);
  const right = new Float64Array(column);
  for (let row = 0; row < column; row++) {
    right[row] = matrix[row * size + column];
    for (let at = 0; at < column; at++) leading[row * column + at] = matrix[row * size + at];
  }
  const factor = factorise(leading, column);
  if (factor.kind !== 'factor' || !(matrix[column * size + column] > 0)) return [];
  const weights = solveFactored(factor, right);
  const parts = weights.map(
    (weight, at) => Math.abs(weight) * Math.sqrt(leading[at * column + at]),
  );
  const most = parts.reduce((sofar, each) => Math.max(sofar, each), 0);
  return [...parts.keys()].filter((at) => parts[at] > LEAST_PART * most);
}
