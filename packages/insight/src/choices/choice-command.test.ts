import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { near } from '../../tests/near.ts';
import { commandOn, type Told } from '../../tests/command-on.ts';
import { chanceFrom, shuffled } from '../chance.ts';
import { chiSquareUpperTail } from '../distributions.ts';
import type { ChoiceReport } from './choice-findings.ts';
import type { MixedReport } from './mixed-report.ts';
import { runChoice } from './choice-command.node.ts';

const SPEC = {
  utility: [
    { name: 'bus', alternative: 'bus' },
    { name: 'time', column: 'time' },
    { name: 'cost', column: 'cost' },
  ],
  price: 'cost',
};

/** Trips of 12 people, ten each, made up by a logit; cost in euros, time in hours. */
function trips(seed = 5): string[] {
  const chance = chanceFrom(seed);
  const lines: string[] = [];
  for (let task = 0; task < 120; task++) {
    const offers = ['bus', 'car', 'train'].map((name) => ({
      name,
      time: Math.round(chance.uniform() * 40) / 10,
      cost: Math.round(chance.uniform() * 200) / 10,
      noise: -Math.log(-Math.log(chance.uniform() || 0.5)),
    }));
    const utility = ({ name, time, cost, noise }: (typeof offers)[number]) =>
      (name === 'bus' ? -0.5 : 0) - time - 0.2 * cost + noise;
    const best = offers.reduce((most, each) => (utility(each) > utility(most) ? each : most));
    for (const offer of offers)
      lines.push(
        `t${task},${offer.name},${offer === best ? 1 : 0},p${task % 12},${offer.time},${offer.cost}`,
      );
  }
  return lines;
}

const HEADER = 'task,alternative,chosen,person,time,cost';
const choose = (files: Record<string, unknown>, ...more: string[]): Promise<Told> =>
  commandOn(runChoice, { 'spec.json': SPEC, ...files }, [
    'data.csv',
    '--spec',
    'spec.json',
    ...more,
  ]);
