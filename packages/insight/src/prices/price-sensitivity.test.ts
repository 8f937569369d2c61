import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandOn } from '../../tests/command-on.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom, shuffled } from '../chance.ts';
import { crossing, POINTS } from './price-sensitivity.ts';
import { runPriceSensitivity } from './price-sensitivity-command.node.ts';

const HEADER = 'too_cheap,cheap,expensive,too_expensive';

async function ask(rows: readonly string[], header = HEADER, ...more: string[]) {
  return commandOn(runPriceSensitivity, { 'data.csv': [header, ...rows].join('\n') }, [
    'data.csv',
    ...more,
  ]);
}

async function report(rows: readonly string[], header = HEADER, ...more: string[]) {
  const { code, out, err } = await ask(rows, header, ...more);
  assert.equal(code, 0, err);
  assert.ok(!out.includes('NaN'));
  return JSON.parse(out);
}

/** People whose four prices lie around 6, 8, 11 and 14. */
function people(count: number, seed: number): string[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, () =>
    [6, 8, 11, 14].map((middle) => (middle + chance.normal()).toFixed(2)).join(','),
  );
}

const list = (...values: number[]) => Float64Array.from(values);

describe('van Westendorp by hand', () => {
  // Shares in thirds at 1 to 9: too cheap 2 1 0, cheap 3 3 2 1 0, expensive 0 0 0 0 1 2 3, too expensive from 7 on 1 2 3.
  const rows = ['1,3,5,7', '2,4,6,8', '3,5,7,9'];

  it('finds all points by both definitions, and where curves lie on each other', async () => {
    const { points } = await report(rows);
    const found = POINTS.map((point) => [
      point,
      points[point].interpolated,
      points[point].firstPrice,
      points[point].all,
    ]);
    assert.deepEqual(found, [
      ['pmc', 2.5, 3, [[2.5, 2.5]]],
      ['pme', 6.5, 7, [[6.5, 6.5]]],
      ['idp', 4.5, 5, [[4.5, 4.5]]],
      ['opp', 4.5, 3, [[3, 6]]],
      ['lower', 3.5, 3, [[3, 4]]],
      ['upper', 5.5, 5, [[5, 6]]],
    ]);
  });

  it('leaves out and counts answers whose prices do not rise', async () => {
    const said = await report([...rows, '3,2,7,9', '4,4,5,6', '9,8,7,6']);
    assert.deepEqual([said.answers, said.intransitive], [3, 3]);
    assert.equal(said.points.pmc.interpolated, 2.5);
  });

  it('one answer has its points and no intervals', async () => {
    const { points } = await report(['1,2,3,4']);
    assert.equal(points.idp.interval, null);
    // At 1 nothing is too cheap any more, and up to 2 all is still cheap.
    assert.deepEqual([points.pmc.firstPrice, points.pmc.all[0][0]], [1, 1]);
  });

  it('curves that lie on each other are reported with the stretch', () => {
    const { all } = crossing(list(1, 2, 3, 4), list(0, 0.5, 0.5, 1), list(1, 0.5, 0.5, 0));
    assert.deepEqual(all, [[2, 3]]);
  });

  it('with buying intent: reach and revenue by hand (Newton, Miller & Smith)', async () => {
    const said = await report(
      ['1,3,5,7,5,3', '2,4,6,8,4,2', '3,5,7,9,5,1'],
      `${HEADER},intent_cheap,intent_expensive`,
    );
    // At 4: 0.5 half-way from 0.7 to 0.3, 0.5 at the own cheap price, 0.35 half-way up to 0.7.
    near([said.nms.mostReach.price, said.nms.mostReach.reach], [4, 1.35 / 3], 1e-12);
    // At 5: 0.3, 0.3 half-way from 0.5 to 0.1, 0.7.
    near([said.nms.mostRevenue.price, said.nms.mostRevenue.revenue], [5, (5 * 1.3) / 3], 1e-12);
    const direct = await report(
      ['1,3,5,7,5,3', '2,4,6,8,4,2', '3,5,7,9,5,1'],
      `${HEADER},pi_cheap,pi_expensive`,
    );
    assert.deepEqual(direct.nms, said.nms);
  });
});

describe('van Westendorp of many', () => {
  it('does not follow the order of rows, and repeats itself by seed', async () => {
    const rows = people(40, 1);
    const said = await report(rows);
    assert.deepEqual(await report(shuffled(rows, chanceFrom(5))), said);
    assert.notDeepEqual(await report(rows, HEADER, '--seed', '2'), said);
  });

  it('asking everyone twice moves no point; intervals lie around the points', async () => {
    const rows = people(60, 2);
    const [once, twice] = [await report(rows), await report([...rows, ...rows])];
    for (const point of POINTS) {
      const { interpolated, interval } = once.points[point];
      near([twice.points[point].interpolated], [interpolated], 1e-9);
      assert.ok(interval[0] <= interpolated && interpolated <= interval[1], point);
    }
    // Halves of 8 and 11, and of 6 and 14, meet in the middle.
    near([once.points.idp.interpolated, once.points.opp.interpolated], [9.5, 10], 0.8);
  });

  it('is the curve counted answer by answer', async () => {
    const rows = people(25, 3);
    const { curves } = await report(rows, HEADER, '--curves');
    const kept = rows
      .map((row) => row.split(',').map(Number))
      .filter(([a, b, c, d]) => a < b && b < c && c < d);
    for (const { price, tooCheap, expensive } of curves) {
      near([tooCheap], [kept.filter(([a]) => a > price).length / kept.length], 1e-12);
      near([expensive], [kept.filter((each) => each[2] <= price).length / kept.length], 1e-12);
    }
  });

  const cases: [string, string[], RegExp][] = [
    ['nothing', [], /no answers/],
    ['answers that never rise', ['4,3,2,1'], /in none of 1 answers/],
    ['a price below 0', ['-1,2,3,4'], /row 2, column too_cheap: .*not below 0/],
    ['a currency sign', ['1,2,3,€4'], /row 2, column too_expensive/],
    ['a hole', ['1,2,,4'], /row 2, column expensive/],
  ];
  for (const [what, rows, message] of cases) {
    it(`refuses ${what}`, async () => {
      const { code, out, err } = await ask(rows);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }
});
