import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandOn } from '../../tests/command-on.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom, shuffled } from '../chance.ts';
import type { CommandStreams } from '../command-line.node.ts';
import { runGaborGranger } from './gabor-granger-command.node.ts';
import type { LadderReport } from './gabor-granger.ts';
import { runKano } from './kano-command.node.ts';
import { findingOf, kindOf, type KanoReport } from './kano.ts';
import { runNps } from './nps-command.node.ts';
import type { PromoterReport } from './promoter-score.ts';

type Run = (args: readonly string[], io: CommandStreams) => Promise<number>;

async function report<T>(run: Run, lines: readonly string[], ...more: string[]): Promise<T> {
  const { code, out, err } = await commandOn(run, { 'data.csv': lines.join('\n') }, [
    'data.csv',
    ...more,
  ]);
  assert.equal(code, 0, err);
  assert.ok(!out.includes('NaN'));
  return JSON.parse(out);
}

async function refused(run: Run, lines: readonly string[], message: RegExp): Promise<void> {
  const { code, out, err } = await commandOn(run, { 'data.csv': lines.join('\n') }, ['data.csv']);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, message);
}

const scores = (promoters: number, passives: number, detractors: number) => [
  'score',
  ...Array.from({ length: promoters }, (_, at) => String(9 + (at % 2))),
  ...Array.from({ length: passives }, (_, at) => String(7 + (at % 2))),
  ...Array.from({ length: detractors }, (_, at) => String(at % 7)),
];

describe('muster nps', () => {
  it('a half, a third and a sixth: 33, variance 5/9 an answer, ± 7 points of 400', async () => {
    const six = await report<PromoterReport>(runNps, scores(3, 2, 1));
    near([six.nps, six.se ** 2 * 6], [100 / 3, (100 ** 2 * 5) / 9], 1e-9);
    const many = await report<PromoterReport>(runNps, scores(200, 133, 67));
    near([many.interval[1] - many.nps], [7.3], 0.1);
    near(many.scoreInterval, many.interval, 0.4);
  });

  it('is its multinomial variance (all answers of three, listed)', async () => {
    const { se } = await report<PromoterReport>(runNps, scores(5, 3, 2));
    const chances = [0.5, 0.3, 0.2];
    let [first, second] = [0, 0];
    for (const [one, a] of chances.entries())
      for (const [two, b] of chances.entries())
        for (const [three, c] of chances.entries()) {
          const value =
            ([one, two, three].filter((x) => x === 0).length -
              [one, two, three].filter((x) => x === 2).length) /
            3;
          first += a * b * c * value;
          second += a * b * c * value ** 2;
        }
    near([(se / 100) ** 2 * 10], [(second - first ** 2) * 3], 1e-9);
  });

  it('promoters only: the usual interval is a point, the other one is not', async () => {
    const { nps, interval, scoreInterval } = await report<PromoterReport>(runNps, scores(10, 0, 0));
    assert.deepEqual([nps, interval], [100, [100, 100]]);
    assert.ok(scoreInterval[0] < 75 && scoreInterval[1] === 100);
  });

  it('refuses by row and column', async () => {
    await refused(runNps, ['score'], /no scores/);
    await refused(runNps, ['score', '5', '11'], /row 3, column score: 11 is not between 0 and 10/);
    await refused(runNps, ['score', '7.5'], /row 2, column score/);
    await refused(runNps, ['score', '=9'], /formula/);
    await refused(runNps, ['points', '7'], /row 1, column score/);
  });
});

