import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWays } from './compare-ways.ts';

const seen = {
  directMinor: 6000,
  directDays: 0,
  poolMinor: 4830,
  unitCostMinor: 4000,
  setUpMinor: 300_000,
  feeBps: 500,
  poolUnits: 500,
  poolDays: 45,
  closeDays: 20,
  pools: { ended: 8, void: 2 },
  dayMinor: 16,
};

test('the worked example: a pool of 500 at 48.30, waiting 45 days at 0.16 each', () => {
  const ways = compareWays(seen);
  assert.equal(ways.poolMinor, 4830);
  // 45 × 16, and (0.3 × 16 × 20) / 0.7 for the chance of failing.
  assert.equal(ways.waitingMinor, 857);
  assert.deepEqual([ways.better, ways.byMinor], ['pool', 313]);
  assert.equal(ways.smallestPool, Math.ceil(315_000 / (2000 - 200 - 720 - 96 / 0.7)));
});

test('when one costs hardly more than many, no size of pool pays any more', () => {
  const ways = compareWays({ ...seen, directMinor: 4900 });
  assert.deepEqual([ways.better, ways.smallestPool], ['direct', null]);
});

test('who does not mind waiting is told so', () => {
  const patient = compareWays({ ...seen, directMinor: 5000, dayMinor: 0 });
  const hurried = compareWays({ ...seen, directMinor: 5000, dayMinor: 50 });
  assert.deepEqual([patient.better, hurried.better], ['pool', 'direct']);
});
