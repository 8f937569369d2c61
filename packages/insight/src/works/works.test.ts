import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom, shuffled, type Chance } from '../chance.ts';
import { parseDesigns, type Design } from './designs.ts';
import { distanceIn, familiesOf, rangesOf } from './families.ts';
import { levelTables } from './levels.ts';
import { partWorthsOf } from './part-worths.ts';
import { remixesOf, signTest } from './remixes.ts';
import { lossesOf, standardOf } from './standard.ts';
import { liftOf } from './together.ts';
import { untriedIn } from './untried.ts';
import { worksOf } from './works-report.ts';

const DAY = 86_400_000;

function design(id: string, more: Partial<Design> = {}): Design {
  return {
    id,
    parents: [],
    author: `author of ${id}`,
    at: 0,
    kit: 'desk',
    parameters: {},
    materials: [],
    features: [],
    ...more,
  };
}

/** Desks of sixty people; the last quarter likes cable trays, and walnut is worth 8, drawers 5. */
function desks(count: number, chance: Chance, risen = 0.7): Design[] {
  return Array.from({ length: count }, (_, at) => {
    const material = ['oak', 'walnut', 'bamboo'][chance.below(3)];
    const features = [
      ...(chance.uniform() < 0.3 ? ['drawer'] : []),
      ...(chance.uniform() < (at >= 0.75 * count ? risen : 0.1) ? ['cable tray'] : []),
    ];
    const legs = ['steel', 'wood'][chance.below(2)];
    return design(`d${at}`, {
      author: `a${chance.below(60)}`,
      group: ['flats', 'houses'][at % 2],
      at: at * DAY,
      parameters: { width: 100 + 10 * chance.below(20), legs },
      materials: [material],
      features,
      support:
        20 +
        (material === 'walnut' ? 8 : 0) +
        (features.includes('drawer') ? 5 : 0) +
        2 * chance.normal(),
    });
  });
}

test('what rises is found with its designs, in any order, and nothing rises by chance', () => {
  const designs = desks(240, chanceFrom(1));
  const [kit] = worksOf(designs).kits;
  assert.deepEqual(
    kit.rising.map(({ what }) => what),
    ['feature cable tray: with'],
  );
  const [rise] = kit.rising;
  assert.ok(rise.interval[0] > 2 && rise.lift > rise.interval[0]);
  assert.ok(rise.designs.every((id) => Number(id.slice(1)) >= 180));
  assert.equal(rise.chosen, rise.designs.length);
  const burst = kit.bursts.find(({ what }) => what === 'feature cable tray: with');
  assert.ok(burst && burst.bursts[0].from >= 170 * DAY);
  assert.ok(kit.byGroup.every(({ rising }) => rising[0]?.what === 'feature cable tray: with'));
  assert.deepEqual(worksOf(shuffled(designs, chanceFrom(2))), worksOf(designs));
  let found = 0;
  for (let seed = 10; seed < 20; seed += 1) {
    const [calm] = worksOf(desks(160, chanceFrom(seed), 0.1)).kits;
    found += calm.rising.length + calm.falling.length;
  }
  assert.ok(found <= 2, `${found} levels rise or fall in ten sets without change`);
});

test('one person who makes many designs is one person', () => {
  const many = Array.from({ length: 60 }, (_, at) =>
    design(`m${at}`, { author: 'one', at: 100 * DAY + at, features: ['hook'] }),
  );
  const others = Array.from({ length: 80 }, (_, at) =>
    design(`o${at}`, { author: `p${at % 40}`, at: at * 2 * DAY, features: at % 9 ? [] : ['hook'] }),
  );
  const [kit] = worksOf([...many, ...others], { recentFrom: 99 * DAY }).kits;
  assert.deepEqual(kit.rising, []);
});

