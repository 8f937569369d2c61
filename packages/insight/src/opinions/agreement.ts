import type { Points } from './k-means.ts';

/** How many points bear label i in one labelling and j in the other, by rows; labels below 0 are left out. */
export function contingency(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  [rows, columns]: readonly [number, number],
): Float64Array {
  const table = new Float64Array(rows * columns);
  for (let at = 0; at < one.length; at++) {
    if (one[at] >= 0 && other[at] >= 0) table[one[at] * columns + other[at]] += 1;
  }
  return table;
}

/**
 * The adjusted Rand index of two labellings (Hubert and Arabie, Journal of Classification 2, 1985): 1 the same groups, 0 what chance
 * gives. Two labellings that put everything into one group agree fully.
 */
export function adjustedRand(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const rows = 1 + largest(one);
  const columns = 1 + largest(other);
  const table = contingency(one, other, [rows, columns]);
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  let [together, total] = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const count = table[row * columns + column];
      rowSums[row] += count;
      columnSums[column] += count;
      total += count;
      together += pairs(count);
    }
  }
  const inRows = rowSums.reduce((sum, count) => sum + pairs(count), 0);
  const inColumns = columnSums.reduce((sum, count) => sum + pairs(count), 0);
  const expected = total < 2 ? 0 : (inRows * inColumns) / pairs(total);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/**
 * Which label of `other` stands for each label of `one`: pairs by the largest overlap first, each label used once; -1 for a label that
 * is left without one.
 */
export function matchLabels(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  [rows, columns]: readonly [number, number],
): Int32Array {
  const table = contingency(one, other, [rows, columns]);
  const order = Array.from(table.keys()).sort(
    (left, right) => table[right] - table[left] || left - right,
  );
  const match = new Int32Array(rows).fill(-1);
  const used = new Set<number>();
  for (const cell of order) {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    if (match[row] >= 0 || used.has(column) || table[cell] === 0) continue;
    match[row] = column;
    used.add(column);
  }
  return match;
}

/**
 * The mean silhouette (Rousseeuw, Journal of Computational and Applied Mathematics 20, 1987); alone in its cluster counts 0. Takes
 * time that grows with the square of the points.
 */
export function silhouette(points: Points, labels: ArrayLike<number>, k: number): number {
  const sizes = new Float64Array(k);
  for (let at = 0; at < points.count; at++) sizes[labels[at]] += 1;
  const sums = new Float64Array(points.count * k);
  for (let one = 0; one < points.count; one++) {
    for (let other = 0; other < one; other++) {
      const distance = distanceOf(points, one, other);
      sums[one * k + labels[other]] += distance;
      sums[other * k + labels[one]] += distance;
    }
  }
  let total = 0;
  for (let at = 0; at < points.count; at++) {
    const own = labels[at];
    if (sizes[own] === 1) continue;
    const inside = sums[at * k + own] / (sizes[own] - 1);
    let outside = Infinity;
    for (let label = 0; label < k; label++) {
      if (label !== own && sizes[label] > 0) {
        outside = Math.min(outside, sums[at * k + label] / sizes[label]);
      }
    }
    const larger = Math.max(inside, outside);
    if (larger > 0 && Number.isFinite(outside)) total += (outside - inside) / larger;
  }
  return total / points.count;
}

function distanceOf({ dims, at }: Points, one: number, other: number): number {
  let square = 0;
  for (let dim = 0; dim < dims; dim++) {
    const off = at[one * dims + dim] - at[other * dims + dim];
    square += off * off;
  }
  return Math.sqrt(square);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

function largest(labels: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < labels.length; at++) most = Math.max(most, labels[at]);
  return most;
}
