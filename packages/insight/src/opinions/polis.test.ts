import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../chance.ts';
import { eigenOfSymmetric } from '../jacobi.ts';
import { crowd } from '../../tests/opinions/crowds.ts';
import { adjustedRand } from './agreement.ts';
import { baseClusters, polisGroups, polisSilhouette, smoothK } from './polis-clusters.ts';
import { polisComponents, polisPositions, statementPositions } from './polis-components.ts';
import { NO_MODERATION, polisMap } from './polis-map.ts';
import {
  consensusByPolis,
  figuresOf,
  groupAwareConsensus,
  representativeByPolis,
  routingPriority,
  shareTest,
  twoSharesTest,
} from './representativeness.ts';
import type { VoteCounts } from './vote-counts.ts';
import { VoteBook, type Vote, type Votes } from './votes.ts';

const seed = 1;

function near(found: number, wanted: number, within = 1e-9): void {
  assert.ok(Math.abs(found - wanted) <= within, `${found} is not ${wanted}`);
}

/** Rows of votes as people see them: 1 agree, -1 disagree, 0 pass, null unseen. */
function votesOfRows(rows: readonly (readonly (Vote | null)[])[]): Votes {
  const book = new VoteBook();
  for (const [person, row] of rows.entries()) {
    for (const [statement, vote] of row.entries()) {
      if (vote !== null) book.add(String(person), String(statement), vote);
    }
  }
  return book.close('name');
}

function randomRows(people: number, statements: number, from: number): (Vote | null)[][] {
  const chance = chanceFrom(from);
  const cells: readonly (Vote | null)[] = [1, -1, 0, null, 1, -1];
  return Array.from({ length: people }, () =>
    Array.from({ length: statements }, () => cells[chance.below(cells.length)]),
  );
}

/** The dense matrix of step 2 and 4, in Polis's sign, filled with column means and centred. */
function denseOf(rows: readonly (readonly (Vote | null)[])[]): {
  mean: number[];
  centred: number[][];
} {
  const mean = rows[0].map((_, column) => {
    const seen = rows.flatMap((row) => row[column] ?? []);
    return -seen.reduce((sum: number, vote) => sum + vote, 0) / seen.length;
  });
  const centred = rows.map((row) =>
    row.map((vote, column) => (vote === null ? 0 : -vote - mean[column])),
  );
  return { mean, centred };
}

test('components are the eigenvectors of the dense matrix, which Jacobi finds', () => {
  const rows = randomRows(40, 8, 3);
  const { mean, centred } = denseOf(rows);
  const gram = new Float64Array(64);
  for (const row of centred) {
    for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) gram[i * 8 + j] += row[i] * row[j];
  }
  const { vectors } = eigenOfSymmetric(gram, 8);
  const found = polisComponents(votesOfRows(rows), new Set(), { previous: null, seed });
  for (const [at, column] of mean.entries()) near(found.center[at], column);
  for (const [dim, component] of [found.first, found.second].entries()) {
    const along = component.reduce((sum, entry, at) => sum + entry * vectors[at * 8 + dim], 0);
    near(Math.abs(along), 1, 1e-6);
  }
});

test('positions and extremities are the sums of steps 5 and 6', () => {
  const rows = randomRows(12, 6, 5);
  const { mean } = denseOf(rows);
  const votes = votesOfRows(rows);
  const components = polisComponents(votes, new Set(), { previous: null, seed });
  const found = polisPositions(votes, components, new Set());
  for (const [person, row] of rows.entries()) {
    const cast = row.filter((vote) => vote !== null).length;
    const along = row.reduce<number>(
      (sum, vote, at) => (vote === null ? sum : sum + (-vote - mean[at]) * components.first[at]),
      0,
    );
    near(found.x[person], along * Math.sqrt(6 / cast));
  }
  const { x, y, extremity } = statementPositions(components);
  near(x[2], (-1 - mean[2]) * components.first[2] * Math.sqrt(6));
  near(extremity[2], Math.sqrt(x[2] ** 2 + y[2] ** 2));
});

