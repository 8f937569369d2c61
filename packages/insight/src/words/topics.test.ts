import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom, shuffled } from '../chance.ts';
import { nonNegativeFactors, project, type SparseRows } from './non-negative-factors.ts';
import { coherence } from './topic-coherence.ts';
import { findTopics } from './topics.ts';

function sparse(rows: readonly (readonly number[])[]): SparseRows {
  const cells = rows.map((row) =>
    row.flatMap((value, column) => (value === 0 ? [] : [{ column, value }])),
  );
  let size = 0;
  return {
    rows: rows.length,
    width: rows[0].length,
    starts: Uint32Array.from([0, ...cells.map((row) => (size += row.length))]),
    columns: Uint32Array.from(cells.flat(), ({ column }) => column),
    values: Float64Array.from(cells.flat(), ({ value }) => value),
  };
}

const factored = (rows: readonly (readonly number[])[], rank: number, seed = 1) =>
  nonNegativeFactors(sparse(rows), {
    rank,
    chance: chanceFrom(seed),
    mostRounds: 3_000,
    tolerance: 1e-13,
  });

/** Lee and Seung's multiplicative rule on a dense matrix: slow, and written apart. */
function byMultiplication(
  rows: readonly (readonly number[])[],
  rank: number,
  seed: number,
): number {
  const chance = chanceFrom(seed);
  const draw = (count: number) =>
    Array.from({ length: count }, () => Array.from({ length: rank }, () => 0.1 + chance.uniform()));
  const [left, right] = [draw(rows.length), draw(rows[0].length)];
  const guess = (row: number, column: number) =>
    left[row].reduce((sum, value, part) => sum + value * right[column][part], 0);
  for (let round = 0; round < 3_000; round += 1) {
    for (const [row, values] of left.entries())
      for (const part of values.keys()) {
        const top = right.reduce((sum, other, at) => sum + rows[row][at] * other[part], 0);
        const under = right.reduce((sum, other, at) => sum + guess(row, at) * other[part], 0);
        values[part] *= top / (under + 1e-12);
      }
    for (const [column, values] of right.entries())
      for (const part of values.keys()) {
        const top = left.reduce((sum, other, at) => sum + rows[at][column] * other[part], 0);
        const under = left.reduce((sum, other, at) => sum + guess(at, column) * other[part], 0);
        values[part] *= top / (under + 1e-12);
      }
  }
  return rows.reduce(
    (sum, row, at) =>
      sum + row.reduce((own, value, column) => own + (value - guess(at, column)) ** 2, 0),
    0,
  );
}

test('one part is the leading singular pair, and parts that are there are found whole', () => {
  // The singular values of this matrix are 5 and 3 (by hand: A'A has the eigenvalues 25 and 9).
  const loss = factored(
    [
      [4, 1],
      [1, 4],
    ],
    1,
  ).loss;
  assert.ok(Math.abs(loss - 9) < 1e-9, String(loss));
  const exact = factored(
    [
      [1, 2, 0, 0],
      [2, 4, 0, 0],
      [0, 0, 3, 1],
      [0, 0, 6, 2],
    ],
    2,
  );
  assert.ok(exact.loss < 1e-9);
});

test('the best of some starts is no worse than the best of the multiplicative rule', () => {
  const chance = chanceFrom(12);
  for (let round = 0; round < 3; round += 1) {
    const rows = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => chance.uniform()));
    const ours = Math.min(...[1, 2, 3, 4, 5, 6].map((seed) => factored(rows, 2, seed).loss));
    const slow = Math.min(...[1, 2, 3].map((seed) => byMultiplication(rows, 2, seed)));
    assert.ok(ours <= slow + 1e-6, `${ours} and ${slow}`);
  }
});

test('projecting finds the weights that made a row', () => {
  const right = Float64Array.from([1, 0, 1, 0, 0, 2]);
  assert.deepEqual([...project(sparse([[3, 3, 8]]), right, 2)], [3, 4]);
});

test('words that always stand together cohere fully, words that never do not at all', () => {
  const rows = sparse([
    [1, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
    [0, 0, 1],
  ]);
  assert.equal(coherence(rows, [0, 1]), 1);
  assert.equal(coherence(rows, [0, 2]), -1);
  assert.equal(
    coherence(
      sparse([
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
      [0, 1],
    ),
    0,
  );
  assert.equal(coherence(rows, [0]), null);
});

const BANKS = [
  ['legs', 'short', 'wobble', 'height', 'screw', 'tilt'],
  ['oak', 'walnut', 'stain', 'grain', 'paint', 'finish'],
  ['price', 'shipping', 'budget', 'cheap', 'discount', 'pay'],
];
const FILLER = ['maybe', 'today', 'people', 'house', 'morning', 'idea', 'team', 'week', 'office'];

function texts(count: number, planted: boolean, seed = 33) {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, (_, at) => {
    const words = Array.from({ length: 8 }, () => {
      const apart = chance.uniform() < 0.5 ? BANKS[at % 3] : FILLER;
      const bank = planted ? apart : [...FILLER, ...BANKS.flat()];
      return bank[chance.below(bank.length)];
    });
    return { id: `t${at}`, text: `the ${words.join(' ')}` };
  });
}

test('planted topics are found with their texts, whatever the seed and the order', () => {
  const items = texts(240, true);
  const found = findTopics(items, { seed: 1 });
  assert.ok(found.kind === 'topics');
  assert.equal(found.topics.length, 3);
  for (const topic of found.topics) {
    const bank = BANKS.findIndex((words) => words.includes(topic.words[0]));
    assert.deepEqual(topic.words.slice(0, 6).sort(), [...BANKS[bank]].sort());
    const right = topic.texts.filter((id) => Number(id.slice(1)) % 3 === bank).length;
    assert.ok(right > 0.95 * topic.texts.length && topic.texts.length > 60);
    assert.ok(topic.recurrence >= 0.9 && topic.coherence > found.coherenceByChance);
  }
  const mixed = [{ id: 'none', text: '!' }, ...shuffled(items, chanceFrom(2))];
  assert.deepEqual(findTopics(mixed, { seed: 1 }), found);
  const other = findTopics(items, { seed: 77 });
  assert.ok(other.kind === 'topics');
  const wordsOf = (topics: typeof found.topics) =>
    topics.map(({ words }) => words.slice(0, 6).sort().join(' ')).sort();
  assert.deepEqual(wordsOf(other.topics), wordsOf(found.topics));
});

test('words by chance have no topics, and every topic passed over says why', () => {
  let reported = 0;
  for (let seed = 1; seed <= 6; seed += 1) {
    const found = findTopics(texts(100, false, seed), { seed });
    assert.ok(found.kind === 'topics');
    reported += found.topics.length;
    assert.equal(found.passedOver.length + found.topics.length, found.sought);
  }
  assert.ok(reported <= 1, `${reported} topics in six sets of random words`);
});

test('too few texts or words are said so', () => {
  assert.equal(findTopics([], { seed: 1 }).kind, 'not-estimable');
  assert.equal(findTopics(texts(9, true), { seed: 1 }).kind, 'not-estimable');
  assert.equal(findTopics(texts(40, true), { seed: 1, topics: 30 }).kind, 'not-estimable');
  const same = Array.from({ length: 50 }, (_, at) => ({ id: String(at), text: 'legs' }));
  assert.equal(findTopics(same, { seed: 1 }).kind, 'not-estimable');
});
