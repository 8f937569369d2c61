import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pools } from '../../tests/forecast/pools.ts';
import { commandOn } from '../../tests/command-on.ts';
import { calibrate } from './calibration.ts';
import { runForecast } from './forecast-command.node.ts';
import { forecastPool, likePools } from './forecast.ts';
import { growthPriorAt } from './growth-prior.ts';
import {
  growthFrom,
  shapeUpTo,
  totalAt,
  type FinishedPool,
  type PoolCourse,
} from './pool-course.ts';

function course(totals: readonly number[], goal: number | null, name = 'now'): FinishedPool {
  const times = Float64Array.from(totals, (_, at) => at);
  const reached = goal === null ? null : totals[totals.length - 1] >= goal;
  return {
    name,
    opens: 0,
    closes: 10,
    times,
    totals: Float64Array.from(totals),
    goal,
    tipped: reached,
  };
}

test('what stood at a moment, the shape and the growth, by hand', () => {
  const pool = course([1, 3, 3, 7, 7, 7, 9, 9, 9, 15, 19], 20);
  assert.deepEqual(
    [0, 0.05, 0.1, 0.35, 1].map((share) => totalAt(pool, share)),
    [1, 1, 3, 7, 19],
  );
  assert.equal(growthFrom(pool, 0.35), 20 / 8);
  const shape = shapeUpTo(pool, 1, true);
  assert.equal(shape.length, 10);
  assert.ok(Math.abs(shape[9] - Math.log(20 / 20)) < 1e-12);
  assert.ok(Math.abs(shapeUpTo(pool, 1, false)[0] - Math.log(4)) < 1e-12);
});

test('the prior is the table as printed, and leaves nothing open at the end', () => {
  const half = growthPriorAt(0.5);
  assert.ok(Math.abs(Math.exp(-half.reached) - (15.8 + 8 + 6.5 + 6.5 + 6.3) / 100.1) < 1e-12);
  assert.ok(Math.abs(Math.exp(-half.missed) - (28.2 + 13.6 + 9.6 + 8.6 + 7.3) / 100.1) < 1e-12);
  assert.ok(Math.abs(Math.exp(half.width) - 2.9) < 1e-12);
  const end = growthPriorAt(1);
  for (const left of [end.reached, end.missed, end.width]) assert.ok(Math.abs(left) < 1e-12);
});

test('until a dozen have finished the prior speaks, and never below what is there', () => {
  const pool = course([10, 20, 30, 40, 50], 90);
  const found = forecastPool(pool, pools(11, 3), 5);
  assert.equal(found.basis, 'prior');
  assert.ok('range' in found.finalUnits && 'range' in found.chanceToTip);
  // 50 units at half time: the reached would end at 50 / 0.43, the missed at 50 / 0.67; in between 92.8.
  assert.ok(Math.abs(found.finalUnits.middle - 50 / Math.sqrt(0.4306 * 0.6723)) < 0.1);
  assert.ok(found.finalUnits.range[0] >= 50);
  assert.ok(found.chanceToTip.range[0] < found.chanceToTip.middle);
  assert.equal(forecastPool(pool, pools(12, 3), 5).basis, 'history');
});

test('the nearest pools by hand: quantiles of their growth, and the share that would tip', () => {
  const past = Array.from({ length: 40 }, (_, at) => {
    const growth = 1 + (at % 10) / 10;
    const far = at >= 20 ? 1000 : 1;
    return course([9 * far, 19 * far, 29 * far, (30 * growth - 1) * far], null, `p${at}`);
  });
  const pool = course([9, 19, 29], null);
  const like = likePools(pool, past, 0.2);
  assert.equal(like.length, Math.round(2.5 * Math.sqrt(40)));
  assert.ok(like.every(({ pool: name }) => Number(name.slice(1)) < 20));
  const found = forecastPool({ ...pool, goal: 40 }, past, 2);
  const growths = like.map(({ growth }) => growth).sort((one, other) => one - other);
  // 16 draws: the 10 % point is at 1.7 of them, the 90 % point at 15.3, the middle at 8.5.
  const at = (place: number): number => {
    const low = growths[Math.floor(place) - 1];
    return 30 * (low + (place % 1) * (growths[Math.floor(place)] - low)) - 1;
  };
  assert.ok('range' in found.finalUnits && 'range' in found.chanceToTip);
  assert.ok(Math.abs(found.finalUnits.range[0] - at(1.7)) < 1e-9);
  assert.ok(Math.abs(found.finalUnits.middle - at(8.5)) < 1e-9);
  assert.ok(Math.abs(found.finalUnits.range[1] - at(15.3)) < 1e-9);
  const reach = growths.filter((growth) => 30 * growth - 1 >= 40).length;
  assert.ok(Math.abs(found.chanceToTip.middle - (reach + 0.5) / 17) < 1e-9);
});

