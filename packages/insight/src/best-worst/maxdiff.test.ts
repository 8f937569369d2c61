import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandOn } from '../../tests/command-on.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom, shuffled, type Chance } from '../chance.ts';
import { closedForm } from './best-worst-counts.ts';
import { runMaxDiff } from './maxdiff-command.node.ts';
import type { ItemFinding, MaxDiffReport } from './maxdiff-report.ts';

const HEADER = 'person,set,item,best,worst';

async function report(rows: readonly string[], ...more: string[]): Promise<MaxDiffReport> {
  const { code, out, err } = await commandOn(
    runMaxDiff,
    { 'data.csv': [HEADER, ...rows].join('\n') },
    ['data.csv', ...more],
  );
  assert.equal(code, 0, err);
  assert.ok(!out.includes('NaN'));
  return JSON.parse(out);
}

const setOf = (person: string, set: number, [best, ...others]: readonly string[]): string[] => {
  const worst = others[others.length - 1];
  return [
    `${person},${set},${best},1,0`,
    ...others.map((item) => `${person},${set},${item},0,${item === worst ? 1 : 0}`),
  ];
};

const itemOf = ({ items }: MaxDiffReport, name: string): ItemFinding => {
  const found = items.find(({ item }) => item === name);
  assert.ok(found, name);
  return found;
};

function estimate(one: ItemFinding['logit']) {
  assert.ok('estimate' in one);
  return one;
}

/** People with utilities of their own who answer by the sequential logit; each answers `sets` sets of four of the items. */
function answers(
  utilities: readonly (readonly number[])[],
  sets: number,
  chance: Chance,
): string[] {
  return utilities.flatMap((own, person) =>
    Array.from({ length: sets }, (_, set) => {
      const shown = shuffled([...own.keys()], chance).slice(0, 4);
      const best = taken(shown, (item) => own[item], chance);
      const rest = shown.filter((item) => item !== best);
      const worst = taken(rest, (item) => -own[item], chance);
      const middle = rest.filter((item) => item !== worst);
      return setOf(
        `p${person}`,
        set,
        [best, ...middle, worst].map((item) => `i${item}`),
      );
    }).flat(),
  );
}

function taken(
  items: readonly number[],
  utility: (item: number) => number,
  chance: Chance,
): number {
  const drawn = items.map((item) => ({
    item,
    value: utility(item) - Math.log(-Math.log(chance.uniform() || 0.5)),
  }));
  return drawn.reduce((most, each) => (each.value > most.value ? each : most)).item;
}

describe('MaxDiff against figures in print and by hand', () => {
  it('sets of two are paired comparisons: baseball of 1987 (Agresti; R package BradleyTerry2)', async () => {
    const teams = [
      'Baltimore',
      'Boston',
      'Cleveland',
      'Detroit',
      'Milwaukee',
      'New York',
      'Toronto',
    ];
    // Wins of the team of the row over the team of the column.
    const wins = [
      [0, 1, 7, 4, 2, 3, 1],
      [12, 0, 7, 2, 6, 7, 6],
      [6, 6, 0, 4, 4, 6, 5],
      [9, 11, 9, 0, 6, 5, 7],
      [11, 7, 9, 7, 0, 7, 9],
      [10, 6, 7, 8, 6, 0, 6],
      [12, 7, 8, 6, 4, 7, 0],
    ];
    const rows = wins.flatMap((row, one) =>
      row.flatMap((count, other) =>
        Array.from({ length: count }, (_, game) =>
          setOf('x', one * 1000 + other * 100 + game, [teams[one], teams[other]]),
        ).flat(),
      ),
    );
    const said = await report(rows);
    const base = estimate(itemOf(said, 'Baltimore').logit).estimate;
    const found = teams.slice(1).map((team) => estimate(itemOf(said, team).logit).estimate - base);
    near(found, [1.1077, 0.6839, 1.4364, 1.5814, 1.2476, 1.2945], 5e-5);
  });

  it('counts, score and closed form by hand', async () => {
    const rows = [
      ...setOf('p', 1, ['a', 'b', 'c', 'd']),
      ...setOf('p', 2, ['a', 'd', 'c', 'b']),
      ...setOf('q', 1, ['b', 'a', 'd', 'c']),
      ...setOf('q', 2, ['a', 'c', 'd', 'b']),
      ...setOf('r', 1, ['c', 'b', 'd', 'a']),
    ];
    const said = await report(rows);
    const a = itemOf(said, 'a');
    assert.deepEqual([a.seen, a.best, a.worst, a.score], [5, 3, 1, 0.4]);
    assert.deepEqual(said.items.map(({ item }) => item)[0], 'a');
    // Off the score of 0.4 by person: p 2 − 0.8, q 1 − 0.8, r −1 − 0.4; times 3/2, over 5².
    near([a.se], [Math.sqrt((1.2 ** 2 + 0.2 ** 2 + 1.4 ** 2) * 1.5) / 5], 1e-12);
    assert.ok('estimate' in a.closedForm);
    near([a.closedForm.estimate], [Math.log((5 + 3 - 1) / (5 - 3 + 1))], 1e-12);
    assert.equal(closedForm({ seen: 5, best: 5, worst: 0, score: 1, se: 0 }), null);
  });

  it('is the sequential logit: no better place nearby by a likelihood written out', async () => {
    const rows = answers(
      Array.from({ length: 15 }, () => [0.8, 0.2, -0.3, 0, -0.7]),
      5,
      chanceFrom(2),
    );
    const said = await report(rows);
    const sets = Map.groupBy(
      rows.map((row) => row.split(',')),
      ([person, set]) => `${person} ${set}`,
    );
    const logLik = (u: ReadonlyMap<string, number>) => {
      const weight = (item: string, sign: number) => Math.exp(sign * (u.get(item) ?? 0));
      return [...sets.values()].reduce((sum, lines) => {
        const best = lines.find((line) => line[3] === '1')?.[2] ?? '';
        const worst = lines.find((line) => line[4] === '1')?.[2] ?? '';
        const all = lines.map((line) => line[2]);
        const first = weight(best, 1) / all.reduce((total, item) => total + weight(item, 1), 0);
        const rest = all
          .filter((item) => item !== best)
          .reduce((total, item) => total + weight(item, -1), 0);
        return sum + Math.log(first) + Math.log(weight(worst, -1) / rest);
      }, 0);
    };
    const found = new Map(said.items.map(({ item, logit }) => [item, estimate(logit).estimate]));
    near([logLik(found)], [Number(said.logLik)], 1e-9);
    for (const item of found.keys())
      for (const by of [-0.02, 0.02])
        assert.ok(
          logLik(new Map([...found, [item, (found.get(item) ?? 0) + by]])) < Number(said.logLik),
        );
    near([[...found.values()].reduce((sum, each) => sum + each, 0)], [0], 1e-10);
  });
});

