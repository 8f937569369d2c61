import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandOn } from '../../tests/command-on.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom, shuffled } from '../chance.ts';
import { runDemandCurve } from './demand-curve-command.node.ts';
import type { DemandReport } from './demand-report.ts';
import { demandSteps, shareWilling, stepPlan } from './demand-steps.ts';
import { bestPrice, fitLimitCurve, shareOnCurve } from './limit-curve.ts';
import type { Limit } from './limit-table.ts';

async function ask(csv: string, ...more: string[]) {
  return commandOn(runDemandCurve, { 'data.csv': csv }, ['data.csv', ...more]);
}

async function report(csv: string, ...more: string[]): Promise<DemandReport> {
  const { code, out, err } = await ask(csv, ...more);
  assert.equal(code, 0, err);
  assert.ok(!out.includes('NaN'));
  return JSON.parse(out);
}

const exact = (price: number): Limit => ({ lower: price, upper: price, units: 1 });
const atLeast = (price: number): Limit => ({ lower: price, upper: Infinity, units: 1 });
const ones = (count: number) => new Float64Array(count).fill(1);
const stepsOf = (limits: readonly Limit[]) => demandSteps(stepPlan(limits), ones(limits.length));

describe('the demand curve against print', () => {
  it('remission of leukaemia (Freireich et al. 1963): Kaplan and Meier as in every textbook', () => {
    const events = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    // A time that ran on is read as just longer than seen.
    const open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => atLeast(time + 0.5));
    const steps = stepsOf([...events.map(exact), ...open]);
    const shares = [6, 7, 10, 13, 16, 22, 23].map((time) => shareWilling(steps, time + 0.25).share);
    near(shares, [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448], 6e-4);
  });

  it('breast retraction (Finkelstein & Wolfe 1985): Turnbull as the R packages interval and Icens print it', () => {
    const seen = `45- 6-10 0-7 46- 46- 7-16 17- 7-14 37-44 0-8 4-11 15- 11-15 22- 46- 46- 25-37 46- 26-40 46- 27-34 36-44
      46- 36-48 37- 40- 17-25 46- 11-18 38- 5-12 37- 0-5 18- 24- 36- 5-11 19-35 17-25 24- 32- 33- 19-26 37- 34- 36-`;
    // There a range is open below and closed above: turned round it is a range of limits.
    const limits = seen.split(/\s+/).map((range) => {
      const [from, to] = range.split('-');
      return { lower: to === '' ? -1000 : -Number(to), upper: -Number(from), units: 1 };
    });
    const { lower, upper, masses, gap } = stepsOf(limits);
    const carrying = [...masses.keys()].filter((at) => masses[at] > 1e-4).toReversed();
    assert.deepEqual(
      carrying.map((at) => [-upper[at], -lower[at]]),
      [
        [4, 5],
        [6, 7],
        [7, 8],
        [11, 12],
        [24, 25],
        [33, 34],
        [38, 40],
        [46, 48],
      ],
    );
    near(
      carrying.map((at) => masses[at]),
      [0.0463, 0.0334, 0.0887, 0.0708, 0.0926, 0.0818, 0.1209, 0.4656],
      6e-5,
    );
    assert.ok(gap < 1e-6);
  });
});

describe('the demand curve by hand', () => {
  it('limits that are known are counted', async () => {
    const { curve, mostRevenue, units } = await report('limit,units\n10,1\n20,2\n20,1\n40,1');
    assert.equal(units, 5);
    near(
      curve.map(({ share }) => share),
      [1, 0.8, 0.2],
      1e-9,
    );
    near(
      curve.map(({ units: wanted }) => wanted),
      [5, 4, 1],
      1e-9,
    );
    near([mostRevenue.price, mostRevenue.revenue], [20, 80], 1e-6);
    near([curve[1].elasticity ?? 0], [Math.log(0.2 / 0.8) / Math.log(2)], 1e-9);
    assert.equal(curve[2].elasticity, null);
  });

  it('one who would pay at least 20 is shared out over those above', async () => {
    // 10, 20, 40 and one open from 20 on: 1/4 at 10, the open one halves between 20 and 40.
    const { curve } = await report('limit,lower\n10,\n20,\n40,\n,20');
    near(
      curve.map(({ share }) => share),
      [1, 0.75, 0.375],
      1e-5,
    );
  });

  it('accepted at one price and refused at the next: what lies between is told apart', () => {
    const steps = stepsOf([
      { lower: 10, upper: 20, units: 1 },
      { lower: 20, upper: 30, units: 1 },
    ]);
    near(
      [shareWilling(steps, 10).share, shareWilling(steps, 20).share, shareWilling(steps, 30).share],
      [1, 0.5, 0],
      1e-12,
    );
    const { share, most } = shareWilling(steps, 15);
    near([share, most], [0.5, 1], 1e-12);
  });

  it('no masses of a fine grid are likelier (three overlapping ranges)', () => {
    const limits: Limit[] = [
      [0, 12],
      [10, 20],
      [15, 30],
      [18, Infinity],
      [0, 16],
    ].map(([lower, upper]) => ({ lower, upper, units: 1 }));
    const plan = stepPlan(limits);
    const { masses } = demandSteps(plan, ones(5));
    const height = (place: Float64Array) =>
      limits.reduce(
        (sum, _, at) =>
          sum +
          Math.log(
            place.slice(plan.first[at], plan.last[at] + 1).reduce((all, each) => all + each, 0),
          ),
        0,
      );
    const best = height(masses);
    const size = masses.length;
    for (let one = 0; one < size; one++) {
      for (let other = 0; other < size; other++) {
        for (const by of [0.001, 0.05, 0.3]) {
          const moved = Float64Array.from(masses);
          const shift = Math.min(by, moved[one]);
          moved[one] -= shift;
          moved[other] += shift;
          assert.ok(height(moved) <= best + 1e-6);
        }
      }
    }
  });
});