const tableOf = (lines: readonly string[]) => [HEADER, ...lines].join('\n');
async function report(files: Record<string, unknown>, ...more: string[]): Promise<ChoiceReport> {
  const { code, out, err } = await choose(files, ...more);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

describe('muster choice', () => {
  it('prints one object with the keys that scripts rely on', async () => {
    const { out } = await choose({ 'data.csv': tableOf(trips()) });
    assert.equal(out.trim().split('\n').length, 1);
    const said: ChoiceReport = JSON.parse(out);
    assert.deepEqual(
      said.coefficients.map(({ name }) => name),
      ['bus', 'time', 'cost'],
    );
    for (const key of ['logLik', 'logLikNull', 'tasks', 'iterations'] as const)
      assert.equal(typeof said[key], 'number', key);
    near([said.logLikNull], [-120 * Math.log(3)], 1e-9);
    assert.ok(said.iterations <= 10);
    near([Object.values(said.shares).reduce((sum, each) => sum + each, 0)], [1], 1e-12);
    assert.equal(said.people, 12);
  });

  it('shares of a model with all constants are the shares that were chosen', async () => {
    const spec = { utility: [{ name: 'asc' }, { name: 'time', column: 'time' }], reference: 'car' };
    const lines = trips();
    const said = await report({ 'data.csv': tableOf(lines), 'spec.json': spec });
    assert.deepEqual(
      said.coefficients.map(({ name }) => name),
      ['asc:bus', 'asc:train', 'time'],
    );
    const bus = lines.filter((line) => line.includes(',bus,1,')).length / 120;
    near([said.shares.bus], [bus], 1e-10);
  });

  it('the order of rows changes nothing, not a letter', async () => {
    const lines = trips();
    const { out } = await choose({ 'data.csv': tableOf(lines) });
    const mixed = await choose({ 'data.csv': tableOf(shuffled(lines, chanceFrom(3))) });
    assert.equal(mixed.out, out);
  });

  it('doubling everyone keeps shares and halves variances', async () => {
    const lines = trips();
    const once = await report({ 'data.csv': tableOf(lines) });
    const again = lines.map((line) => line.replace(/^t/, 'u').replace(/,p/, ',q'));
    const twice = await report({ 'data.csv': tableOf([...lines, ...again]) });
    near(Object.values(twice.shares), Object.values(once.shares), 1e-10);
    near(
      twice.coefficients.map(({ se }) => se * Math.SQRT2),
      once.coefficients.map(({ se }) => se),
      1e-9,
    );
  });

  it('what-if is the model with the column changed by hand', async () => {
    const lines = trips();
    const changes = [{ column: 'cost', alternative: 'bus', multiply: 0.5, add: 1 }];
    const said = await report(
      { 'data.csv': tableOf(lines), 'changes.json': changes },
      '--what-if',
      'changes.json',
    );
    const none = await report(
      { 'data.csv': tableOf(lines), 'changes.json': [{ column: 'cost', add: 7 }] },
      '--what-if',
      'changes.json',
    );
    near(
      Object.values(none.sharesAfter ?? {}),
      Object.values(said.shares),
      1e-12,
      'the same for all moves nobody',
    );
    const b = said.coefficients.map(({ estimate }) => estimate);
    let share = 0;
    for (let task = 0; task < 120; task++) {
      const weights = lines.slice(3 * task, 3 * task + 3).map((line) => {
        const [, name, , , time, cost] = line.split(',');
        const paid = name === 'bus' ? Number(cost) * 0.5 + 1 : Number(cost);
        return Math.exp((name === 'bus' ? b[0] : 0) + b[1] * Number(time) + b[2] * paid);
      });
      share += weights[0] / (weights[0] + weights[1] + weights[2]) / 120;
    }
    near([said.sharesAfter?.bus ?? 0], [share], 1e-10);
  });

  it('worth is told in the price, by delta method and Fieller', async () => {
    const { willingnessToPay: worth, coefficients } = await report({
      'data.csv': tableOf(trips()),
    });
    assert.ok(Array.isArray(worth));
    const time = worth.find(({ name }) => name === 'time');
    assert.ok(time?.fieller);
    near([time.estimate], [-coefficients[1].estimate / coefficients[2].estimate], 1e-12);
    assert.ok(time.interval[0] < -5 && time.interval[1] > -5, 'an hour costs five');
    near(time.fieller, time.interval, 1.5);
  });

  it('interactions, levels and likelihood ratios', async () => {
    const lines = trips().map(
      (line) => `${line},${Number(line.split(',')[3].slice(1)) % 2 ? 'old' : 'young'}`,
    );
    const spec = {
      utility: [
        ...SPEC.utility,
        { name: 'time for old', column: 'time', times: [{ column: 'group', level: 'old' }] },
      ],
    };
    const files = { 'data.csv': [`${HEADER},group`, ...lines].join('\n'), 'spec.json': spec };
    const full = await report(files, '--drop-each');
    const less = await report({ 'data.csv': files['data.csv'] });
    const { likelihoodRatio: test } = full.coefficients[3];
    assert.ok(test && 'chiSquare' in test);
    near([test.chiSquare], [2 * (full.logLik - less.logLik)], 1e-8);
    near([test.p], [chiSquareUpperTail(test.chiSquare, 1)], 1e-12);
  });

  it('a ranking of all says as much as its choices one after another', async () => {
    const rows = [
      '1,a,1,0.3',
      '1,b,2,0.9',
      '1,c,3,0.1',
      '2,a,3,0.8',
      '2,b,1,0.2',
      '2,c,2,0.5',
      '3,a,2,0.7',
      '3,b,1,0.8',
      '3,c,,0.1',
    ];
    const spec = { utility: [{ name: 'x', column: 'x' }] };
    const files = {
      'data.csv': ['task,alternative,rank,x', ...rows].join('\n'),
      'spec.json': spec,
    };
    const said = await report(files, '--model', 'rank');
    const choices = ['1', '2', '3'].flatMap((task) => {
      const ranked = rows
        .map((row) => row.split(','))
        .filter(([of]) => of === task)
        .sort((one, other) => (Number(one[2]) || 9) - (Number(other[2]) || 9));
      return [0, 1].map((first) =>
        ranked
          .slice(first)
          .map(([, name, , x], at) => `${task}-${first},${name},${at === 0 ? 1 : 0},${x}`),
      );
    });
    const table = ['task,alternative,chosen,x', ...choices.flat()].join('\n');
    const exploded = await report({ 'data.csv': table, 'spec.json': spec });
    assert.equal(said.choices, 6);
    near(
      [said.coefficients[0].estimate, said.logLik],
      [exploded.coefficients[0].estimate, exploded.logLik],
      1e-10,
    );
  });

  it('leaves out what is not on offer', async () => {
    const rows = [
      '1,a,1,1,2',
      '1,b,0,1,1',
      '1,c,0,0,',
      '2,a,0,1,1',
      '2,b,1,1,3',
      '3,a,0,1,4',
      '3,b,1,1,3',
    ];
    const spec = { utility: [{ name: 'x', column: 'x' }] };
    const said = await report({
      'data.csv': ['task,alternative,chosen,available,x', ...rows].join('\n'),
      'spec.json': spec,
    });
    near([said.logLikNull], [-3 * Math.log(2)], 1e-12);
    assert.deepEqual(Object.keys(said.shares), ['a', 'b']);
  });

  it('the mixed model repeats itself by seed, and says what is known of people', async () => {
    const spec = {
      utility: [SPEC.utility[0], { ...SPEC.utility[1], distribution: 'normal' }, SPEC.utility[2]],
      draws: 50,
      price: 'cost',
    };
    const files = { 'data.csv': tableOf(trips()), 'spec.json': spec };
    const first = await choose(files, '--model', 'mixed', '--individuals', '--seed', '7');
    assert.equal(first.code, 0, first.err);
    assert.equal(
      (await choose(files, '--model', 'mixed', '--individuals', '--seed', '7')).out,
      first.out,
    );
    const said: MixedReport = JSON.parse(first.out);
    assert.deepEqual(
      said.coefficients.map(({ name }) => name),
      ['bus', 'time', 'cost', 'sd:time'],
    );
    assert.equal(Object.keys(said.individuals ?? {}).length, 12);
    assert.ok(!first.out.includes('null,') && !first.out.includes('NaN'));
  });

  it('a table for people says what it means and what it does not', async () => {
    const { out } = await choose({ 'data.csv': tableOf(trips()) }, '--table');
    for (const words of ['95 % interval', 'It means:', 'It does not mean:', 'Note: 12 people'])
      assert.ok(out.includes(words), words);
  });
});

describe('muster choice refuses by row and column', () => {
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ['an empty file', { 'data.csv': '' }, /data\.csv: .*empty/],
    ['a header alone', { 'data.csv': HEADER }, /no choices/],
    [
      'a missing column',
      { 'data.csv': 'task,alternative,chosen,time\n1,bus,1,2' },
      /row 1, column cost/,
    ],
    [
      'a formula',
      { 'data.csv': tableOf(['1,bus,1,p,=1+1,2', '1,car,0,p,1,2']) },
      /row 2, column time: .*formula/,
    ],
    [
      'a choice that is neither 0 nor 1',
      { 'data.csv': tableOf(['1,bus,2,p,1,2']) },
      /row 2, column chosen/,
    ],
    [
      'two chosen',
      { 'data.csv': tableOf(['1,bus,1,p,1,2', '1,car,1,p,1,2']) },
      /row 2, column chosen: task "1" has 2/,
    ],
    ['none chosen', { 'data.csv': tableOf(['1,bus,0,p,1,2', '1,car,0,p,1,2']) }, /nothing chosen/],
    [
      'an alternative twice',
      { 'data.csv': tableOf(['1,bus,1,p,1,2', '1,bus,0,p,1,2']) },
      /row 3, column alternative/,
    ],
    [
      'a hole that the model needs',
      { 'data.csv': tableOf([...trips(), 't500,bus,1,p,,2', 't500,car,0,p,1,2']) },
      /row 362, column time/,
    ],
    [
      'one row',
      { 'data.csv': tableOf(['1,bus,1,p,1,2']) },
      /no task offers more than one alternative/,
    ],
    [
      'Latin letters in another encoding',
      { 'data.csv': Buffer.from(`${HEADER}\n1,b\xfcs,1,p,1,2`, 'latin1') },
      /row 2: .*UTF-8/,
    ],
    [
      'a spec that is no JSON',
      { 'data.csv': tableOf(trips()), 'spec.json': Buffer.from('{') },
      /spec\.json: .*JSON/,
    ],
    [
      'a term that is misspelt',
      { 'data.csv': tableOf(trips()), 'spec.json': { utility: [{ name: 'x', colum: 'time' }] } },
      /utility\.0/,
    ],
    [
      'an alternative that is nowhere',
      {
        'data.csv': tableOf(trips()),
        'spec.json': { utility: [{ name: 'x', alternative: 'boat' }] },
      },
      /"boat"; there are "bus", "car", "train"/,
    ],
  ];
  for (const [what, files, message] of cases) {
    it(what, async () => {
      const { code, out, err } = await choose(files);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }

  it('what the choices cannot tell, with the terms', async () => {
    const all = {
      utility: ['bus', 'car', 'train'].map((alternative) => ({ name: alternative, alternative })),
    };
    const collinear = await choose({ 'data.csv': tableOf(trips()), 'spec.json': all });
    assert.deepEqual([collinear.code, collinear.out], [2, '']);
    assert.match(
      collinear.err,
      /not estimable because collinear: "train" is made up of "bus", "car"/,
    );
    const rows = Array.from({ length: 20 }, (_, at) => [
      `${at},bus,1,p,${at % 7},2`,
      `${at},car,0,p,${(at % 7) + 1 + (at % 3)},${at % 5}`,
    ]).flat();
    const separated = await choose({
      'data.csv': tableOf(rows),
      'spec.json': { utility: SPEC.utility.slice(1) },
    });
    assert.equal(separated.code, 2);
    assert.match(separated.err, /separated: "time"/);
  });
});
