import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom, shuffled } from '../chance.ts';
import { clusteredShare, clusterSizes } from '../clustered-share.ts';
import { keyWords, logLikelihood, logLikelihoodOfWord, logRatio } from './keyness.ts';
import { adjustByBenjaminiHochberg, adjustByBonferroni } from '../many-tests.ts';

// Dunning 1993, table 2: -2 log λ and the counts of AB, A¬B, ¬AB, ¬A¬B.
const BIGRAMS: readonly (readonly [string, number, number, number, number, number])[] = [
  ['the swiss', 270.72, 110, 2442, 111, 29114],
  ['can be', 263.9, 29, 13, 123, 31612],
  ['previous year', 256.84, 31, 23, 139, 31584],
  ['mineral water', 167.23, 10, 0, 3, 31764],
  ['at the', 157.21, 76, 104, 2476, 29121],
];

test('G² is what Dunning printed', () => {
  for (const [pair, printed, both, first, second, neither] of BIGRAMS) {
    const g2 = logLikelihood({
      count: both,
      countElsewhere: second,
      size: both + first,
      sizeElsewhere: second + neither,
    });
    assert.ok(Math.abs(g2 - printed) < 0.006, `${pair}: ${g2}, printed ${printed}`);
  }
});

test('the two-cell form leaves out what the other words say, and equal rates say nothing', () => {
  const counts = { count: 200, countElsewhere: 100, size: 10_000, sizeElsewhere: 10_000 };
  // 2 (200 ln(200/150) + 100 ln(100/150))
  assert.ok(Math.abs(logLikelihoodOfWord(counts) - 33.979808) < 1e-6);
  assert.ok(logLikelihood(counts) > logLikelihoodOfWord(counts));
  assert.equal(logRatio(counts), 1);
  const same = { count: 20, countElsewhere: 40, size: 1_000, sizeElsewhere: 2_000 };
  assert.ok(logLikelihood(same) < 1e-9);
  assert.equal(logRatio(same), 0);
});

test('many tests are adjusted as Benjamini and Hochberg print', () => {
  // Their 1995 example: fifteen p-values; Bonferroni keeps three at 0.05, they keep four.
  const printed = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
    0.6528, 0.759, 1,
  ];
  assert.equal(adjustByBonferroni(printed).filter((p) => p <= 0.05).length, 3);
  assert.equal(adjustByBenjaminiHochberg(printed).filter((q) => q <= 0.05).length, 4);
  assert.deepEqual(adjustByBenjaminiHochberg([0.04, 0.01, 0.02]), [0.04, 0.03, 0.03]);
});

test('the interval counts texts: its error is that of the bootstrap over texts', () => {
  const chance = chanceFrom(4);
  const all = Array.from({ length: 400 }, () => {
    const of = 5 + chance.below(20);
    return { of, count: chance.uniform() < 0.2 ? 1 + chance.below(3) : 0 };
  });
  const holding = all.filter(({ count }) => count > 0);
  const { relativeVariance } = clusteredShare(holding, clusterSizes(all.map(({ of }) => of)));
  const logs = Array.from({ length: 2_000 }, () => {
    let [count, of] = [0, 0];
    for (let at = 0; at < all.length; at += 1) {
      const drawn = all[chance.below(all.length)];
      count += drawn.count;
      of += drawn.of;
    }
    return Math.log(count / of);
  });
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length;
  assert.ok(Math.abs(relativeVariance / variance - 1) < 0.1, `${relativeVariance} and ${variance}`);
});

test('doubling everything leaves the share and halves its variance', () => {
  const sizes = Array.from({ length: 200 }, (_, at) => 5 + (at % 7));
  const holding = sizes.flatMap((of, at) => (at % 5 ? [] : [{ count: 1 + (at % 2), of }]));
  const once = clusteredShare(holding, clusterSizes(sizes));
  const twice = clusteredShare([...holding, ...holding], clusterSizes([...sizes, ...sizes]));
  assert.equal(twice.count / twice.of, once.count / once.of);
  assert.ok(Math.abs(twice.relativeVariance / once.relativeVariance - 0.5) < 0.005);
});

const texts = [
  ...Array.from({ length: 30 }, (_, at) => ({
    id: `a${at}`,
    group: 'owners',
    text: at % 2 ? 'the table wobbles and the legs are short' : 'short legs, wobbly table',
  })),
  ...Array.from({ length: 30 }, (_, at) => ({
    id: `b${at}`,
    group: 'visitors',
    text: at === 0 ? `the price ${'price '.repeat(100)}` : 'a table in oak or walnut, please',
  })),
];

test('a word of a group is found with its texts; the repetition of one person is not', () => {
  const found = keyWords(texts);
  assert.ok(found.kind === 'keyness');
  const [owners, visitors] = found.groups;
  assert.equal(owners.group, 'owners');
  const legs = owners.keyWords.find(({ word }) => word === 'legs');
  assert.equal(legs?.texts.length, 30);
  assert.ok(legs && legs.interval[0] > 1 && legs.q < 1e-6 && legs.pBonferroni >= legs.q);
  assert.ok(visitors.keyWords.some(({ word }) => word === 'oak'));
  assert.ok(!visitors.keyWords.some(({ word }) => word === 'price'));
  assert.ok(!owners.keyWords.some(({ word }) => word === 'table'));
});

test('neither the order of the rows nor an empty text changes anything', () => {
  const found = keyWords(texts);
  const other = [...shuffled(texts, chanceFrom(9)), { id: 'none', group: 'owners', text: ' ' }];
  assert.deepEqual(keyWords(other), found);
});

test('random words of two groups are seldom told apart', () => {
  const chance = chanceFrom(21);
  const bank = Array.from({ length: 60 }, (_, at) => `wort${String.fromCharCode(97 + at)}${at}`);
  const random = Array.from({ length: 300 }, (_, at) => ({
    id: String(at),
    group: at % 2 ? 'a' : 'b',
    text: Array.from({ length: 10 }, () => bank[chance.below(60)]).join(' '),
  }));
  const found = keyWords(random);
  assert.ok(found.kind === 'keyness');
  assert.ok(found.groups.every(({ keyWords: list }) => list.length <= 1));
});

test('one group, or none, is said not to be comparable', () => {
  assert.equal(keyWords([]).kind, 'not-estimable');
  assert.equal(keyWords(texts.slice(0, 30)).kind, 'not-estimable');
});
