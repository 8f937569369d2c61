import assert from 'node:assert/strict';
import { test } from 'node:test';
import { burstsOfBatches, costOfBatch, type Batch } from './bursts-of-batches.ts';
import { burstsOfEvents, costOfGap } from './bursts-of-events.ts';
import { chanceFrom, shuffled, type Chance } from '../chance.ts';

/** Every sequence of `length` levels below `count`. */
function* sequences(length: number, count: number): Generator<number[]> {
  for (let code = 0; code < count ** length; code += 1) {
    yield Array.from({ length }, (_, place) => Math.floor(code / count ** place) % count);
  }
}

function cheapestOfAll(length: number, count: number, cost: (levels: number[]) => number): number {
  let least = Infinity;
  for (const levels of sequences(length, count)) least = Math.min(least, cost(levels));
  return least;
}

/** Kleinberg's cost, written down as in the paper: rises are paid, and what each level says of its gap. */
function costOfEvents(levels: readonly number[], gaps: readonly number[], step: number): number {
  const span = gaps.reduce((sum, gap) => sum + gap, 0);
  let before = 0;
  let cost = 0;
  for (const [at, level] of levels.entries()) {
    cost += Math.max(0, level - before) * Math.log(gaps.length);
    cost += costOfGap(gaps[at], (step ** level * gaps.length) / span);
    before = level;
  }
  return cost;
}

function randomTimes(chance: Chance, gaps: number): number[] {
  const times = [0];
  for (let at = 0; at < gaps; at += 1)
    times.push(times[at] + 0.05 + chance.uniform() ** 4 * (chance.below(2) ? 1 : 10));
  return times;
}

test('the levels of events are the cheapest of all sequences', () => {
  const chance = chanceFrom(2);
  for (let round = 0; round < 25; round += 1) {
    const times = randomTimes(chance, 5);
    const gaps = times.slice(1).map((time, at) => time - times[at]);
    const found = burstsOfEvents(times);
    assert.ok(found.kind === 'bursts');
    const own = costOfEvents(found.levels, gaps, 2);
    assert.ok(Math.abs(own - found.cost) < 1e-9, 'the printed cost is that of the levels');
    const least = cheapestOfAll(5, 6, (levels) => costOfEvents(levels, gaps, 2));
    assert.ok(Math.abs(found.cost - least) < 1e-9, `${found.cost} and ${least}, round ${round}`);
  }
});

test('a planted rush of events is found, nested, and a steady stream has none', () => {
  const steady = Array.from({ length: 40 }, (_, day) => day * 10);
  const rush = Array.from({ length: 20 }, (_, at) => 200 + at * 0.5);
  const calm = burstsOfEvents(steady);
  assert.ok(calm.kind === 'bursts' && calm.bursts.length === 0);
  const found = burstsOfEvents([...rush, ...steady]);
  assert.ok(found.kind === 'bursts');
  const highest = found.bursts[found.bursts.length - 1];
  assert.ok(highest.level >= 3 && highest.from >= 200 && highest.to <= 210);
  assert.ok(highest.events >= 20 && highest.weight > 0);
  const mixed = burstsOfEvents(shuffled([...rush, ...steady], chanceFrom(3)));
  assert.deepEqual(mixed, found);
});

test('the unit of time does not matter, and a coarse clock is read as such', () => {
  const times = randomTimes(chanceFrom(6), 60);
  const found = burstsOfEvents(times);
  const scaled = burstsOfEvents(times.map((time) => time * 86_400_000));
  assert.ok(found.kind === 'bursts' && scaled.kind === 'bursts');
  assert.deepEqual(scaled.levels, found.levels);
  const days = burstsOfEvents([1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 7, 8, 9]);
  assert.ok(days.kind === 'bursts' && days.spread === 8);
  assert.deepEqual(
    days.bursts.map(({ from, to }) => [Math.floor(from), to]),
    [
      [5, 6],
      [5, 6],
    ].slice(0, days.bursts.length),
  );
});

test('the states of batches are the cheapest of all sequences', () => {
  const chance = chanceFrom(5);
  for (let round = 0; round < 60; round += 1) {
    const batches = Array.from({ length: 9 }, (_, at): Batch => {
      const total = 5 + chance.below(40);
      return { at, total, relevant: chance.below(1 + Math.floor(total * (at % 4 ? 0.2 : 0.6))) };
    });
    const found = burstsOfBatches(batches);
    assert.ok(found.kind === 'bursts');
    const costOf = (states: readonly number[]) =>
      batches.reduce(
        (cost, batch, at) =>
          cost +
          (states[at] > (states[at - 1] ?? 0) ? Math.log(9) : 0) +
          costOfBatch(batch, found.share * (states[at] ? 2 : 1)),
        0,
      );
    const least = cheapestOfAll(9, 2, costOf);
    assert.ok(Math.abs(costOf(found.states) - least) < 1e-9, `round ${round}`);
    assert.ok(Math.abs(found.cost - least) < 1e-9);
  }
});

test('a planted month is found among batches, with its share and interval', () => {
  const batches = Array.from({ length: 24 }, (_, at) => ({
    at,
    total: 200,
    relevant: at >= 10 && at <= 13 ? 60 : 10,
  }));
  const found = burstsOfBatches(shuffled(batches, chanceFrom(8)));
  assert.ok(found.kind === 'bursts');
  assert.equal(found.bursts.length, 1);
  const [burst] = found.bursts;
  assert.deepEqual([burst.from, burst.to, burst.batches], [10, 13, 4]);
  assert.equal(burst.share, 0.3);
  assert.ok(burst.interval[0] > 0.25 && burst.interval[1] < 0.35);
  assert.deepEqual(burstsOfBatches([...batches, { at: 99, total: 0, relevant: 0 }]), found);
});

test('what cannot burst is said so', () => {
  assert.equal(burstsOfEvents([]).kind, 'not-estimable');
  assert.equal(burstsOfEvents([5, 5, 5, 5]).kind, 'not-estimable');
  assert.equal(burstsOfEvents([0, 1e-320, 2e-320, 1]).kind, 'not-estimable');
  assert.equal(burstsOfEvents([-1e308, 0, 1, 1e308]).kind, 'not-estimable');
  assert.equal(burstsOfBatches([]).kind, 'not-estimable');
  assert.equal(burstsOfBatches([{ at: 1, total: 5, relevant: 1 }]).kind, 'not-estimable');
  const most = [1, 2].map((at) => ({ at, total: 10, relevant: 6 }));
  assert.equal(burstsOfBatches(most).kind, 'not-estimable');
});
