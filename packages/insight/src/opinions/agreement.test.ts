import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../chance.ts';
import { adjustedRand, matchLabels, silhouette } from './agreement.ts';
import { kMeans, kMeansOfManyStarts, type Points } from './k-means.ts';

function near(found: number, printed: number): void {
  assert.ok(Math.abs(found - printed) < 5e-3, `${found} is not ${printed}`);
}

test('the adjusted Rand index gives the figures of the scikit-learn documentation', () => {
  assert.equal(adjustedRand([0, 0, 1, 1], [1, 1, 0, 0]), 1);
  near(adjustedRand([0, 0, 1, 2], [0, 0, 1, 1]), 0.57);
  near(adjustedRand([0, 0, 1, 1], [0, 0, 1, 2]), 0.57);
  assert.equal(adjustedRand([0, 0, 0, 0], [0, 1, 2, 3]), 0);
  near(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1]), -0.5);
});

test('labels are matched by overlap, one to one', () => {
  assert.deepEqual([...matchLabels([0, 0, 0, 1, 1], [2, 2, 0, 0, 0], [2, 3])], [2, 0]);
  assert.deepEqual([...matchLabels([0, 0, 1], [0, 0, 0], [2, 2])], [0, -1]);
});

test('the silhouette by hand: two pairs on a line, and one alone', () => {
  const line: Points = { count: 4, dims: 1, at: Float64Array.of(0, 1, 10, 12) };
  // (a, b) of the four points: (1, 11), (1, 10), (2, 9.5), (2, 11.5).
  const byHand = (10 / 11 + 9 / 10 + 7.5 / 9.5 + 9.5 / 11.5) / 4;
  assert.ok(Math.abs(silhouette(line, [0, 0, 1, 1], 2) - byHand) < 1e-12);
  const alone: Points = { count: 3, dims: 1, at: Float64Array.of(0, 1, 10) };
  assert.ok(Math.abs(silhouette(alone, [0, 0, 1], 2) - (9 / 10 + 8 / 9) / 3) < 1e-12);
});

/** The least spread of all ways to put points into k clusters. */
function exhaustive(points: Points, k: number): number {
  const labels = new Int32Array(points.count);
  let least = Infinity;
  for (let way = 0; way < k ** points.count; way++) {
    let rest = way;
    for (let at = 0; at < points.count; at++) {
      labels[at] = rest % k;
      rest = Math.floor(rest / k);
    }
    least = Math.min(least, spreadOf(points, labels, k));
  }
  return least;
}

function spreadOf({ count, dims, at, weight }: Points, labels: Int32Array, k: number): number {
  let spread = 0;
  for (let cluster = 0; cluster < k; cluster++) {
    for (let dim = 0; dim < dims; dim++) {
      let [total, sum, squares] = [0, 0, 0];
      for (let point = 0; point < count; point++) {
        if (labels[point] !== cluster) continue;
        const [one, entry] = [weight?.[point] ?? 1, at[point * dims + dim]];
        total += one;
        sum += one * entry;
        squares += one * entry * entry;
      }
      if (total > 0) spread += squares - (sum * sum) / total;
    }
  }
  return spread;
}

test('many starts find the best of all partitions on small data', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const chance = chanceFrom(seed);
    const [count, dims] = [9, 2];
    const points: Points = {
      count,
      dims,
      at: Float64Array.from({ length: count * dims }, () => chance.normal()),
    };
    for (const k of [2, 3]) {
      const chances = Array.from({ length: 20 }, (_, at) => chanceFrom(seed, at));
      const found = kMeansOfManyStarts(points, k, chances).best;
      const best = exhaustive(points, k);
      assert.ok(Math.abs(found.spread - best) < 1e-9, `seed ${seed}, k ${k}`);
      assert.ok(Math.abs(spreadOf(points, found.labels, k) - found.spread) < 1e-9);
    }
  }
});

test('weights count as copies do', () => {
  const weight = Float64Array.of(3, 1, 1, 2);
  const points: Points = { count: 4, dims: 1, at: Float64Array.of(0, 1, 6, 7), weight };
  const copies: Points = { count: 7, dims: 1, at: Float64Array.of(0, 0, 0, 1, 6, 7, 7) };
  const [one, other] = [kMeans(points, 2, chanceFrom(1)), kMeans(copies, 2, chanceFrom(1))];
  assert.ok(Math.abs(one.spread - other.spread) < 1e-12);
  assert.deepEqual([...one.centers].sort(), [...other.centers].sort());
});