describe('muster kano', () => {
  it('has the table of evaluation as printed (Berger et al. 1993)', () => {
    const feelings = ['like', 'must', 'neutral', 'live', 'dislike'] as const;
    const table = feelings.map((having) =>
      feelings.map((missing) => kindOf(having, missing)).join(''),
    );
    assert.deepEqual(table, ['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ']);
  });

  it('better, worse, the rule for ties and the test for clearness by hand', () => {
    // 1.65 √(62 · 138/200) = 10.8: 17 apart is clear, 9 apart (of 60) is not.
    const clear = findingOf('x', { M: 40, O: 22, A: 18, I: 12, R: 5, Q: 3 });
    assert.deepEqual(
      [clear.kind, clear.second, clear.isClear, clear.isTie],
      ['M', 'O', true, false],
    );
    near([clear.better ?? 0, clear.worse ?? 0], [40 / 92, -62 / 92], 1e-12);
    assert.equal(findingOf('x', { M: 35, O: 26, A: 18, I: 13, R: 5, Q: 3 }).isClear, false);
    const tied = findingOf('x', { M: 10, O: 30, A: 30, I: 30, R: 0, Q: 0 });
    assert.deepEqual([tied.kind, tied.isTie, tied.isClear], ['O', true, false]);
    const nobody = findingOf('x', { M: 0, O: 0, A: 0, I: 0, R: 2, Q: 1 });
    assert.deepEqual([nobody.kind, nobody.better, nobody.worse], ['R', null, null]);
  });

  it('reads words and numbers, whatever the order of rows', async () => {
    const rows = [
      'lid,like,dislike,a',
      'lid,1,5,b',
      'lid,must,dislike,c',
      'legs,Neutral,neutral,a',
      'legs,3,4,b',
      'legs,like,live-with,c',
    ];
    const header = 'feature,functional,dysfunctional,person';
    const said = await report<KanoReport>(runKano, [header, ...rows]);
    assert.deepEqual(
      said.features.map(({ feature, kind, answers }) => [feature, kind, answers]),
      [
        ['legs', 'I', 3],
        ['lid', 'O', 3],
      ],
    );
    assert.equal(said.people, 3);
    assert.deepEqual(await report(runKano, [header, ...shuffled(rows, chanceFrom(1))]), said);
  });

  it('refuses by row and column', async () => {
    const header = 'feature,functional,dysfunctional,person';
    await refused(runKano, [header], /no answers/);
    await refused(
      runKano,
      [header, 'lid,love,dislike,a'],
      /row 2, column functional: "love" is none of like/,
    );
    await refused(runKano, [header, 'lid,like,,a'], /row 2, column dysfunctional/);
    await refused(runKano, [header, 'lid,1,2,a', 'lid,1,2,a'], /row 3, column person/);
  });
});

const ladder = (person: string, highest: number) =>
  [10, 15, 20, 25].map((price) => `${person},${price},${price <= highest ? 1 : 0}`);

describe('muster gabor-granger', () => {
  const rows = [
    ...ladder('a', 10),
    ...ladder('b', 15),
    ...ladder('c', 15),
    ...ladder('d', 25),
    ...ladder('e', 0),
  ];
  const header = 'person,price,buy';

  it('shares, revenue and profit by hand', async () => {
    const said = await report<LadderReport>(runGaborGranger, [header, ...rows], '--cost', '8');
    near(
      said.curve.map(({ share }) => share),
      [0.8, 0.6, 0.2, 0.2],
      1e-12,
    );
    near(
      said.curve.map(({ revenue }) => revenue),
      [8, 9, 4, 5],
      1e-12,
    );
    assert.deepEqual([said.mostRevenue.price, said.mostProfit.price], [15, 15]);
    near([said.mostProfit.profit], [0.6 * 7], 1e-12);
  });

  it('counts by the highest price accepted, and says who contradicts themselves', async () => {
    const odd = ['f,10,0', 'f,15,1', 'f,20,0'];
    const said = await report<LadderReport>(runGaborGranger, [header, ...rows, ...odd]);
    assert.deepEqual([said.people, said.intransitive], [6, 1]);
    near(
      said.curve.map(({ share }) => share),
      [5 / 6, 4 / 6, 1 / 6, 1 / 6],
      1e-12,
    );
  });

  it('fits the logistic curve that the limits came from, whoever was shown which prices', async () => {
    const chance = chanceFrom(6);
    const lines = Array.from({ length: 500 }, (_, person) => {
      const share = chance.uniform() || 0.5;
      const limit = 20 + 3 * Math.log(share / (1 - share));
      const [from, to] = person % 2 ? [14, 22] : [17, 27];
      return [from, to, 20].map((price) => `p${person},${price},${price <= limit ? 1 : 0}`);
    }).flat();
    const { fitted } = await report<LadderReport>(runGaborGranger, [header, ...lines]);
    assert.ok('centre' in fitted);
    near([fitted.centre, fitted.width], [20, 3], 0.5);
    for (const { price, interval } of fitted.curve) {
      const truth = 1 / (1 + Math.exp((price - 20) / 3));
      assert.ok(interval[0] < truth && truth < interval[1], `${price}`);
    }
  });

  it('does not follow the order of rows', async () => {
    const said = await report(runGaborGranger, [header, ...rows]);
    assert.deepEqual(
      await report(runGaborGranger, [header, ...shuffled(rows, chanceFrom(3))]),
      said,
    );
  });

  it('says why there is no curve, and refuses by row and column', async () => {
    const { fitted } = await report<LadderReport>(runGaborGranger, [header, 'a,10,1', 'b,10,1']);
    assert.ok('because' in fitted);
    await refused(runGaborGranger, [header], /no answers/);
    await refused(runGaborGranger, [header, 'a,10,1', 'a,10,0'], /row 3, column price/);
    await refused(runGaborGranger, [header, 'a,10,maybe'], /row 2, column buy/);
  });
});
