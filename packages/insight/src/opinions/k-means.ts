import type { Chance } from '../chance.ts';

/** Points in a space of `dims`, by rows; `weight` is how often each counts (once when absent). */
export interface Points {
  readonly count: number;
  readonly dims: number;
  readonly at: Float64Array;
  readonly weight?: Float64Array;
}

export interface Clustering {
  readonly k: number;
  /** The cluster of each point, 0 .. k - 1. */
  readonly labels: Int32Array;
  /** By rows, k * dims. */
  readonly centers: Float64Array;
  /** The weighted sum of squared distances to the own center. */
  readonly spread: number;
}

const MOST_ROUNDS = 60;

/**
 * K-means (Lloyd, IEEE Transactions on Information Theory 28, 1982) from one start drawn as k-means++ does (Arthur and Vassilvitskii,
 * SODA 2007). k is at most the number of points. A cluster that runs empty takes the point farthest from its center.
 */
export function kMeans(points: Points, k: number, chance: Chance): Clustering {
  return kMeansFrom(points, spreadCenters(points, k, chance), k);
}

/** K-means from given centers (by rows, k * dims), until no label changes. */
export function kMeansFrom(points: Points, start: Float64Array, k: number): Clustering {
  const centers = start.slice();
  const labels = new Int32Array(points.count).fill(-1);
  let spread = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { changed, sum } = assign(points, { centers, labels, k });
    spread = sum;
    if (!changed) break;
    moveCenters(points, { centers, labels, k });
  }
  return { k, labels, centers, spread };
}

/** The clustering of least spread among several starts; the starts are handed back too, to see whether they agree. */
export function kMeansOfManyStarts(
  points: Points,
  k: number,
  chances: Iterable<Chance>,
): { best: Clustering; all: Clustering[] } {
  const all = Array.from(chances, (chance) => kMeans(points, k, chance));
  return { best: all.reduce((one, other) => (other.spread < one.spread ? other : one)), all };
}

interface Draft {
  readonly centers: Float64Array;
  readonly labels: Int32Array;
  readonly k: number;
}

function spreadCenters(points: Points, k: number, chance: Chance): Float64Array {
  const { count, dims, at } = points;
  const centers = new Float64Array(k * dims);
  const nearest = new Float64Array(count).fill(Infinity);
  for (let cluster = 0; cluster < k; cluster++) {
    const chosen =
      cluster === 0 ? chance.below(count) : drawByWeight(nearest, points.weight, chance);
    centers.set(at.subarray(chosen * dims, (chosen + 1) * dims), cluster * dims);
    for (let point = 0; point < count; point++) {
      nearest[point] = Math.min(nearest[point], squareTo(points, point, centers, cluster));
    }
  }
  return centers;
}

function drawByWeight(
  squares: Float64Array,
  weight: Float64Array | undefined,
  chance: Chance,
): number {
  let total = 0;
  for (let at = 0; at < squares.length; at++) total += squares[at] * (weight?.[at] ?? 1);
  if (total === 0) return chance.below(squares.length);
  let left = chance.uniform() * total;
  for (let at = 0; at < squares.length; at++) {
    left -= squares[at] * (weight?.[at] ?? 1);
    if (left < 0) return at;
  }
  return squares.length - 1;
}

/** The innermost loop of all: distances are summed in place, and given up once they are too far. */
function assign(points: Points, { centers, labels, k }: Draft): { changed: boolean; sum: number } {
  const { count, dims, at, weight } = points;
  let changed = false;
  let sum = 0;
  for (let point = 0; point < count; point++) {
    const from = point * dims;
    let least = Infinity;
    let own = 0;
    for (let cluster = 0; cluster < k; cluster++) {
      let square = 0;
      for (let dim = 0; dim < dims && square < least; dim++) {
        const off = at[from + dim] - centers[cluster * dims + dim];
        square += off * off;
      }
      if (square < least) {
        least = square;
        own = cluster;
      }
    }
    if (labels[point] !== own) changed = true;
    labels[point] = own;
    sum += weight ? least * weight[point] : least;
  }
  return { changed, sum };
}

function moveCenters(points: Points, { centers, labels, k }: Draft): void {
  const { count, dims, at, weight } = points;
  const totals = new Float64Array(k);
  const sums = new Float64Array(k * dims);
  for (let point = 0; point < count; point++) {
    const one = weight?.[point] ?? 1;
    totals[labels[point]] += one;
    for (let dim = 0; dim < dims; dim++) {
      sums[labels[point] * dims + dim] += one * at[point * dims + dim];
    }
  }
  for (let cluster = 0; cluster < k; cluster++) {
    if (totals[cluster] === 0) {
      const far = farthest(points, { centers, labels, k });
      labels[far] = cluster;
      centers.set(at.subarray(far * dims, (far + 1) * dims), cluster * dims);
      continue;
    }
    for (let dim = 0; dim < dims; dim++) {
      centers[cluster * dims + dim] = sums[cluster * dims + dim] / totals[cluster];
    }
  }
}

function farthest(points: Points, { centers, labels }: Draft): number {
  let [far, most] = [0, -1];
  for (let point = 0; point < points.count; point++) {
    if (points.weight && points.weight[point] === 0) continue;
    const square = squareTo(points, point, centers, labels[point]);
    if (square > most) [most, far] = [square, point];
  }
  return far;
}

function squareTo(points: Points, point: number, centers: Float64Array, cluster: number): number {
  const { dims, at } = points;
  let square = 0;
  for (let dim = 0; dim < dims; dim++) {
    const off = at[point * dims + dim] - centers[cluster * dims + dim];
    square += off * off;
  }
  return square;
}
