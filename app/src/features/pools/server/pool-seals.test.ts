import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sayMeToo } from '#features/wanteds/server/me-too.ts';
import { readWanted } from '#features/wanteds/server/wanted-reads.ts';
import { writeWanted } from '#features/wanteds/server/write-wanted.ts';
import type { Actor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { must, openMarket, television } from '../../../../tests/ground/market.ts';
import { tablesWith } from '../../../../tests/ground/marked-tables.ts';
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
  assert.deepEqual(await tablesWith(muster.ownerUrl, QUOTE_MARKER), []);
  for (const actor of [market.host, market.maker]) {
    const seen = await readPool(muster.services, actor, market.place);
    assert.ok(!JSON.stringify(seen).includes(String(QUOTE_MARKER)));
  }
  now = new Date(DUE);
  await Promise.all([runDuePools(muster.services), runDuePools(muster.services)]);
  assert.deepEqual(await tablesWith(muster.ownerUrl, QUOTE_MARKER), [
    'public.pool_log',
    'public.quotes',
  ]);
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
  assert.deepEqual(await tablesWith(muster.ownerUrl, LIMIT_MARKER), []);
  for (const actor of [market.host, market.maker]) {
    const seen = await readPool(muster.services, actor, market.place);
    assert.ok(!JSON.stringify(seen).includes(String(LIMIT_MARKER)));
  }
  now = new Date(television.closesAt);
  await runDuePools(muster.services);
  assert.deepEqual(await tablesWith(muster.ownerUrl, LIMIT_MARKER), ['public.commitments']);
});

test('what somebody would pay at most for a wanted is read by them and the hosts, by the database itself', async () => {
  now = new Date('2026-03-01T09:00:00Z');
  const { services } = muster;
  const market = await openMarket(services, { ...television });
  const { space } = market.place;
  const [wanter, other] = [await market.peer(), await market.peer()];
  const { address: wanted } = await must(services, wanter, writeWanted, { space, title: 'Screen' });
  const said = { space, wanted, quantity: 3, limitMinor: LIMIT_MARKER };
  await must(services, wanter, sayMeToo, said);
  const seenBy = (actor: Actor) =>
    services.database.read(actor, (db) =>
      db
        .selectFrom('meTooLimits')
        .select('limitMinor')
        .where('spaceId', '=', market.spaceId)
        .execute(),
    );
  for (const actor of [wanter, market.host])
    assert.deepEqual(await seenBy(actor), [{ limitMinor: LIMIT_MARKER }]);
  for (const actor of [other, market.maker, { kind: 'visitor' } as const])
    assert.deepEqual(await seenBy(actor), []);
  const limitsFor = async (actor: Actor) => {
    const read = await readWanted(services, actor, { space, wanted });
    return read.kind === 'done' ? read.value.limits : undefined;
  };
  assert.deepEqual(await limitsFor(market.host), [{ priceMinor: LIMIT_MARKER, units: 3 }]);
  assert.equal(await limitsFor(other), null);
  await must(services, wanter, sayMeToo, { ...said, limitMinor: null });
  assert.deepEqual(await limitsFor(market.host), []);
});
