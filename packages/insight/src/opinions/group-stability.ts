import { chanceFrom } from '../chance.ts';
import { contingency, matchLabels } from './agreement.ts';
import { kMeans, type Clustering, type Points } from './k-means.ts';
import { fitSpace, positionsIn, type OpinionSpace } from './opinion-space.ts';
import type { Votes } from './votes.ts';

export interface GroupStability {
  /**
   * By group, the mean over resamples of the Jaccard index with the group most like it (Hennig, Computational Statistics and Data
   * Analysis 52, 2007): from 0.75 a group to rely on, below 0.6 not.
   */
  readonly groups: Float64Array;
  /** The centers of the groups as each resample finds them, in the space of the whole; by rows, k * dims; null for a group that it lost. */
  readonly centers: readonly (readonly (Float64Array | null)[])[];
}

const STARTS = 3;
const SWEEPS = 1;

/** Resamples people, fits the space and the groups anew each time, and looks for each group again. */
export function groupStability(
  votes: Votes,
  found: { readonly space: OpinionSpace; readonly points: Points; readonly clustering: Clustering },
  plan: { readonly draws: number; readonly seed: number },
): GroupStability {
  const { k } = found.clustering;
  const groups = new Float64Array(k);
  const centers: (Float64Array | null)[][] = [];
  for (let draw = 0; draw < plan.draws; draw++) {
    const labels = regrouped(votes, found, { ...plan, draw });
    const jaccards = bestJaccards(found.clustering.labels, labels, k);
    for (let group = 0; group < k; group++) groups[group] += jaccards[group] / plan.draws;
    centers.push(centersIn(found.points, found.clustering.labels, { labels, k }));
  }
  return { groups, centers };
}

/** The groups that a resample finds, for everyone whom it drew; -1 for the others. */
function regrouped(
  votes: Votes,
  { space, points, clustering }: { space: OpinionSpace; points: Points; clustering: Clustering },
  { seed, draw }: { seed: number; draw: number },
): Int32Array {
  const chance = chanceFrom(seed, 80_000 + draw);
  const weight = new Float64Array(points.count);
  for (let at = 0; at < points.count; at++) weight[chance.below(points.count)] += 1;
  const again = fitSpace(votes, space, { weight, sweeps: SWEEPS });
  const all = positionsIn(votes, again);
  const at = firstDims(all, again.dims, points.dims);
  const moved: Points = { count: points.count, dims: points.dims, at, weight };
  let best = kMeans(moved, clustering.k, chance);
  for (let start = 1; start < STARTS; start++) {
    const other = kMeans(moved, clustering.k, chance);
    if (other.spread < best.spread) best = other;
  }
  return best.labels.map((label, person) => (weight[person] > 0 ? label : -1));
}

/** The first coordinates of points by rows. */
export function firstDims(all: Float64Array, dims: number, kept: number): Float64Array {
  if (dims === kept) return all;
  const count = all.length / dims;
  return Float64Array.from({ length: count * kept }, (_, cell) => {
    const row = Math.floor(cell / kept);
    return all[row * dims + (cell % kept)];
  });
}

function bestJaccards(labels: Int32Array, again: Int32Array, k: number): Float64Array {
  const table = contingency(labels, again, [k, k]);
  const rows = new Float64Array(k);
  const columns = new Float64Array(k);
  for (const [cell, count] of table.entries()) {
    rows[Math.floor(cell / k)] += count;
    columns[cell % k] += count;
  }
  return rows.map((size, row) => {
    let best = 0;
    for (let column = 0; column < k; column++) {
      const both = table[row * k + column];
      const either = size + columns[column] - both;
      if (either > 0) best = Math.max(best, both / either);
    }
    return best;
  });
}

function centersIn(
  points: Points,
  labels: Int32Array,
  { labels: again, k }: { labels: Int32Array; k: number },
): (Float64Array | null)[] {
  const match = matchLabels(labels, again, [k, k]);
  return Array.from(match, (label) => {
    const sum = new Float64Array(points.dims);
    let count = 0;
    for (let point = 0; point < points.count; point++) {
      if (label < 0 || again[point] !== label) continue;
      count += 1;
      for (let dim = 0; dim < points.dims; dim++) sum[dim] += points.at[point * points.dims + dim];
    }
    return count === 0 ? null : sum.map((total) => total / count);
  });
}
