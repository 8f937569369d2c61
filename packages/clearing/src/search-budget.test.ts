import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clear } from './clear.ts';
import { clearColumns } from './clear-columns.ts';
import { columnsOf } from './commitment-columns.ts';
import { parseInstance } from './instance.ts';
import { SearchBudget, SearchTooLong } from './search-budget.ts';

// A buyer who takes all or nothing of more than can be made: no quantity is ever handed out whole.
const pool = (unitsPerContainer: number) => {
  const parsed = parseInstance({
    kind: 'single',
    options: {
      objective: 'units',
      rationing: 'time',
      feeBps: 0,
      feePerUnit: 0,
      feeFixed: 0,
      closeDay: 0,
    },
    offers: [
      {
        id: 'maker',
        mode: 'all-units',
        tiers: [{ from: 1, price: 1 }],
        tooling: 0,
        moq: 1,
        capacity: 2_000_000_000,
        leadDays: 1,
        freight: { perContainer: 2, unitsPerContainer },
      },
    ],
    commitments: [
      {
        id: 'a',
        seq: 1,
        min: 2_100_000_000,
        max: 2_100_000_000,
        limit: 5,
        taxBps: 0,
        latestDay: null,
      },
    ],
  });
  assert.ok(parsed.kind === 'instance' && parsed.instance.kind === 'single');
  return parsed.instance;
};

test('a container for each unit is a price for each unit, and no search at all', () => {
  assert.deepEqual(clear(pool(1)), { cleared: false });
});

test('a search over a thousand million containers stops at its bound, with its name', () => {
  const { commitments, offers, options } = pool(2);
  assert.throws(
    () => clearColumns(columnsOf(commitments), offers, options, new SearchBudget(1_000_000)),
    (error) => error instanceof SearchTooLong && error.reason === 'search-too-long',
  );
});