test('the lift of two levels has the spread of the bootstrap over authors', () => {
  const chance = chanceFrom(8);
  const rows = Array.from({ length: 300 }, () => {
    const one = chance.uniform() < 0.4 ? 1 : 0;
    const other = chance.uniform() < (one ? 0.5 : 0.25) ? 1 : 0;
    return { author: `a${chance.below(50)}`, one, other };
  });
  const read = (drawn: typeof rows, authors: string[]) => ({
    authors,
    one: Uint8Array.from(drawn, (row) => row.one),
    other: Uint8Array.from(drawn, (row) => row.other),
    both: Uint8Array.from(drawn, (row) => row.one & row.other),
  });
  const { lift, interval } = liftOf(
    read(
      rows,
      rows.map(({ author }) => author),
    ),
  );
  const byAuthor = Map.groupBy(rows, ({ author }) => author);
  const groups = [...byAuthor.values()];
  const logs = Array.from({ length: 1_500 }, () => {
    const drawn = groups.flatMap(() => groups[chance.below(groups.length)]);
    return Math.log(
      liftOf(
        read(
          drawn,
          drawn.map(({ author }) => author),
        ),
      ).lift,
    );
  });
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const error = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
  const own = Math.log(interval[1] / lift) / 1.959964;
  assert.ok(Math.abs(own / error - 1) < 0.12, `${own} and ${error}`);
});

const parameters = (height: number, legs = 'steel') => ({ height, legs });

test('what remixes change and what survives is counted by hand', () => {
  const designs = [
    design('root', { parameters: parameters(70) }),
    design('a', { parents: ['root'], parameters: parameters(75), features: ['hook'] }),
    design('b', { parents: ['root'], parameters: parameters(80) }),
    design('c', { parents: ['root', 'b'], parameters: parameters(80, 'wood') }),
    design('a1', { parents: ['a'], parameters: parameters(75), features: ['hook'] }),
    design('a2', { parents: ['a'], parameters: parameters(75) }),
    design('a3', { parents: ['a'], parameters: parameters(72) }),
    design('lost', { parents: ['gone'], parameters: parameters(1) }),
  ];
  const found = remixesOf(designs);
  assert.deepEqual([found.remixes, found.unknownParents, found.originals], [6, 1, 1]);
  const height = found.attributes.find(({ attribute }) => attribute === 'height');
  assert.ok(height);
  assert.deepEqual([height.changed.count, height.changed.of], [3, 6]);
  assert.deepEqual([height.up, height.down, height.p], [2, 1, 1]);
  // Of the changes in a, b and a3 those in a and b were remixed; two of three keep a's, all keep b's.
  assert.deepEqual([height.survived.count, height.survived.of], [2, 2]);
  assert.deepEqual(height.designs, ['a', 'a3', 'b']);
  const hook = found.attributes.find(({ attribute }) => attribute === 'feature hook');
  assert.ok(hook);
  assert.deepEqual([hook.changed.count, hook.survived.count, hook.survived.of], [3, 0, 1]);
  const legs = found.attributes.find(({ attribute }) => attribute === 'legs');
  assert.deepEqual([legs?.changed.count, legs?.keptUnchanged.of], [1, 2]);
  assert.deepEqual(remixesOf(designs.toReversed()), found);
});

test('the sign test is the sum of binomial chances', () => {
  const choose = (n: number, k: number): number =>
    k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;
  for (const [up, down] of [
    [9, 2],
    [0, 6],
    [3, 4],
    [12, 3],
  ]) {
    const all = up + down;
    let tail = 0;
    for (let k = 0; k <= Math.min(up, down); k += 1) tail += choose(all, k) / 2 ** all;
    assert.ok(Math.abs(signTest(up, down) - Math.min(1, 2 * tail)) < 1e-12, `${up} ${down}`);
  }
  assert.equal(signTest(5, 5), 1);
});

test('the distance is that of Gower, by hand', () => {
  const a = design('a', {
    parameters: { width: 100, legs: 'steel' },
    materials: ['oak'],
    features: ['x', 'y'],
  });
  const b = design('b', {
    parameters: { width: 150, legs: 'wood' },
    materials: ['oak'],
    features: ['y', 'z'],
  });
  const c = design('c', { parameters: { width: 200 } });
  const distance = distanceIn([a, b, c]);
  assert.ok(Math.abs(distance(a, b) - (0.5 + 1 + 0 + 2 / 3) / 4) < 1e-12);
  assert.equal(distance(a, a), 0);
  assert.equal(distance(a, c), 1);
  assert.equal(distance(b, a), distance(a, b));
});