test('ranges hold what they promise on simulated pools, and beat the straight line', () => {
  const found = calibrate(pools(150, 8));
  assert.ok(Array.isArray(found));
  for (const one of found) {
    assert.ok(one.coverage > 0.7 && one.coverage < 0.9, `${one.share}: ${one.coverage}`);
    assert.ok(one.medianError < one.straightLineError);
    assert.ok(one.brier !== null && one.brierOfShare !== null && one.brier < one.brierOfShare);
  }
});

test('nothing yet, no goal, closed: said, and no figure made up', () => {
  const nothing = forecastPool(course([0, 0], 10), pools(20, 1), 1);
  assert.ok('kind' in nothing.finalUnits && 'kind' in nothing.chanceToTip);
  const noGoal = forecastPool(course([5, 6], null), pools(20, 1), 1);
  assert.ok('range' in noGoal.finalUnits && 'kind' in noGoal.chanceToTip);
  const closed = forecastPool(course([5, 6], 6), [], 10);
  assert.deepEqual([closed.finalUnits, closed.basis], [{ middle: 6, range: [6, 6] }, 'closed']);
  assert.ok('kind' in calibrate(pools(12, 1)));
});

function tableOf(list: readonly PoolCourse[]): string {
  const lines = list.flatMap(({ name, times, totals, closes, goal }) =>
    [...times].map((time, at) => `${name},${time},${totals[at]},${closes},${String(goal)}`),
  );
  return ['pool,time,total,closes,goal', ...lines].join('\n');
}

test('the command: one object, a table, and refusals with row and column', async () => {
  const files = {
    'pool.csv': 'time,units\n2026-03-01,12\n2026-03-02,8\n2026-03-05,10\n2026-03-09,-2\n',
    'pools.csv': tableOf(pools(30, 4)),
    'twice.csv': 'time,units,closes\n0,1,10\n1,1,11\n',
    'mixed.csv': 'time,units,total\n0,1,\n1,,2\n',
    'under.csv': 'time,units,closes\n0,1,10\n1,-5,10\n',
    'late.csv': 'time,units,closes\n0,1,10\n11,1,10\n',
  };
  const args = ['pool.csv', '--history', 'pools.csv', '--closes', '2026-03-31', '--goal', '60'];
  const told = await commandOn(runForecast, files, args);
  assert.equal(told.err, '');
  const result = JSON.parse(told.out);
  assert.deepEqual([result.units_now, result.finished_pools, result.basis], [28, 30, 'history']);
  assert.ok(result.final_units.range[0] <= result.final_units.middle);
  assert.equal(result.calibration.length, 4);
  assert.deepEqual(await commandOn(runForecast, files, args), told);
  const printed = await commandOn(runForecast, files, [...args, '--table']);
  assert.match(printed.out, /Final units .* to [\s\S]*Reading: of ten such pools/);
  const wrong: [string[], RegExp][] = [
    [['pool.csv'], /^pool\.csv: row 2, column closes: nothing says when/],
    [['twice.csv'], /^twice\.csv: row 3, column closes: 11, but an earlier row/],
    [['mixed.csv'], /^mixed\.csv: row 3: all rows tell units/],
    [['under.csv'], /^under\.csv: row 3: the total falls to -4/],
    [['late.csv'], /^late\.csv: row 3, column time: the moment is before the opening/],
    [['pool.csv', '--goal', '0'], /--goal takes a whole number above 0/],
    [['pool.csv', '--now', 'soon'], /--now: "soon" is neither/],
    [['pool.csv', '--closes', '2026-04-01', '--now', '2026-01-01'], /no row up to the moment/],
  ];
  for (const [given, message] of wrong) {
    const { code, out, err } = await commandOn(runForecast, files, given);
    assert.deepEqual([code, out], [2, ''], given.join(' '));
    assert.match(err, message);
  }
});
