import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadLedger } from './ledger-load.ts';

const seed = Date.now() % 2_147_483_647;

test(`a minute of money from sixteen clients, every snapshot sound (seed ${seed})`, async (t) => {
  const { done, snapshots } = await loadLedger({ seconds: 60, seed });
  t.diagnostic(JSON.stringify({ done, snapshots }));
  assert.ok(done >= 1000 && snapshots >= 500, JSON.stringify({ done, snapshots }));
});
