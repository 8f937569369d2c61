import type { PolisPositions } from './polis-components.ts';

/** A set of points (people, or base clusters) and the point that stands for it. `id` stays over updates. */
export interface PolisCluster {
  readonly id: number;
  readonly members: readonly number[];
  readonly x: number;
  readonly y: number;
}

/** Points to be clustered: their numbers, where they are, and how many people each stands for (1 when absent). */
export interface PolisPoints extends PolisPositions {
  readonly ids: readonly number[];
  readonly weight?: Float64Array;
}

export interface KSmoother {
  readonly lastK: number;
  readonly lastKCount: number;
  readonly smoothedK: number;
}

export interface PolisGrouping {
  readonly byK: ReadonlyMap<number, readonly PolisCluster[]>;
  readonly silhouettes: ReadonlyMap<number, number>;
  readonly smoother: KSmoother;
  readonly groups: readonly PolisCluster[];
}

const BASE_CLUSTERS = 100;
const BASE_ROUNDS = 100;
const GROUP_ROUNDS = 20;
const MOST_GROUPS = 5;
const STANDS_STILL = 0.01;
const REPEATS_TO_CHANGE_K = 4;

/** Step 7: up to 100 base clusters of people, from the first distinct positions or from the `previous` base clusters. */
export function baseClusters(
  points: PolisPoints,
  previous: readonly PolisCluster[] | null,
): PolisCluster[] {
  return byId(kMeans(points, { k: BASE_CLUSTERS, previous, rounds: BASE_ROUNDS }));
}

/** Steps 8 and 9: the groups among base clusters for each k, their silhouettes, and the k that is shown. */
export function polisGroups(points: PolisPoints, previous: PolisGrouping | null): PolisGrouping {
  const mostK = Math.min(MOST_GROUPS, 2 + Math.floor(points.ids.length / 12));
  const byK = new Map<number, readonly PolisCluster[]>();
  const silhouettes = new Map<number, number>();
  for (let k = 2; k <= mostK; k++) {
    const before = previous?.byK.get(k) ?? null;
    const found = byId(kMeans(points, { k, previous: before, rounds: GROUP_ROUNDS }));
    byK.set(k, found);
    silhouettes.set(k, polisSilhouette(points, found));
  }
  const best = [...silhouettes].reduce((one, other) => (other[1] >= one[1] ? other : one));
  const smoother = smoothK(previous?.smoother ?? null, best[0]);
  return { byK, silhouettes, smoother, groups: byK.get(smoother.smoothedK) ?? [] };
}

/** A new k is shown once it has won four updates in a row; the first one at once. */
export function smoothK(previous: KSmoother | null, k: number): KSmoother {
  const lastKCount = previous?.lastK === k ? previous.lastKCount + 1 : 1;
  const stays = lastKCount < REPEATS_TO_CHANGE_K && previous !== null;
  return { lastK: k, lastKCount, smoothedK: stays ? previous.smoothedK : k };
}

interface Centers {
  readonly id: number[];
  readonly x: number[];
  readonly y: number[];
}

function kMeans(
  points: PolisPoints,
  plan: { k: number; previous: readonly PolisCluster[] | null; rounds: number },
): PolisCluster[] {
  const warm = plan.previous && plan.previous.length > 0;
  let centers = warm
    ? splitUpTo(points, plan.previous ?? [], plan.k)
    : firstDistinct(points, plan.k);
  let clusters: PolisCluster[] = [];
  for (let round = 0; round <= plan.rounds; round++) {
    clusters = step(points, centers);
    const moved = centersOf(clusters);
    const still = standsStill(centers, moved);
    centers = moved;
    if (still) break;
  }
  return clusters;
}

function firstDistinct({ x, y }: PolisPoints, k: number): Centers {
  const centers: Centers = { id: [], x: [], y: [] };
  const seen = new Set<string>();
  for (let at = 0; at < x.length && centers.id.length < k; at++) {
    const place = `${x[at]} ${y[at]}`;
    if (seen.has(place)) continue;
    seen.add(place);
    push(centers, centers.id.length, [x[at], y[at]]);
  }
  return centers;
}

/** Assigns each point to the nearest center (of equally near ones the last) and takes weighted means; empty clusters vanish. */
function step(points: PolisPoints, centers: Centers): PolisCluster[] {
  const members: number[][] = centers.id.map(() => []);
  const sums = centers.id.map(() => ({ weight: 0, x: 0, y: 0 }));
  for (let at = 0; at < points.ids.length; at++) {
    const nearest = nearestOf(centers, points.x[at], points.y[at]).at;
    const weight = points.weight?.[at] ?? 1;
    members[nearest].push(points.ids[at]);
    sums[nearest].weight += weight;
    sums[nearest].x += weight * points.x[at];
    sums[nearest].y += weight * points.y[at];
  }
  return centers.id.flatMap((id, at) => {
    const { weight, x, y } = sums[at];
    return weight === 0 ? [] : [{ id, members: members[at], x: x / weight, y: y / weight }];
  });
}

function nearestOf(centers: Centers, x: number, y: number): { at: number; distance: number } {
  const [xs, ys] = [centers.x, centers.y];
  let nearest = 0;
  let least = Infinity;
  for (let at = 0; at < xs.length; at++) {
    const across = xs[at] - x;
    const up = ys[at] - y;
    const square = across * across + up * up;
    if (square <= least) {
      least = square;
      nearest = at;
    }
  }
  return { at: nearest, distance: Math.sqrt(least) };
}