test('a family lies around its centre, and a chain is not one family', () => {
  const chain = [100, 109, 118, 127, 136, 200].map((width, at) =>
    design(`c${at}`, { parameters: { width } }),
  );
  const found = familiesOf(chain, 0.1);
  assert.ok(found.kind === 'families');
  assert.deepEqual(
    found.families.map(({ centre, designs }) => [centre, ...designs.toSorted()]),
    [
      ['c1', 'c0', 'c1', 'c2'],
      ['c3', 'c3', 'c4'],
    ],
  );
  assert.deepEqual(familiesOf(shuffled(chain, chanceFrom(3)), 0.1), found);
});

const weightOf = ({ support = 1 }: Design) => support;

test('no specification merges a family at less loss', () => {
  const chance = chanceFrom(17);
  for (let round = 0; round < 20; round += 1) {
    const designs = Array.from({ length: 5 }, (_, at) =>
      design(`d${at}`, {
        parameters: { width: chance.below(5), legs: ['s', 'w', 'x'][chance.below(3)] },
        features: ['f', 'g'].filter(() => chance.uniform() < 0.5),
        support: 1 + chance.below(4),
      }),
    );
    const standard = standardOf(designs, { weightOf });
    const ranges = rangesOf(designs);
    let least = Infinity;
    for (const width of [0, 1, 2, 3, 4])
      for (const legs of ['s', 'w', 'x'])
        for (const features of [[], ['f'], ['g'], ['f', 'g']]) {
          const target = { parameters: { width, legs }, materials: [], features };
          const loss = designs.reduce((sum, own) => {
            const losses = [...lossesOf(own, target, ranges).values()];
            return sum + weightOf(own) * losses.reduce((total, one) => total + one, 0);
          }, 0);
          least = Math.min(least, loss);
        }
    assert.ok(Math.abs(standard.loss - least) < 1e-9, `${standard.loss} and ${least}`);
  }
});

test('the loss of the standard is stated for each side', () => {
  const standard = standardOf([
    design('a', { group: 'x', parameters: { width: 100 }, features: ['hook'] }),
    design('b', { group: 'x', parameters: { width: 100 }, features: ['hook'] }),
    design('c', { group: 'y', parameters: { width: 140 }, features: [] }),
  ]);
  assert.deepEqual(standard.parameters, { width: 100 });
  assert.deepEqual(standard.features, ['hook']);
  assert.deepEqual(standard.unchanged, ['a', 'b']);
  assert.deepEqual(
    standard.byGroup.map(({ side, loss }) => [side, loss]),
    [
      ['x', 0],
      ['y', 2],
    ],
  );
});

test('expectations are those of the same model solved over designs instead of levels', () => {
  const [table] = levelTables(desks(40, chanceFrom(5)));
  const model = partWorthsOf(table);
  assert.ok(model.kind === 'model');
  const features = (levels: readonly number[]) =>
    table.attributes.flatMap(({ levels: names }, index) =>
      names.map((_, code) => (levels[index] === code ? 1 : 0)),
    );
  const rows = table.designs.map((_, at) => features(table.codes.map((column) => column[at])));
  const means = rows[0].map((_, at) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length);
  const kernel = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + (value - means[at]) * (b[at] - means[at]), 0);
  const system = rows.map((row, at) => [
    ...rows.map((other, to) => kernel(row, other) + (at === to ? model.penalty : 0)),
    (table.designs[at].support ?? 0) - model.mean,
  ]);
  const weights = eliminated(system);
  const levels = table.attributes.map(() => 0);
  const own = features(levels);
  const slow = model.mean + rows.reduce((sum, row, at) => sum + weights[at] * kernel(row, own), 0);
  assert.ok(Math.abs(model.expect(levels, 0.8).support - slow) < 1e-8);
});

