import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTemporaryPostgres } from '#server/postgres/temporary-postgres.ts';
import { loadLedger } from './ledger-load.ts';

// Deep runs come one by one and find no server: this one brings its own.
const postgres = await startTemporaryPostgres(() => undefined);
process.env.MUSTER_TEST_POSTGRES = postgres.ownerUrl;
after(() => postgres.stop());

const seed = Date.now() % 2_147_483_647;

test(`a minute of money from sixteen clients, every snapshot sound (seed ${seed})`, async (t) => {
  const { done, snapshots } = await loadLedger({ seconds: 60, seed });
  t.diagnostic(JSON.stringify({ done, snapshots }));
  assert.ok(done >= 1000 && snapshots >= 500, JSON.stringify({ done, snapshots }));
});
