import assert from 'node:assert/strict';
import test from 'node:test';
import {
  breakEvenFee,
  collapseDay,
  neededUplift,
  poolUnitPrice,
  smallestPoolThatPays,
  upliftFloor,
} from './break-even.ts';
import { unitsForSafety } from './safety-margin.ts';
import { checkLadder } from './tier-ladder.ts';

test('the units that make a tier safe are those of the published table', () => {
  assert.deepEqual(safe(300), [54, 522, 5_176]);
  assert.deepEqual(safe(800), [58, 555, 5_471]);
});

test('one unit fewer than the margin is not safe, by plain binomial sums', () => {
  for (const [units, failure] of [
    [50, 0.03],
    [500, 0.08],
    [7, 0.5],
  ] as const) {
    const failureBps = failure * 10_000;
    const fewest = unitsForSafety({ units, failureBps, confidenceBps: 9_500 }) ?? 0;
    assert.ok(chanceOfEnough(fewest, units, failure) >= 0.95);
    assert.ok(chanceOfEnough(fewest - 1, units, failure) < 0.95);
  }
});

test('a margin that no number of units gives is no number', () => {
  assert.deepEqual([ask(0, 300), ask(10, 0)], [0, 10]);
  assert.deepEqual(
    [ask(10, 10_000), ask(-1, 3), ask(1.5, 3), ask(NaN, 3)],
    [null, null, null, null],
  );
});

const pool = {
  unitCost: 40,
  setUpCost: 3_000,
  feeRate: 0.05,
  waitDays: 45,
  waitCostPerDay: 0.16,
  failureChance: 0.3,
  daysToFailure: 20,
  hassle: 0.5,
};

test('a pool pays as in the worked figures', () => {
  const at = [10, 50, 100, 250, 500, 1_000, 5_000, 10_000];
  assert.deepEqual(
    rounded(
      at.map((units) => poolUnitPrice(pool, units)),
      2,
    ),
    [357, 105, 73.5, 54.6, 48.3, 45.15, 42.63, 42.31],
  );
  assert.deepEqual(
    rounded(
      at.map((units) => neededUplift(pool, units)),
      2,
    ),
    [326.29, 74.29, 42.79, 23.89, 17.59, 14.44, 11.92, 11.6],
  );
  const fees = at.map((units) => breakEvenFee(pool, units, 60) * 100);
  assert.deepEqual(rounded(fees, 1), [-85.1, -49.3, -27.6, -2.5, 10.2, 17.9, 24.9, 25.8]);
  assert.equal(upliftFloor(pool).toFixed(2), '11.29');
  assert.equal(smallestPoolThatPays(pool, 60), 362);
});

test('no pool pays once a single unit costs little more, from the day the forecast crosses', () => {
  assert.equal(smallestPoolThatPays(pool, 51), null);
  const forecast = [
    { day: 0, uplift: 20 },
    { day: 100, uplift: upliftFloor(pool) - 2 },
  ];
  const day = collapseDay(pool, forecast) ?? 0;
  assert.ok(day > 80 && day < 82);
  assert.equal(collapseDay(pool, [{ day: 0, uplift: 20 }]), null);
});

test('a ladder that falls faster than cost is asked about, and tooling taken twice', () => {
  const offer = {
    id: 'm',
    mode: 'all-units',
    tooling: 0,
    moq: 1,
    capacity: null,
    leadDays: 0,
    freight: null,
  } as const;
  const ladder = (second: number, tooling: number) =>
    checkLadder({
      offer: {
        ...offer,
        tooling,
        tiers: [
          { from: 100, price: 1_000 },
          { from: 200, price: second },
        ],
      },
      setUpMinor: 20_000,
    }).map(({ kind }) => kind);
  // Set-up 200 of 1000 halves to 100; the other 800 learn to 680.
  assert.deepEqual(ladder(780, 0), []);
  assert.deepEqual(ladder(779, 0), ['falls-faster-than-cost']);
  assert.deepEqual(ladder(880, 24_000), ['tooling-recovered-twice']);
  assert.deepEqual(ladder(881, 24_000), []);
});

function chanceOfEnough(placed: number, needed: number, failure: number): number {
  let chance = 0;
  let term = (1 - failure) ** placed;
  for (let failed = 0; failed <= placed - needed; failed++) {
    chance += term;
    term *= ((placed - failed) / (failed + 1)) * (failure / (1 - failure));
  }
  return chance;
}

function safe(failureBps: number): (number | null)[] {
  return [50, 500, 5_000].map((units) => ask(units, failureBps));
}

function ask(units: number, failureBps: number): number | null {
  return unitsForSafety({ units, failureBps, confidenceBps: 9_500 });
}

function rounded(values: readonly number[], digits: number): number[] {
  return values.map((value) => Number(value.toFixed(digits)));
}
