import { chanceFrom, shuffled } from '../chance.ts';
import { adjustedRand, matchLabels, silhouette } from './agreement.ts';
import { kMeans, kMeansFrom, kMeansOfManyStarts, type Clustering, type Points } from './k-means.ts';

/** What speaks for one number of groups. */
export interface KEvidence {
  readonly k: number;
  /** Mean silhouette: below 0.25 no structure to speak of, from 0.5 reasonable (Kaufman and Rousseeuw 1990). */
  readonly silhouette: number;
  /** The mean adjusted Rand index between single starts and their consensus. */
  readonly restarts: number;
  /** The mean adjusted Rand index between the groups and those of resampled people. */
  readonly stability: number;
}

export interface Grouping {
  readonly clustering: Clustering;
  readonly evidence: readonly KEvidence[];
}

const STARTS = 20;
const RESAMPLES = 10;
const STARTS_OF_RESAMPLE = 3;
const MOST_FOR_SILHOUETTE = 700;
const LEAST_STABLE = 0.5;
const NEARLY_BEST = 0.93;
const FEWEST_A_GROUP = 5;
const MOST_GROUPS = 12;

/**
 * Chooses the number of groups among 2 .. 12 (at most one for five people): the smallest whose product of mean silhouette and
 * stability comes within 7 % of the largest, so that groups stand apart and come back when people are resampled; two when even the best is not stable (below 0.5), for
 * then nothing speaks for finer groups. Each candidate is the consensus of 20 starts.
 */
export function chooseGroups(points: Points, seed: number): Grouping {
  const mostGroups = Math.max(2, Math.min(MOST_GROUPS, Math.floor(points.count / FEWEST_A_GROUP)));
  const candidates: { clustering: Clustering; evidence: KEvidence }[] = [];
  const seen = sampleOf(points, seed);
  for (let k = 2; k <= Math.min(mostGroups, points.count); k++) {
    const { clustering, restarts } = consensusOf(points, k, seed);
    const shown = Int32Array.from(seen.chosen, (at) => clustering.labels[at]);
    const evidence: KEvidence = {
      k,
      silhouette: silhouette(seen.points, shown, k),
      restarts,
      stability: resampledStability(seen.points, shown, { k, seed }),
    };
    candidates.push({ clustering, evidence });
  }
  const most = Math.max(...candidates.map(({ evidence }) => worth(evidence)));
  const best = candidates.find(({ evidence }) => worth(evidence) >= NEARLY_BEST * most);
  const chosen = best && best.evidence.stability >= LEAST_STABLE ? best : candidates[0];
  return { clustering: chosen.clustering, evidence: candidates.map(({ evidence }) => evidence) };
}

function worth(evidence: KEvidence): number {
  return Math.max(0, evidence.silhouette) * Math.max(0, evidence.stability);
}

/**
 * The consensus of many starts (voting after labels are matched: Dudoit and Fridlyand, Bioinformatics 19, 2003): each point goes where
 * most starts put it, and k-means has the last word from there.
 */
export function consensusOf(
  points: Points,
  k: number,
  seed: number,
): { clustering: Clustering; restarts: number } {
  const chances = Array.from({ length: STARTS }, (_, at) => chanceFrom(seed, k * 1000 + at));
  const { best, all } = kMeansOfManyStarts(points, k, chances);
  const ballots = new Int32Array(points.count * k);
  for (const { labels } of all) {
    const match = matchLabels(labels, best.labels, [k, k]);
    for (let at = 0; at < points.count; at++) {
      if (match[labels[at]] >= 0) ballots[at * k + match[labels[at]]] += 1;
    }
  }
  const elected = Int32Array.from({ length: points.count }, (_, at) => {
    const own = ballots.subarray(at * k, (at + 1) * k);
    return own.indexOf(Math.max(...own));
  });
  const voted = kMeansFrom(points, centersOf(points, elected, best), k);
  const clustering = voted.spread <= best.spread * 1.01 ? voted : best;
  const agreement = all.reduce((sum, one) => sum + adjustedRand(one.labels, clustering.labels), 0);
  return { clustering: numberedBySize(clustering, points), restarts: agreement / all.length };
}

function centersOf(points: Points, labels: Int32Array, fallback: Clustering): Float64Array {
  const { dims, at } = points;
  const centers = fallback.centers.slice();
  for (let cluster = 0; cluster < fallback.k; cluster++) {
    const sum = new Float64Array(dims);
    let count = 0;
    for (let point = 0; point < points.count; point++) {
      if (labels[point] !== cluster) continue;
      count += 1;
      for (let dim = 0; dim < dims; dim++) sum[dim] += at[point * dims + dim];
    }
    if (count > 0)
      centers.set(
        sum.map((total) => total / count),
        cluster * dims,
      );
  }
  return centers;
}

/** Clusters have no order of their own: the largest is first, equal ones by their first point. */
function numberedBySize(clustering: Clustering, { dims }: Points): Clustering {
  const { k, labels, centers } = clustering;
  const sizes = new Float64Array(k);
  for (const label of labels) sizes[label] += 1;
  const order = Array.from(sizes.keys()).sort(
    (one, other) => sizes[other] - sizes[one] || labels.indexOf(one) - labels.indexOf(other),
  );
  const place = new Int32Array(k);
  const sorted = new Float64Array(centers.length);
  for (const [to, from] of order.entries()) {
    place[from] = to;
    sorted.set(centers.subarray(from * dims, (from + 1) * dims), to * dims);
  }
  return { ...clustering, labels: labels.map((label) => place[label]), centers: sorted };
}

/** Some of the points, for what takes time that grows with their square. */
function sampleOf(points: Points, seed: number): { chosen: number[]; points: Points } {
  const all = Array.from({ length: points.count }, (_, at) => at);
  const chosen =
    points.count <= MOST_FOR_SILHOUETTE
      ? all
      : shuffled(all, chanceFrom(seed, 999))
          .slice(0, MOST_FOR_SILHOUETTE)
          .sort((a, b) => a - b);
  const { dims } = points;
  const at = new Float64Array(chosen.length * dims);
  for (const [to, from] of chosen.entries()) {
    at.set(points.at.subarray(from * dims, (from + 1) * dims), to * dims);
  }
  return { chosen, points: { count: chosen.length, dims, at } };
}

function resampledStability(
  points: Points,
  labels: Int32Array,
  { k, seed }: { k: number; seed: number },
): number {
  let sum = 0;
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const chance = chanceFrom(seed, 50_000 + k * 100 + draw);
    const weight = new Float64Array(points.count);
    for (let at = 0; at < points.count; at++) weight[chance.below(points.count)] += 1;
    let best: Clustering | null = null;
    for (let start = 0; start < STARTS_OF_RESAMPLE; start++) {
      const found = kMeans({ ...points, weight }, k, chance);
      if (best === null || found.spread < best.spread) best = found;
    }
    if (best) sum += adjustedRand(labels, best.labels);
  }
  return sum / RESAMPLES;
}
