import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowd, type Crowd } from '../../tests/opinions/crowds.ts';
import { chanceFrom, shuffled } from '../chance.ts';
import { adjustedRand } from './agreement.ts';
import { markingWords, wordsOf } from './group-labels.ts';
import { opinionMap, type OpinionMap } from './opinion-map.ts';
import { VoteBook, type Votes } from './votes.ts';

const plan = { seed: 1, draws: 4 };
const three = crowd({ sizes: [60, 45, 30], statements: 30, density: 0.6, firmness: 0.85, seed: 2 });

function told(rows: Crowd['rows']): Votes {
  const book = new VoteBook();
  for (const { participant, statement, vote } of rows) book.add(participant, statement, vote);
  return book.close('name');
}

const once = opinionMap(three.votes, plan);

/** The groups by names of people, so that maps of different tables compare. */
function labelsByName({ votes, placement }: OpinionMap, names: readonly string[]): number[] {
  const place = new Map(votes.participants.map((name, at) => [name, at]));
  return names.map((name) => placement.groupOf[place.get(name) ?? -1] ?? -1);
}

test('groups that were put into a crowd come out again, and are called stable', () => {
  const map = once;
  assert.equal(map.k, 3);
  assert.ok(adjustedRand(three.truth, map.placement.groupOf) > 0.85);
  for (const { stability } of map.groups)
    assert.ok(typeof stability === 'number' && stability > 0.8);
  assert.ok(
    map.evidence.find(({ k }) => k === 3)!.silhouette >
      map.evidence.find(({ k }) => k === 5)!.silhouette,
  );
  assert.equal(map.setAside.length, 0);
  assert.ok(map.findings.length > 0 && map.commonGround.length > 0);
  for (const { p, interval } of map.findings) assert.ok(interval[0] < p && p < interval[1]);
});

test('more than five groups where the votes carry them', () => {
  const sizes = [25, 25, 25, 25, 25, 25, 25];
  const seven = crowd({
    sizes,
    statements: 60,
    density: 0.8,
    firmness: 0.95,
    divided: 0.9,
    seed: 6,
  });
  const map = opinionMap(seven.votes, plan);
  assert.equal(map.k, 7);
  assert.ok(adjustedRand(seven.truth, map.placement.groupOf) > 0.95);
});

test('one crowd without camps is one group, and its stability is not estimable', () => {
  const map = opinionMap(crowd({ sizes: [120], statements: 30, seed: 5 }).votes, plan);
  assert.equal(map.k, 1);
  assert.ok(typeof map.groups[0].stability === 'object');
  assert.equal(map.findings.length, 0);
});

test('the order of rows and the same seed leave no trace', () => {
  const other = told(shuffled(three.rows, chanceFrom(99)));
  assert.deepEqual(opinionMap(other, plan), once);
});

test('a copy of everyone leaves the groups as they are', () => {
  const copies = three.rows.map((row) => ({ ...row, participant: `${row.participant}-copy` }));
  const map = opinionMap(told([...three.rows, ...copies]), plan);
  const names = three.votes.participants.filter(
    (name) => !map.setAside.some(({ others }) => others.includes(name)),
  );
  assert.equal(map.k, once.k);
  assert.ok(adjustedRand(labelsByName(map, names), labelsByName(once, names)) > 0.95);
});

test('accounts that repeat one person are counted as one; people who merely agree are not', () => {
  const source = three.rows.filter(({ participant }) => participant === 'p000003');
  const copies = Array.from({ length: 12 }, (_, at) =>
    source.map((row) => ({ ...row, participant: `x${at}` })),
  );
  const map = opinionMap(told([...three.rows, ...copies.flat()]), plan);
  assert.equal(map.setAside.length, 1);
  assert.equal(map.setAside[0].others.length, 12);
  assert.ok(map.setAside[0].p < 0.01);
  assert.ok(adjustedRand(three.truth, labelsByName(map, three.votes.participants)) > 0.85);
  const unanimous = crowd({ sizes: [40, 40], statements: 14, firmness: 1, divided: 1, seed: 4 });
  const still = opinionMap(unanimous.votes, plan);
  assert.ok(still.votes.participants.length >= 78, `${still.votes.participants.length} of 80 kept`);
});

test('whoever only passes, and whoever voted once, changes no group', () => {
  const extra = [
    ...Array.from({ length: 5 }, (_, at) => ({
      participant: 'z-passes',
      statement: `s${at}`,
      vote: 0 as const,
    })),
    { participant: 'z-once', statement: 's1', vote: 1 as const },
  ];
  const map = opinionMap(told([...three.rows, ...extra]), plan);
  const names = three.votes.participants;
  assert.ok(adjustedRand(labelsByName(map, names), labelsByName(once, names)) > 0.98);
});

test('few, one-sided and lonely votes give a map without groups and without NaN', () => {
  const tables: Crowd['rows'][] = [
    [{ participant: 'a', statement: 's', vote: 1 }],
    Array.from({ length: 20 }, (_, at) => ({ participant: `p${at}`, statement: 's', vote: 1 })),
    Array.from({ length: 60 }, (_, at) => ({
      participant: `p${at % 12}`,
      statement: `s${Math.floor(at / 12)}`,
      vote: 0,
    })),
    Array.from({ length: 30 }, (_, at) => ({
      participant: 'a',
      statement: `s${at}`,
      vote: at % 2 ? 1 : -1,
    })),
  ];
  for (const rows of tables) {
    const map = opinionMap(told(rows), plan);
    assert.ok(map.k <= 1);
    const text = JSON.stringify(map, (_, value: unknown) => {
      assert.ok(typeof value !== 'number' || Number.isFinite(value));
      return value;
    });
    assert.ok(text.length > 0);
    for (const list of [map.placement.positions, map.placement.confidence]) {
      assert.ok(list.every((value) => Number.isFinite(value)));
    }
  }
});

test('marking words by hand: c-TF-IDF, and no word that all use alike', () => {
  const classes = [
    new Map([
      ['oak', 4],
      ['the', 4],
      ['legs', 2],
    ]),
    new Map([
      ['pine', 3],
      ['the', 4],
      ['legs', 3],
    ]),
  ];
  // A = 10; oak 0.4 ln(1 + 10/4) = 0.50, pine 0.3 ln(1 + 10/3) = 0.44, legs 0.3 ln(1 + 10/5) = 0.33.
  assert.deepEqual(markingWords(classes), [['oak'], ['pine', 'legs']]);
  assert.deepEqual(wordsOf('The tall OAK-legs, größer!'), ['tall', 'oak', 'legs', 'größer']);
});
