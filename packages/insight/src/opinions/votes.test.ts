import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byStatement, compareNames, VoteBook, votesOf, type Vote, type Votes } from './votes.ts';

type Row = readonly [participant: string, statement: string, vote: Vote, time?: number];

function votesFrom(rows: readonly Row[], order: 'name' | 'arrival' = 'name'): Votes {
  const book = new VoteBook();
  for (const row of rows) book.add(...row);
  return book.close(order);
}

test('of several votes the last one told counts, or the latest where times are given', () => {
  const told = votesFrom([
    ['b', 'y', 1],
    ['a', 'x', 1],
    ['a', 'x', 0],
    ['a', 'y', -1],
    ['a', 'x', -1],
  ]);
  assert.deepEqual(told.participants, ['a', 'b']);
  assert.deepEqual([...told.start], [0, 2, 3]);
  assert.deepEqual([...told.statement], [0, 1, 1]);
  assert.deepEqual([...told.vote], [-1, -1, 1]);
  const timed = votesFrom([
    ['a', 'x', 1, 20],
    ['a', 'x', -1, 10],
    ['a', 'x', 0, 20],
  ]);
  assert.deepEqual([...timed.vote], [0]);
});

test('people and statements stand in the order of names, or of their first vote', () => {
  const rows: Row[] = [
    ['10', 's2', 1, 3],
    ['9', 's10', 1, 1],
    ['x', 's2', 1, 2],
  ];
  assert.deepEqual(votesFrom(rows).participants, ['9', '10', 'x']);
  assert.deepEqual(votesFrom(rows).statements, ['s10', 's2']);
  assert.deepEqual(votesFrom(rows, 'arrival').participants, ['9', 'x', '10']);
  assert.ok(
    compareNames('a', 'B') > 0 && compareNames('2', 'a') < 0 && compareNames('a', 'a') === 0,
  );
});

test('votes are found by statement, and for some of the people', () => {
  const votes = votesFrom([
    ['a', 'x', 1],
    ['b', 'x', -1],
    ['b', 'y', 0],
    ['c', 'y', 1],
  ]);
  const index = byStatement(votes);
  assert.deepEqual([...index.start], [0, 2, 4]);
  assert.deepEqual([...index.person], [0, 1, 1, 2]);
  assert.deepEqual([...index.vote], [1, -1, 0, 1]);
  const part = votesOf(votes, [0, 2]);
  assert.deepEqual(part.participants, ['a', 'c']);
  assert.deepEqual([...part.vote], [1, 1]);
  assert.deepEqual(part.statements, ['x', 'y']);
});

test('more votes than fit at first are kept', () => {
  const rows = Array.from({ length: 10_000 }, (_, at): Row => [`p${at % 97}`, `s${at}`, 1]);
  assert.equal(votesFrom(rows).vote.length, 10_000);
});
