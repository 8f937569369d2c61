import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { execute } from '#server/commands/command.ts';
import { must, openMarket, television } from '../../../../tests/ground/market.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { commit } from './commit.ts';
import { runDuePools } from './due-pools.job.ts';
import { readPool } from './pool-reads.ts';
import { writeQuote } from './write-quote.ts';

let muster: TestInstallation;
let now = new Date('2026-03-01T09:00:00Z');
before(async () => {
  muster = await openTestInstallation({ clock: { now: () => now } });
});
after(() => muster.close());

/** Prices that occur nowhere by chance. */
const QUOTE_MARKER = 4_471_903;
const LIMIT_MARKER = 8_812_657;
const DUE = '2026-03-20T09:00:00Z';

/** Every table, the queue's included, in which a number stands: as text, or as bytes. */
async function tablesWith(marker: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: muster.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss') order by 1",
  );
  const found: string[] = [];
  const hex = Buffer.from(String(marker)).toString('hex');
  for (const { name } of rows) {
    const { rows: hits } = await client.query(
      `select 1 from ${name} t where t::text like $1 or t::text like $2 limit 1`,
      [`%${marker}%`, `%${hex}%`],
    );
    if (hits.length > 0) found.push(name);
  }
  await client.end();
  return found;
}

async function sealedMarket() {
  now = new Date('2026-03-01T09:00:00Z');
  return openMarket(muster.services, { ...television, quotesDueAt: DUE });
}

test('a sealed quote stands nowhere until it is due, and then everybody sees it', async () => {
  const market = await sealedMarket();
  const offer = { tiers: [{ from: 2, priceMinor: QUOTE_MARKER }], leadDays: 10 };
  const quoted = await execute(
    muster.services,
    market.maker,
    writeQuote,
    { ...market.place, ...offer },
    { key: 'a-key-for-the-quote' },
  );
  assert.equal(quoted.kind, 'done');
  await muster.settle();
  now = new Date(new Date(DUE).getTime() - 1);
  await runDuePools(muster.services);
  assert.deepEqual(await tablesWith(QUOTE_MARKER), []);
  for (const actor of [market.host, market.maker]) {
    const seen = await readPool(muster.services, actor, market.place);
    assert.ok(!JSON.stringify(seen).includes(String(QUOTE_MARKER)));
  }
  now = new Date(DUE);
  await Promise.all([runDuePools(muster.services), runDuePools(muster.services)]);
  assert.deepEqual(await tablesWith(QUOTE_MARKER), ['public.pool_log', 'public.quotes']);
  const seen = await readPool(muster.services, market.host, market.place);
  assert.equal(seen.kind === 'done' && seen.value.picture.tiers[0]?.priceMinor, QUOTE_MARKER);
});

test('quotes at the deadline: in time up to the last millisecond before it', async () => {
  for (const [offset, expected] of [
    [-1, 'done'],
    [0, 'refused'],
    [1, 'refused'],
  ] as const) {
    const market = await sealedMarket();
    now = new Date(new Date(DUE).getTime() + offset);
    const quoted = await execute(muster.services, market.maker, writeQuote, {
      ...market.place,
      ...market.offer,
    });
    assert.equal(quoted.kind, expected, String(offset));
  }
});

test('a limit stands nowhere until the pool closes, and then in its row', async () => {
  const market = await openMarket(muster.services, { ...television });
  now = new Date('2026-03-02T09:00:00Z');
  const peer = await market.peer();
  await must(muster.services, market.maker, writeQuote, { ...market.place, ...market.offer });
  const committed = await commit(
    muster.services,
    peer,
    { ...market.place, min: 1, max: 1, limitMinor: LIMIT_MARKER },
    { key: 'a-key-for-the-limit' },
  );
  assert.equal(committed.kind, 'done');
  await muster.settle();
  assert.deepEqual(await tablesWith(LIMIT_MARKER), []);
  for (const actor of [market.host, market.maker]) {
    const seen = await readPool(muster.services, actor, market.place);
    assert.ok(!JSON.stringify(seen).includes(String(LIMIT_MARKER)));
  }
  now = new Date(television.closesAt);
  await runDuePools(muster.services);
  assert.deepEqual(await tablesWith(LIMIT_MARKER), ['public.commitments']);
});