test('a statement that is moderated out counts as voted on by everyone, and as nothing', () => {
  const rows = randomRows(12, 6, 6);
  const votes = votesOfRows(rows);
  const zeroed = new Set([1]);
  const components = polisComponents(votes, zeroed, { previous: null, seed });
  assert.equal(components.first[1], 0);
  assert.equal(components.center[1], 0);
  const found = polisPositions(votes, components, zeroed);
  const cast = rows[0].filter((vote, at) => vote !== null || at === 1).length;
  const along = rows[0].reduce<number>(
    (sum, vote, at) =>
      vote === null || at === 1
        ? sum
        : sum + (-vote - components.center[at]) * components.first[at],
    0,
  );
  near(found.x[0], along * Math.sqrt(6 / cast));
});

test('mini-batches above 10,000 people point where the whole points', () => {
  const { votes } = crowd({ sizes: [6000, 4100], statements: 6, density: 0.8, seed: 2 });
  const batches = polisComponents(votes, new Set(), { previous: null, seed });
  const part = crowd({ sizes: [1500, 1025], statements: 6, density: 0.8, seed: 2 }).votes;
  const whole = polisComponents(part, new Set(), { previous: null, seed });
  const length = Math.hypot(...batches.first);
  const along = batches.first.reduce((sum, entry, at) => sum + entry * whole.first[at], 0);
  assert.ok(Math.abs(along) / length > 0.98, `${along / length}`);
});

test('the tests of step 10 by hand: 7 of 10 against 3 of 20', () => {
  near(shareTest(7, 10), 1.5075567228888183);
  near(twoSharesTest({ count: 7, seen: 10 }, { count: 3, seen: 20 }), 2.9790998766466483);
  assert.equal(twoSharesTest({ count: 4, seen: 4 }, { count: 5, seen: 5 }), 0);
  const [{ agree }] = figuresOf(counted([[7, 2, 10]]), counted([[3, 9, 20]]));
  near(agree.p, 8 / 12);
  near(agree.repness, 8 / 12 / (4 / 22));
});

/** Counts from rows of [agrees, disagrees, all]. */
function counted(rows: readonly (readonly [number, number, number])[]): VoteCounts {
  return {
    agree: Float64Array.from(rows, ([agree]) => agree),
    disagree: Float64Array.from(rows, ([, disagree]) => disagree),
    seen: Float64Array.from(rows, ([, , seen]) => seen),
  };
}

test('representative statements: the best agreed first, agrees before disagrees, one when none passes', () => {
  const group = counted([
    [0, 20, 20],
    [18, 1, 20],
    [19, 0, 20],
    [10, 10, 20],
  ]);
  const rest = counted([
    [18, 2, 20],
    [2, 18, 20],
    [8, 12, 20],
    [10, 10, 20],
  ]);
  const shown = representativeByPolis(figuresOf(group, rest), new Set());
  assert.deepEqual(
    shown.map(({ statement, figures }) => [statement, figures.side]),
    [
      [1, 'agree'],
      [2, 'agree'],
      [0, 'disagree'],
    ],
  );
  const without = representativeByPolis(figuresOf(group, rest), new Set([1, 2]));
  assert.deepEqual(
    without.map(({ statement }) => statement),
    [0],
  );
  const even = counted([[5, 5, 10]]);
  assert.equal(representativeByPolis(figuresOf(even, even), new Set()).length, 1);
});

test('consensus: over half and significant, five a side, by p times its test', () => {
  const all = counted([
    [90, 5, 100],
    [55, 45, 100],
    [2, 95, 100],
    [99, 0, 100],
    [3, 0, 3],
  ]);
  const found = consensusByPolis(all, new Set([4]));
  assert.deepEqual(
    found.map(({ statement, side }) => [statement, side]),
    [
      [3, 'agree'],
      [0, 'agree'],
      [2, 'disagree'],
    ],
  );
  const product = groupAwareConsensus([counted([[9, 0, 10]]), counted([[4, 6, 10]])], 1);
  near(product[0], (10 / 12) * (5 / 12));
});

