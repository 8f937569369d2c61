/**
 * Linear algebra of symmetric matrices, dense, by rows in one array of size * size numbers. Newton's method needs no more: the
 * matrices here have at most some hundred rows.
 */
export type Factored =
  | { readonly kind: 'factor'; readonly lower: Float64Array; readonly size: number }
  | { readonly kind: 'not-definite'; readonly column: number };

/**
 * The Cholesky factor L of a symmetric positive definite matrix A = L L' (lower triangle, by rows; Golub and Van Loan, Matrix
 * Computations, 4.2). `not-definite` names the first column that is, to within `tolerance` of its own size, a combination of those
 * before it: for an information matrix the term that the others already say.
 */
export function factorise(matrix: Float64Array, size: number, tolerance = 1e-11): Factored {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) {
        sum -= lower[row * size + k] * lower[column * size + k];
      }
      if (column < row) lower[row * size + column] = sum / lower[column * size + column];
      else if (sum > tolerance * matrix[row * size + row]) {
        lower[row * size + row] = Math.sqrt(sum);
      } else return { kind: 'not-definite', column: row };
    }
  }
  return { kind: 'factor', lower, size };
}

type Factor = Extract<Factored, { kind: 'factor' }>;

/** The x of A x = right, from the factor of A; `right` has `size` numbers and is left alone. */
export function solveFactored({ lower, size }: Factor, right: ArrayLike<number>): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = solution[row];
    for (let k = 0; k < row; k++) sum -= lower[row * size + k] * solution[k];
    solution[row] = sum / lower[row * size + row];
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row];
    for (let k = row + 1; k < size; k++) sum -= lower[k * size + row] * solution[k];
    solution[row] = sum / lower[row * size + row];
  }
  return solution;
}

/** The inverse of A from its factor, by rows: the covariance matrix when A is the information. */
export function inverseOfFactored(factor: Factor): Float64Array {
  const { size } = factor;
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    const solved = solveFactored(factor, unit);
    for (let row = 0; row < size; row++) inverse[row * size + column] = solved[row];
  }
  return inverse;
}

/** The logarithm of the determinant of A from its factor. */
export function logDeterminant({ lower, size }: Factor): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += Math.log(lower[row * size + row]);
  return 2 * sum;
}