/** Gauss and Jordan with pivots, on rows that end with the right side. */
function eliminated(rows: number[][]): number[] {
  for (let column = 0; column < rows.length; column += 1) {
    let pivot = column;
    for (let row = column; row < rows.length; row += 1)
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let row = 0; row < rows.length; row += 1) {
      if (row === column) continue;
      const share = rows[row][column] / rows[column][column];
      for (let at = column; at <= rows.length; at += 1) rows[row][at] -= share * rows[column][at];
    }
  }
  return rows.map((row, at) => row[rows.length] / row[at]);
}

test('what was not tried and should be is found, with its nearest design', () => {
  const designs = desks(200, chanceFrom(6)).filter(
    ({ materials, features }) => !(materials.includes('walnut') && features.includes('drawer')),
  );
  const [kit] = worksOf(designs).kits;
  assert.ok(kit.untried.kind === 'untried');
  const [first] = kit.untried.suggestions;
  assert.ok(first.levels.includes('material walnut: with'));
  assert.ok(first.levels.includes('feature drawer: with'));
  assert.ok(first.interval[0] > 26 && first.support < 38 && kit.untried.predicts > 0.5);
  const keys = new Set(designs.map(({ id }) => id));
  assert.ok(keys.has(first.nearest.design) && first.nearest.changes.length > 0);
});

test('support by chance has no part-worths to follow', () => {
  let said = 0;
  for (let seed = 1; seed <= 10; seed += 1) {
    const chance = chanceFrom(seed);
    const designs = desks(60, chance).map((own) => ({ ...own, support: chance.normal() }));
    const [table] = levelTables(designs);
    if (untriedIn(table).kind === 'not-estimable') said += 1;
  }
  assert.ok(said >= 8, `${said} of 10 said so`);
});

const refused = (text: string) => {
  const read = parseDesigns(text);
  assert.ok('kind' in read);
  return [read.reason, read.message];
};

test('bad designs are refused by their place, poor ones are said to be poor', () => {
  assert.deepEqual(refused('{')[0], 'bad-spec');
  assert.deepEqual(refused('[]')[0], 'empty');
  assert.match(
    refused('[{"id":"a","author":"b","kit":"k","at":"soon"}]')[1],
    /^designs\.0\.at: "soon"/,
  );
  assert.match(refused('[{"author":"b","kit":"k","at":1}]')[1], /^designs\.0\.id/);
  const twice = { id: 'a', author: 'b', kit: 'k', at: 1 };
  assert.equal(refused(JSON.stringify([twice, twice]))[0], 'duplicate');
  assert.equal(refused(JSON.stringify([{ ...twice, parents: ['a'] }]))[0], 'contradiction');
  assert.equal(refused(JSON.stringify([{ ...twice, support: 1e300 }]))[0], 'bad-spec');
  const one = parseDesigns(JSON.stringify({ designs: [{ ...twice, at: '2026-01-02' }] }));
  assert.ok(!('kind' in one));
  for (const designs of [
    one,
    [design('a'), design('b')],
    [design('a', { parameters: { n: 3 } })],
  ]) {
    const works = worksOf(designs);
    assert.doesNotMatch(JSON.stringify(works), /NaN|Infinity/);
    assert.equal(works.kits[0].untried.kind, 'not-estimable');
  }
});

test('a parameter may be called like a method, and a design may lack it', () => {
  const read = parseDesigns(
    JSON.stringify([
      { id: 'a', author: 'x', kit: 'k', at: 1, parameters: { constructor: 3, legs: 'wood' } },
      { id: 'b', author: 'y', kit: 'k', at: 2, parents: ['a'], parameters: { legs: 'wood' } },
      { id: 'c', author: 'z', kit: 'k', at: 3, parents: ['b'], parameters: { legs: 'steel' } },
    ]),
  );
  assert.ok(!('kind' in read));
  const [table] = levelTables(read);
  assert.deepEqual(
    table.attributes.map(({ name, levels }) => [name, levels]),
    [
      ['constructor', ['3']],
      ['legs', ['steel', 'wood']],
    ],
  );
  assert.deepEqual(standardOf(read).parameters, { legs: 'wood' });
  assert.equal(distanceIn(read)(read[0], read[1]), 0.5);
});