describe('the fitted curve', () => {
  const chance = chanceFrom(12);
  const limits = Array.from({ length: 400 }, () => {
    const share = chance.uniform() || 0.5;
    return Math.exp(3 + 0.4 * Math.log(share / (1 - share)));
  });

  it('finds a log-logistic in limits seen only between the prices of a ladder', () => {
    const steps = [0, 8, 12, 18, 25, 40, Infinity];
    const ranges = limits.map((limit) => {
      const at = steps.findIndex((price) => price > limit);
      return { lower: steps[at - 1], upper: steps[at], units: 1 };
    });
    for (const known of [limits.map(exact), ranges]) {
      const curve = fitLimitCurve(known, 'log-price');
      assert.ok(curve.kind === 'curve');
      near([curve.centre, curve.width], [3, 0.4], 0.1);
      assert.ok(Math.abs(curve.centre - 3) < 3 * Math.sqrt(curve.covariance[0]));
    }
  });

  it('its best price is the closed form e^centre (w/(1 − w))^w', () => {
    const curve = fitLimitCurve(limits.map(exact), 'log-price');
    assert.ok(curve.kind === 'curve');
    const { centre, width } = curve;
    near([bestPrice(curve) ?? 0], [Math.exp(centre) * (width / (1 - width)) ** width], 1e-4);
    const costly = bestPrice(curve, 15) ?? 0;
    const margin = (price: number) => (price - 15) * shareOnCurve(curve, price);
    for (let price = 15; price < 100; price += 0.5)
      assert.ok(margin(price) <= margin(costly) + 1e-9);
  });

  it('is not estimable from one price', () => {
    assert.ok('because' in fitLimitCurve([exact(5), exact(5)], 'log-price'));
  });
});

const csv = (lines: readonly string[]) => ['limit,lower,upper', ...lines].join('\n');

const widths = (said: DemandReport) =>
  said.curve.map(({ interval }) => (interval ? interval[1] - interval[0] : 1));

describe('muster demand-curve', () => {
  const rows = ['10,,', '12,,', '12,,', '15,,', ',10,20', ',15,', ',,12', '30,,', '22,,'];

  it('does not follow the order of rows; doubling everyone moves no share', async () => {
    const said = await report(csv(rows));
    assert.deepEqual(await report(csv(shuffled(rows, chanceFrom(2)))), said);
    const twice = await report(csv([...rows, ...rows]));
    near(
      twice.curve.map(({ share }) => share),
      said.curve.map(({ share }) => share),
      1e-6,
    );
    near([twice.units], [2 * said.units], 0);
    assert.deepEqual([said.exact, said.open, said.ranges], [6, 1, 2]);
  });

  it('intervals lie around the shares and narrow with more answers', async () => {
    const many = Array.from({ length: 20 }, () => rows).flat();
    const [few, more] = [await report(csv(rows)), await report(csv(many))];
    for (const { share, interval } of few.curve)
      assert.ok(interval && interval[0] <= share + 1e-9 && share <= interval[1] + 1e-9);
    assert.ok(widths(more)[2] < widths(few)[2] / 2);
  });

  it('tells the prices asked for, and a table for people', async () => {
    const { curve } = await report(csv(rows), '--prices', '20,14');
    assert.deepEqual(
      curve.map(({ price }) => price),
      [14, 20],
    );
    const { out } = await ask(csv(rows), '--table');
    for (const words of ['95 % interval', 'It does not mean: a market'])
      assert.ok(out.includes(words));
  });

  const cases: [string, string[], RegExp][] = [
    ['nothing', [], /no limits/],
    ['an empty row of columns', [',,'], /row 2: neither a limit/],
    ['ends that cross', [',20,10'], /row 2, column upper/],
    ['a limit with an end', ['5,6,'], /row 2, column limit/],
    ['words', ['cheap,,'], /row 2, column limit/],
  ];
  for (const [what, lines, message] of cases) {
    it(`refuses ${what}`, async () => {
      const { code, out, err } = await ask(csv(lines));
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }
});