function standsStill(before: Centers, after: Centers): boolean {
  const [old, now] = [sortedCenters(before), sortedCenters(after)];
  return old
    .slice(0, now.length)
    .every(([x, y], at) => Math.hypot(x - now[at][0], y - now[at][1]) < STANDS_STILL);
}

function sortedCenters({ x, y }: Centers): [number, number][] {
  return x
    .map((across, at): [number, number] => [across, y[at]])
    .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}

/**
 * A warm start: the previous clusters at the means of those of their members that are still there, identical ones merged, then the
 * point farthest from all centers split off until there are k.
 */
function splitUpTo(points: PolisPoints, previous: readonly PolisCluster[], k: number): Centers {
  const place = new Map(points.ids.map((id, at) => [id, at]));
  const kept = previous.flatMap(({ id, members }) => {
    const there = members.flatMap((member) => place.get(member) ?? []);
    return there.length === 0 ? [] : [{ id, there }];
  });
  const clusters = merged(points, kept);
  const everyone = {
    id: 1 + Math.max(-1, ...previous.map(({ id }) => id)),
    there: [...points.ids.keys()],
  };
  if (clusters.length === 0) clusters.push(everyone);
  const possible = Math.min(k, new Set(points.ids.map((_, at) => placeOf(points, at))).size);
  while (clusters.length < possible) {
    const far = mostDistal(points, clusters);
    if (far.distance === 0) break;
    for (const cluster of clusters) cluster.there = cluster.there.filter((at) => at !== far.at);
    const id = 1 + Math.max(...clusters.map((cluster) => cluster.id));
    clusters.push({ id, there: [far.at] });
  }
  return meansOf(points, clusters);
}

interface Draft {
  readonly id: number;
  there: number[];
}

function merged(points: PolisPoints, kept: readonly Draft[]): Draft[] {
  const found = new Map<string, Draft>();
  for (const cluster of kept) {
    const { x, y } = meansOf(points, [cluster]);
    const place = `${x[0]} ${y[0]}`;
    const same = found.get(place);
    const id = same && same.there.length > cluster.there.length ? same.id : cluster.id;
    found.set(place, same ? { id, there: [...same.there, ...cluster.there] } : { ...cluster });
  }
  return [...found.values()];
}

function meansOf(points: PolisPoints, clusters: readonly Draft[]): Centers {
  const centers: Centers = { id: [], x: [], y: [] };
  for (const { id, there } of clusters.filter((cluster) => cluster.there.length > 0)) {
    let [weight, x, y] = [0, 0, 0];
    for (const at of there) {
      const one = points.weight?.[at] ?? 1;
      weight += one;
      x += one * points.x[at];
      y += one * points.y[at];
    }
    push(centers, id, [x / weight, y / weight]);
  }
  return centers;
}

function mostDistal(
  points: PolisPoints,
  clusters: readonly Draft[],
): { at: number; distance: number } {
  const centers = meansOf(points, clusters);
  let far = { at: 0, distance: 0 };
  for (let at = 0; at < points.ids.length; at++) {
    const { distance } = nearestOf(centers, points.x[at], points.y[at]);
    if (distance >= far.distance) far = { at, distance };
  }
  return far;
}

/** Step 9: the mean silhouette over points, each counted once; a point alone in its cluster counts 0. */
export function polisSilhouette(points: PolisPoints, clusters: readonly PolisCluster[]): number {
  const place = new Map(points.ids.map((id, at) => [id, at]));
  const labels = new Int32Array(points.ids.length);
  for (const [label, { members }] of clusters.entries()) {
    for (const member of members) labels[place.get(member) ?? 0] = label;
  }
  if (clusters.length < 2) return 0;
  let sum = 0;
  for (let at = 0; at < labels.length; at++) {
    sum += silhouetteOf(points, { labels, clusters, at });
  }
  return sum / labels.length;
}

function silhouetteOf(
  { x, y }: PolisPoints,
  { labels, clusters, at }: { labels: Int32Array; clusters: readonly PolisCluster[]; at: number },
): number {
  const own = labels[at];
  if (clusters[own].members.length === 1) return 0;
  const sums = new Float64Array(clusters.length);
  for (let other = 0; other < labels.length; other++) {
    sums[labels[other]] += Math.hypot(x[other] - x[at], y[other] - y[at]);
  }
  const inside = sums[own] / (clusters[own].members.length - 1);
  let outside = Infinity;
  for (const [label, { members }] of clusters.entries()) {
    if (label !== own) outside = Math.min(outside, sums[label] / members.length);
  }
  const larger = Math.max(inside, outside);
  return larger === 0 ? 0 : (outside - inside) / larger;
}

function centersOf(clusters: readonly PolisCluster[]): Centers {
  return {
    id: clusters.map(({ id }) => id),
    x: clusters.map(({ x }) => x),
    y: clusters.map(({ y }) => y),
  };
}

function push(centers: Centers, id: number, [x, y]: readonly [number, number]): void {
  centers.id.push(id);
  centers.x.push(x);
  centers.y.push(y);
}

function placeOf({ x, y }: PolisPoints, at: number): string {
  return `${x[at]} ${y[at]}`;
}

function byId(clusters: readonly PolisCluster[]): PolisCluster[] {
  return clusters.toSorted((one, other) => one.id - other.id);
}
