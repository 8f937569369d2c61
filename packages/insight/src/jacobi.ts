const MOST_SWEEPS = 60;

export interface Eigen {
  /** In descending order. */
  readonly values: Float64Array;
  /** Column j of the matrix (by rows, size * size) belongs to value j; unit length, the entry of largest size positive. */
  readonly vectors: Float64Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix given by rows (Jacobi's method, cyclic: Golub and Van Loan, Matrix
 * Computations, 8.5). Meant for some dozen rows.
 */
export function eigenOfSymmetric(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let at = 0; at < size; at++) v[at * size + at] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > 0; sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, v, { p, q, size });
    }
  }
  const order = Array.from({ length: size }, (_, at) => at).sort(
    (one, other) => a[other * size + other] - a[one * size + one],
  );
  const vectors = new Float64Array(size * size);
  for (const [to, from] of order.entries()) copyColumn(v, vectors, { size, from, to });
  return { values: Float64Array.from(order, (at) => a[at * size + at]), vectors };
}

/** What is left beside the diagonal, 0 when it no longer matters beside it. */
function offDiagonal(a: Float64Array, size: number): number {
  let [off, on] = [0, 0];
  for (let row = 0; row < size; row++) {
    on += a[row * size + row] ** 2;
    for (let column = 0; column < row; column++) off += a[row * size + column] ** 2;
  }
  return off <= on * 1e-32 ? 0 : off;
}

function rotate(
  a: Float64Array,
  v: Float64Array,
  { p, q, size }: { p: number; q: number; size: number },
): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p], a[k * size + q]];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[p * size + k], a[q * size + k]];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const [vp, vq] = [v[k * size + p], v[k * size + q]];
    v[k * size + p] = c * vp - s * vq;
    v[k * size + q] = s * vp + c * vq;
  }
}

function copyColumn(
  source: Float64Array,
  target: Float64Array,
  { size, from, to }: { size: number; from: number; to: number },
): void {
  let largest = 0;
  for (let row = 0; row < size; row++) {
    const entry = source[row * size + from];
    if (Math.abs(entry) > Math.abs(largest) + 1e-12) largest = entry;
  }
  const sign = largest < 0 ? -1 : 1;
  for (let row = 0; row < size; row++) {
    target[row * size + to] = sign * source[row * size + from];
  }
}
