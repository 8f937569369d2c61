import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementPositions } from './polis-components.ts';
import { consensusByPolis, figuresOf, type SideFigures } from './representativeness.ts';
import type { VoteCounts } from './vote-counts.ts';

/**
 * Figures that Polis itself wrote for a conversation of 69 people and 125 statements: the "vw" one among the test data of its public
 * repository (compdemocracy/polis, delphi/real_data). Counts of "the rest" are those that its printed ratio and test leave possible.
 */
function near(found: number, printed: number, within = 1e-12): void {
  assert.ok(Math.abs(found - printed) <= within, `${found} is not ${printed}`);
}

function counts(
  side: 'agree' | 'disagree',
  rows: readonly (readonly [number, number])[],
): VoteCounts {
  const on = Float64Array.from(rows, ([count]) => count);
  const none = new Float64Array(rows.length);
  const seen = Float64Array.from(rows, ([, all]) => all);
  return side === 'agree'
    ? { agree: on, disagree: none, seen }
    : { agree: none, disagree: on, seen };
}

test('where its statements stand', () => {
  const printed = [
    [-0.8108108108108122, 0.0825028305466001, -0.17450994082005383],
    [-0.7352941176470584, 0.05510175887082143, -0.16307375097568097],
    [-0.46000000000000024, 0.13505042396140907, -0.815351206593268],
    [-0.7894736842105269, 0.12334770167084605, -0.2903303640046057],
    [0.08108108108108097, 0.01049362363147509, -0.12683489605554865],
    [-0.47727272727272707, 0.11966925757532443, -0.6993792817469563],
  ] as const;
  const room = (column: 0 | 1): Float64Array =>
    Float64Array.from({ length: 125 }, (_, at) => printed[at]?.[column] ?? 0);
  const { x } = statementPositions({ center: room(0), first: room(1), second: room(0) });
  for (const [at, [, , position]] of printed.entries()) near(x[at], position);
});

test('what it calls consensus, in its order', () => {
  const agrees = consensusByPolis(
    counts('agree', [
      [36, 39],
      [37, 40],
      [35, 37],
      [38, 40],
    ]),
    new Set(),
  );
  assert.deepEqual(
    agrees.map(({ count, seen }) => [count, seen]),
    [
      [38, 40],
      [35, 37],
      [37, 40],
      [36, 39],
    ],
  );
  const printed = [
    [0.9285714285714286, 5.778429189878425],
    [0.9230769230769231, 5.515528318445926],
    [0.9047619047619048, 5.4660816661012115],
    [0.9024390243902439, 5.375872022286246],
  ] as const;
  for (const [at, [p, pTest]] of printed.entries()) {
    near(agrees[at].p, p);
    near(agrees[at].pTest, pTest);
  }
  const [disagree] = consensusByPolis(counts('disagree', [[13, 19]]), new Set());
  near(disagree.pTest, 1.7888543819998315);
});

interface Printed {
  readonly side: 'agree' | 'disagree';
  readonly group: readonly [number, number];
  readonly rest: readonly [number, number];
  readonly figures: Pick<SideFigures, 'p' | 'pTest' | 'repness' | 'repnessTest'>;
}

test('how representative statements are of its groups', () => {
  const list: Printed[] = [
    {
      side: 'disagree',
      group: [2, 2],
      rest: [0, 41],
      figures: { p: 0.75, pTest: 1.7320508075688772, repness: 32.25, repnessTest: 5.7398977 },
    },
    {
      side: 'agree',
      group: [26, 27],
      rest: [7, 19],
      figures: {
        p: 0.9310344827586207,
        pTest: 4.913538149119955,
        repness: 2.443965517241379,
        repnessTest: 4.3371854,
      },
    },
    {
      side: 'disagree',
      group: [12, 16],
      rest: [2, 37],
      figures: {
        p: 0.7222222222222222,
        pTest: 2.1828206253269973,
        repness: 9.38888888888889,
        repnessTest: 5.174597,
      },
    },
  ];
  for (const { side, group, rest, figures } of list) {
    const [found] = figuresOf(counts(side, [group]), counts(side, [rest]));
    near(found[side].p, figures.p);
    near(found[side].pTest, figures.pTest);
    near(found[side].repness, figures.repness);
    // Polis prints this one in single precision.
    near(found[side].repnessTest, figures.repnessTest, 1e-6);
  }
});