test('routing by hand: 12 agrees, 2 passes, 20 votes, extremity 1.5', () => {
  const figures = { agree: 12, passed: 2, seen: 20, extremity: 1.5 };
  const wanted = ((1 - 3 / 22) * 2.5 * (13 / 22) * (1 + 8 / 16)) ** 2;
  near(routingPriority(figures), wanted);
  assert.equal(routingPriority(figures, true), 49);
});

test('groups of well separated base clusters, silhouettes by hand, and the k that is shown', () => {
  const x = Float64Array.of(0, 1, 10, 12);
  const points = {
    ids: [0, 1, 2, 3],
    x,
    y: new Float64Array(4),
    weight: Float64Array.of(5, 1, 1, 1),
  };
  const { byK, groups, smoother } = polisGroups(points, null);
  const two = byK.get(2) ?? [];
  assert.deepEqual(
    two.map(({ members }) => members),
    [
      [0, 1],
      [2, 3],
    ],
  );
  near(two[0].x, 1 / 6);
  near(polisSilhouette(points, two), (10 / 11 + 9 / 10 + 7.5 / 9.5 + 9.5 / 11.5) / 4);
  assert.equal(groups.length, 2);
  assert.deepEqual(smoother, { lastK: 2, lastKCount: 1, smoothedK: 2 });
  const shown = [3, 3, 2, 3, 3, 3, 3].reduce<{ states: (typeof smoother)[] }>(
    ({ states }, k) => ({ states: [...states, smoothK(states[states.length - 1], k)] }),
    { states: [smoother] },
  );
  assert.deepEqual(
    shown.states.map(({ smoothedK }) => smoothedK),
    [2, 2, 2, 2, 2, 2, 2, 3],
  );
});

test('a warm start keeps clusters, merges identical ones and splits off who is farthest', () => {
  const x = Float64Array.of(0, 0, 5, 9);
  const points = { ids: [10, 11, 12, 13], x, y: new Float64Array(4) };
  const previous = [
    { id: 4, members: [10], x: 0, y: 0 },
    { id: 7, members: [11], x: 0, y: 0 },
    { id: 9, members: [99], x: 3, y: 3 },
  ];
  const found = baseClusters(points, previous);
  assert.deepEqual(
    found.map(({ id, members }) => [id, members]),
    [
      [7, [10, 11]],
      [8, [13]],
      [9, [12]],
    ],
  );
});

test('whoever has seven votes is grouped, stays so, and the most active fill up to fifteen', () => {
  const many = Array.from({ length: 8 }, (): Vote => 1);
  const rows = Array.from({ length: 30 }, (_, person) =>
    many.map((vote, at) => (person < 20 && at >= 2 + (person % 3) ? null : person % 2 ? vote : -1)),
  ).map((row) => row.map((vote): Vote | null => (vote === null ? null : vote > 0 ? 1 : -1)));
  const first = polisMap(votesOfRows(rows), NO_MODERATION, { seed });
  assert.equal(first.inConversation.size, 15);
  for (let person = 20; person < 30; person++) assert.ok(first.inConversation.has(person));
  const again = polisMap(votesOfRows(rows), NO_MODERATION, {
    seed,
    previous: { ...first, inConversation: new Set([0, ...first.inConversation]) },
  });
  assert.ok(again.inConversation.has(0));
});

test('camps are found, at most five groups are sought, and passes do no harm', () => {
  const { votes, truth } = crowd({ sizes: [60, 60], statements: 30, firmness: 0.9, seed: 7 });
  const map = polisMap(votes, NO_MODERATION, { seed });
  assert.equal(map.grouping.groups.length, 2);
  assert.ok(adjustedRand(truth, map.groupOf) > 0.95);
  assert.deepEqual([...map.grouping.byK.keys()], [2, 3, 4, 5]);
});