describe('MaxDiff of people who differ', () => {
  const chance = chanceFrom(8);
  const mean = [1.2, 0.6, 0, -0.4, -1.4, 0];
  const truth = Array.from({ length: 80 }, () => mean.map((each) => each + 0.9 * chance.normal()));
  const rows = answers(truth, 9, chance);

  it('finds the spread between them, and each of them', async () => {
    const { items, individuals = {} } = await report(rows, '--individuals');
    const spread = items.map(({ people }) => ('sd' in people ? people.sd : 0));
    for (const sd of spread) assert.ok(sd > 0.5 && sd < 1.4, `${sd}`);
    const off = truth.flatMap((own, person) => {
      const middle = own.reduce((sum, each) => sum + each, 0) / own.length;
      return own.map(
        (each, item) => individuals[`p${person}`].utilities[`i${item}`] - (each - middle),
      );
    });
    const error = Math.sqrt(off.reduce((sum, each) => sum + each * each, 0) / off.length);
    assert.ok(error < 0.62, `${error}, where the mean of all would be off by 0.9`);
  });

  const some = rows.filter((row) => Number(/\d+/.exec(row)?.[0]) < 25);

  it('shares add up to 1 and do not follow the order of rows', async () => {
    const said = await report(some);
    near([said.items.reduce((sum, { logit }) => sum + estimate(logit).share, 0)], [1], 1e-10);
    near(
      [
        said.items.reduce(
          (sum, { people }) => sum + ('meanShare' in people ? people.meanShare : 0),
          0,
        ),
      ],
      [1],
      1e-10,
    );
    assert.deepEqual(await report(shuffled(some, chanceFrom(4))), said);
  });

  it('asking everyone twice leaves the shares and halves the variances', async () => {
    const once = await report(some);
    const twice = await report([...some, ...some.map((row) => `again ${row}`)]);
    for (const [at, { logit }] of once.items.entries()) {
      near([estimate(twice.items[at].logit).share], [estimate(logit).share], 1e-9);
      near([estimate(twice.items[at].logit).se * Math.SQRT2], [estimate(logit).se], 1e-9);
    }
  });
});

describe('MaxDiff of bad tables', () => {
  it('says which figure cannot be had where an item always wins, and still counts', async () => {
    const rows = ['p', 'q', 'r'].flatMap((person, at) => [
      ...setOf(person, 1, ['a', ...(at % 2 ? ['b', 'c', 'd'] : ['d', 'c', 'b'])]),
      ...setOf(person, 2, ['a', ...(at % 2 ? ['c', 'd', 'b'] : ['b', 'd', 'c'])]),
    ]);
    const a = itemOf(await report(rows), 'a');
    assert.equal(a.score, 1);
    assert.ok('because' in a.closedForm && 'because' in a.logit);
    assert.match(a.logit.because, /separated: "a"/);
  });

  const cases: [string, string[], RegExp][] = [
    ['nothing', [], /no sets/],
    [
      'two best',
      ['p,1,a,1,0', 'p,1,b,1,0', 'p,1,c,0,1'],
      /row 2, column best: set "1" of "p" has 2/,
    ],
    ['no worst', ['p,1,a,1,0', 'p,1,b,0,0'], /column worst: set "1" of "p" has 0/],
    ['best and worst at once', ['p,1,a,1,1', 'p,1,b,0,0'], /row 2, column worst: "a" is both/],
    [
      'an item twice',
      ['p,1,a,1,0', 'p,1,b,0,0', 'p,1,b,0,1'],
      /row 4, column item|row 3, column item/,
    ],
    ['a mark that is none', ['p,1,a,x,0'], /row 2, column best/],
  ];
  for (const [what, rows, message] of cases) {
    it(what, async () => {
      const { code, out, err } = await commandOn(
        runMaxDiff,
        { 'data.csv': [HEADER, ...rows].join('\n') },
        ['data.csv'],
      );
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }
});
