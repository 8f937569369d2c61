import type { Chance } from '../chance.ts';

/** A matrix by compressed rows: row r holds entries starts[r] to starts[r + 1] - 1. */
export interface SparseRows {
  readonly rows: number;
  readonly width: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

export interface Factors {
  readonly rank: number;
  /** rows × rank, row by row: how much of each part is in each row. */
  readonly left: Float64Array;
  /** width × rank, column by column of the matrix: how much each column weighs in each part. */
  readonly right: Float64Array;
  /** The squared distance from the matrix, summed over all cells. */
  readonly loss: number;
  readonly rounds: number;
}

export interface FactorOptions {
  readonly rank: number;
  /** The start is drawn from it, and nothing else is. */
  readonly chance: Chance;
  readonly mostRounds: number;
  /** Ends when a round lowers the loss by less than this share of the matrix's own square. */
  readonly tolerance: number;
}

/**
 * Non-negative matrix factorisation, least squares, by cyclic coordinate descent (HALS: Cichocki &
 * Phan 2009, IEICE Trans. E92-A; the solver "cd" of scikit-learn). Takes a matrix without negative
 * values and a rank of at least 1; gives factors left × rightᵀ. A round never raises the loss.
 * The result is a local optimum that depends on the start.
 */
export function nonNegativeFactors(matrix: SparseRows, options: FactorOptions): Factors {
  const { rank, chance } = options;
  const square = sumOfSquares(matrix.values);
  const total = matrix.values.reduce((sum, value) => sum + value, 0);
  const scale = Math.sqrt(total / Math.max(1, matrix.rows * matrix.width) / rank);
  const left = Float64Array.from(
    { length: matrix.rows * rank },
    () => scale * (0.01 + chance.uniform()),
  );
  const right = Float64Array.from(
    { length: matrix.width * rank },
    () => scale * (0.01 + chance.uniform()),
  );
  const across = transposed(matrix);
  let loss = square;
  let rounds = 0;
  while (rounds < options.mostRounds) {
    rounds += 1;
    descend(left, times(matrix, right, rank), gram(right, rank), rank);
    const crossed = times(across, left, rank);
    const leftGram = gram(left, rank);
    descend(right, crossed, leftGram, rank);
    const next = square - 2 * dot(right, crossed) + dot(leftGram, gram(right, rank));
    const gain = loss - next;
    loss = next;
    if (rounds > 1 && gain < options.tolerance * square) break;
  }
  return { rank, left, right, loss: Math.max(0, loss), rounds };
}

/**
 * The left factor alone, for parts that are already known: non-negative least squares row by row.
 * Takes a matrix, the right factor (width × rank) and its rank; gives rows × rank.
 */
export function project(matrix: SparseRows, right: Float64Array, rank: number): Float64Array {
  const ROUNDS = 50;
  const left = new Float64Array(matrix.rows * rank);
  const crossed = times(matrix, right, rank);
  const rightGram = gram(right, rank);
  for (let round = 0; round < ROUNDS; round += 1) descend(left, crossed, rightGram, rank);
  return left;
}

/** One pass of coordinate descent over every row of a factor, the other factor fixed. */
function descend(factor: Float64Array, crossed: Float64Array, grams: Float64Array, rank: number) {
  for (let offset = 0; offset < factor.length; offset += rank) {
    for (let part = 0; part < rank; part += 1) {
      const own = grams[part * rank + part];
      if (own <= 0) {
        factor[offset + part] = 0;
        continue;
      }
      let slope = crossed[offset + part];
      for (let other = 0; other < rank; other += 1)
        slope -= factor[offset + other] * grams[part * rank + other];
      factor[offset + part] = Math.max(0, factor[offset + part] + slope / own);
    }
  }
}

/** Each row of the matrix times a factor: rows × rank. */
function times(matrix: SparseRows, factor: Float64Array, rank: number): Float64Array {
  const { starts, columns, values } = matrix;
  const product = new Float64Array(matrix.rows * rank);
  for (let row = 0; row < matrix.rows; row += 1) {
    const offset = row * rank;
    for (let entry = starts[row]; entry < starts[row + 1]; entry += 1) {
      const column = columns[entry] * rank;
      const value = values[entry];
      for (let part = 0; part < rank; part += 1)
        product[offset + part] += value * factor[column + part];
    }
  }
  return product;
}

/** Rows as columns and columns as rows. */
function transposed(matrix: SparseRows): SparseRows {
  const starts = new Uint32Array(matrix.width + 1);
  for (const column of matrix.columns) starts[column + 1] += 1;
  for (let column = 0; column < matrix.width; column += 1) starts[column + 1] += starts[column];
  const next = starts.slice();
  const columns = new Uint32Array(matrix.columns.length);
  const values = new Float64Array(matrix.columns.length);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let entry = matrix.starts[row]; entry < matrix.starts[row + 1]; entry += 1) {
      const place = next[matrix.columns[entry]]++;
      columns[place] = row;
      values[place] = matrix.values[entry];
    }
  }
  return { rows: matrix.width, width: matrix.rows, starts, columns, values };
}

function gram(factor: Float64Array, rank: number): Float64Array {
  const grams = new Float64Array(rank * rank);
  for (let offset = 0; offset < factor.length; offset += rank) {
    for (let a = 0; a < rank; a += 1) {
      const value = factor[offset + a];
      if (value === 0) continue;
      for (let b = 0; b < rank; b += 1) grams[a * rank + b] += value * factor[offset + b];
    }
  }
  return grams;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}

function sumOfSquares(values: Float64Array): number {
  return dot(values, values);
}
