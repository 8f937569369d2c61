import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadLedger } from './ledger-load.ts';

const seed = Date.now() % 2_147_483_647;

test(`the books sum to zero in every snapshot while sixteen clients move money (seed ${seed})`, async () => {
  const { done, snapshots } = await loadLedger({ seconds: 4, seed });
  assert.ok(done > 20 && snapshots > 5, JSON.stringify({ done, snapshots }));
});
