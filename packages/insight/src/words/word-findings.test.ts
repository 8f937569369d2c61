import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom, shuffled } from '../chance.ts';
import { jaccard, nearDuplicates, shinglesOf } from './near-duplicates.ts';
import { movingWords } from './rising-words.ts';
import { moodOf, sentimentOf } from './sentiment.ts';
import { ratioOfShares, slopeOf, trendOf } from '../trends.ts';

// Printed in the README of the authors' own implementation (cjhutto/vaderSentiment).
const SENTENCES: readonly (readonly [string, number])[] = [
  ['VADER is smart, handsome, and funny.', 0.8316],
  ['VADER is VERY SMART, handsome, and FUNNY!!!', 0.9342],
  ['VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!', 0.9469],
  ['VADER is not smart, handsome, nor funny.', -0.7424],
  ['The book was good.', 0.4404],
  ["At least it isn't a horrible book.", 0.431],
  ['The book was only kind of good.', 0.3832],
  ['The plot was good, but the characters are uncompelling and the dialog is not great.', -0.7042],
  ['Today SUX!', -0.5461],
  ["Today only kinda sux! But I'll get by, lol", 0.5249],
  ['Make sure you :) or :D today!', 0.8633],
  ['Not bad at all', 0.431],
];

test('sentiment is what the authors print, and is not offered where it was not validated', () => {
  for (const [text, printed] of SENTENCES) assert.equal(sentimentOf(text, 'en'), printed, text);
  assert.equal(sentimentOf('Das ist wunderbar', 'de'), null);
  const german = Array.from({ length: 9 }, () => ({ text: 'Toll!', language: 'de' as const }));
  const none = moodOf(german);
  assert.ok(none.kind === 'not-estimable' && none.because.includes('English'));
  const mood = moodOf(SENTENCES.map(([text]) => ({ text, language: 'en' as const })));
  assert.ok(mood.kind === 'mood' && mood.texts === 12);
  assert.ok(mood.interval[0] < mood.mean && mood.mean < mood.interval[1]);
  assert.equal(mood.positive, 9 / 12);
});

function variations(count: number) {
  const chance = chanceFrom(14);
  const word = () =>
    Array.from({ length: 6 }, () => String.fromCharCode(97 + chance.below(26))).join('');
  return Array.from({ length: count }, (_, group) => {
    const words = Array.from({ length: 20 }, word);
    return [0, 1, 2].map((copy) => ({
      id: `${group}-${copy}`,
      text: words.map((own, at) => (at < copy ? word() : own)).join(' '),
    }));
  }).flat();
}

test('near duplicates are those of the comparison of all pairs', () => {
  const texts = variations(40);
  const shingles = texts.map(({ text }) => shinglesOf(text));
  const near = texts.map((_, at) =>
    texts.filter((__, other) => jaccard(shingles[at], shingles[other]) >= 0.7).map(({ id }) => id),
  );
  const groups = nearDuplicates(texts);
  const groupOf = new Map(groups.flatMap((group) => group.texts.map((id) => [id, group.texts])));
  for (const [at, { id }] of texts.entries()) {
    const own = groupOf.get(id) ?? [id];
    for (const other of near[at]) assert.ok(own.includes(other), `${id} and ${other}`);
    if (near[at].length === 1) assert.deepEqual(own, [id]);
  }
  assert.ok(groups.length >= 30);
  assert.deepEqual(nearDuplicates(shuffled(texts, chanceFrom(1))), groups);
});

test('the same words in other clothes are one, a short text is compared as a whole', () => {
  const groups = nearDuplicates([
    { id: 'a', text: 'The legs are too short!' },
    { id: 'b', text: 'the LEGS are too short' },
    { id: 'c', text: 'oak' },
    { id: 'd', text: 'Oak.' },
    { id: 'e', text: '…' },
    { id: 'f', text: '' },
  ]);
  assert.deepEqual(
    groups.map(({ texts }) => texts),
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  );
  assert.ok(groups.every(({ similarity }) => similarity === 1));
});

test('the test for a trend is what Agresti prints', () => {
  // Malformation by alcohol (Graubard & Korn 1987; Agresti, Categorical Data Analysis): M² = 6.57.
  const counts = [
    [48, 17_114],
    [38, 14_502],
    [5, 793],
    [1, 127],
    [1, 38],
  ].map(([count, of]) => ({ count, of }));
  const slope = slopeOf(counts, [0, 0.5, 1.5, 4, 7]);
  assert.ok('z' in slope);
  assert.ok(Math.abs(slope.z ** 2 - 6.57) < 0.01, String(slope.z ** 2));
  assert.ok(Math.abs(slope.p - 0.0104) < 0.0002);
});

test('the ratio of two shares has the interval of Katz', () => {
  // The aspirin trial (Agresti, 2.2): placebo 189 of 11,034, aspirin 104 of 11,037: 1.82, 1.43 to 2.30 from rounded logarithms.
  const { ratio, interval } = ratioOfShares({ count: 189, of: 11_034 }, { count: 104, of: 11_037 });
  assert.deepEqual(
    [ratio, ...interval].map((figure) => figure.toFixed(2)),
    ['1.82', '1.43', '2.31'],
  );
});

test('a rise is seen in its periods, its change and its slope; a level share is not', () => {
  const chance = chanceFrom(3);
  const sightings = Array.from({ length: 600 }, (_, at) => ({
    at,
    seen: chance.uniform() < (at < 300 ? 0.1 : 0.3),
  }));
  const rising = trendOf(sightings);
  assert.equal(rising.periods.length, 6);
  assert.ok(rising.periods.every(({ of }) => of === 100));
  assert.ok('ratio' in rising.change && rising.change.interval[0] > 1.5);
  assert.ok('z' in rising.slope && rising.slope.p < 1e-6);
  assert.deepEqual(trendOf(shuffled(sightings, chance)), rising);
  const level = trendOf(sightings.map(({ at }) => ({ at, seen: at % 5 === 0 })));
  assert.ok('ratio' in level.change && Math.abs(level.change.ratio - 1) < 1e-9);
});

test('words that move are found among many that do not, in any order', () => {
  const chance = chanceFrom(11);
  const items = Array.from({ length: 400 }, (_, at) => {
    const words = Array.from({ length: 6 }, () => `w${'abcdefghij'[chance.below(10)]}x`);
    const rising = chance.uniform() < at / 800 ? ['hinge'] : [];
    return { id: `t${at}`, at, text: [...words, ...rising].join(' '), language: 'en' as const };
  });
  const found = movingWords(items);
  assert.deepEqual(
    [found.rising.map(({ word }) => word), found.falling.map(({ word }) => word), found.tested],
    [['hinge'], [], 11],
  );
  assert.deepEqual(movingWords(shuffled(items, chance)), found);
  const same = movingWords(items.map((item) => ({ ...item, at: 5 })));
  assert.deepEqual(same, { rising: [], falling: [], tested: 0 });
});

test('without time, or without a change, nothing is made up', () => {
  for (const sightings of [
    [],
    [{ at: 3, seen: true }],
    [
      { at: 3, seen: true },
      { at: 3, seen: false },
    ],
  ]) {
    const { change, slope } = trendOf(sightings);
    assert.ok('because' in change && 'because' in slope);
  }
  const never = trendOf([1, 2, 3, 4].map((at) => ({ at, seen: false })));
  assert.ok('because' in never.change && 'because' in never.slope);
});
