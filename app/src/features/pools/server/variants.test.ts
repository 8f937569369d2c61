import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execute } from '#server/commands/command.ts';
import { inChange } from '#server/commands/in-change.ts';
import type { Outcome } from '#server/outcome.ts';
import { type Market, must, openMarket, television } from '../../../../tests/ground/market.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { verifiedLog } from '../../../../tests/ground/verified-log.ts';
import { sheetsOf } from '../pool-picture.ts';
import { amendCommitment } from './change-commitment.ts';
import { commit } from './commit.ts';
import { runDuePools } from './due-pools.job.ts';
import { openPool } from './open-pool.ts';
import { readOwnCommitment } from './own-commitment.ts';
import { readPool } from './pool-reads.ts';
import { settlePool } from './settle-pool.ts';
import { writeQuote } from './write-quote.ts';

let muster: TestInstallation;
let now = new Date('2026-03-01T09:00:00Z');
before(async () => {
  muster = await openTestInstallation({ clock: { now: () => now } });
});
after(() => muster.close());

/** What was refused, by field. */
function refusedFields(outcome: Outcome<unknown>): [string, string][] {
  assert.ok(outcome.kind === 'refused', JSON.stringify(outcome));
  return outcome.fields.map(({ field, reason }) => [field, reason]);
}

const pass = (days: number) => {
  now = new Date(now.getTime() + days * 86_400_000);
};

/** The variants, tiers and buyers of worked example 6 of the clearing rule. */
const variants = [{ name: 'A', benchmarkMinor: 1_400 }, { name: 'B' }];
const quote = {
  tiers: [
    { from: 1, pricesMinor: { a: 1_000, b: 1_300 } },
    { from: 50, pricesMinor: { a: 800, b: 1_100 } },
  ],
  toolingMinor: 6_000,
  leadDays: 40,
};
const CROWD = [
  { variant: 'a', max: 20, limitMinor: 1_200 },
  { variant: 'a', max: 15, limitMinor: 940 },
  { variant: 'b', max: 10, limitMinor: 1_500 },
  { variant: 'b', max: 8, limitMinor: 1_230 },
  { variant: 'b', max: 6, limitMinor: 1_150 },
];

async function begun(terms: Record<string, unknown> = {}): Promise<Market> {
  now = new Date('2026-03-01T09:00:00Z');
  const { benchmarkMinor: _one, ...fields } = television;
  return openMarket(muster.services, { ...fields, variants, ...terms });
}

async function shown(market: Market) {
  const read = await readPool(muster.services, market.host, market.place);
  assert.ok(read.kind === 'done', JSON.stringify(read));
  return read.value;
}

const quoted = (market: Market, given: object = quote) =>
  execute(muster.services, market.maker, writeQuote, { ...market.place, ...given });

async function crowded(market: Market) {
  assert.equal((await quoted(market)).kind, 'done');
  const peers = [];
  for (const wish of CROWD) {
    const peer = await market.peer();
    await market.commit(peer, wish);
    peers.push(peer);
  }
  return peers;
}

const verified = (market: Market) => verifiedLog(muster.services, market.place);

function allocations(market: Market, round: number) {
  return muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('allocations')
      .select(['commitmentId', 'units', 'unitPriceMinor', 'grossMinor'])
      .where('poolId', '=', market.poolId)
      .where('round', '=', round)
      .orderBy('unitPriceMinor')
      .orderBy('units')
      .execute(),
  );
}

test('each variant has its price, they share the tiers, and every step verifies', async () => {
  const market = await begun();
  await crowded(market);
  const open = await shown(market);
  assert.deepEqual(open.variants, [
    { key: 'a', name: 'A', benchmarkMinor: 1_400 },
    { key: 'b', name: 'B', benchmarkMinor: null },
  ]);
  assert.deepEqual(
    sheetsOf(open.picture).map(({ name, now: at }) => [
      name,
      at?.priceMinor,
      at?.units,
      at?.ofThis,
    ]),
    [
      ['A', 914, 53, 35],
      ['B', 1_214, 53, 18],
    ],
  );
  pass(31);
  await runDuePools(muster.services);
  const tentative = await verified(market);
  assert.deepEqual(tentative.result?.['prices'], { a: 914, b: 1_214 });
  const served = await allocations(market, 1);
  assert.deepEqual(
    served.map(({ units, unitPriceMinor, grossMinor }) => [units, unitPriceMinor, grossMinor]),
    [
      [15, 914, '13710'],
      [20, 914, '18280'],
      [8, 1_214, '9712'],
      [10, 1_214, '12140'],
    ],
  );
  const settled = await inChange(muster.services, { kind: 'installation' }, (change) =>
    settlePool(change, {
      spaceId: market.spaceId,
      poolId: market.poolId,
      collected: served.map(({ commitmentId }) => commitmentId),
    }),
  );
  assert.deepEqual(settled, { kind: 'done', value: { stage: 'tipped' } });
  assert.equal((await verified(market)).stage, 'cleared');
  const { picture } = await shown(market);
  assert.deepEqual(
    sheetsOf(picture).map(({ now: at }) => [at?.priceMinor, at?.ofThis]),
    [
      [914, 35],
      [1_214, 18],
    ],
  );
});

test('one variant dearer than was shown, because those who did not pay are missing, voids the pool', async () => {
  const market = await begun();
  await crowded(market);
  pass(31);
  await runDuePools(muster.services);
  const served = await allocations(market, 1);
  const settled = await inChange(muster.services, { kind: 'installation' }, (change) =>
    settlePool(change, {
      spaceId: market.spaceId,
      poolId: market.poolId,
      collected: served.filter(({ units }) => units !== 8).map((one) => one.commitmentId),
    }),
  );
  assert.deepEqual(settled, { kind: 'done', value: { stage: 'void' } });
  assert.equal((await shown(market)).voidReason, 'price-rose');
  assert.equal((await verified(market)).stage, 'void');
});

test('a quote names a price for each variant, and none that rises or is of another pool', async () => {
  const market = await begun();
  const fields = async (given: object) => refusedFields(await quoted(market, given));
  const tiers = (second: Record<string, number>) => ({
    ...quote,
    tiers: [quote.tiers[0], { from: 50, pricesMinor: second }],
  });
  assert.deepEqual(await fields(tiers({ a: 800 })), [['tiers.1.pricesMinor.b', 'required']]);
  assert.deepEqual(await fields(tiers({ a: 1_100, b: 1_100 })), [
    ['tiers.1.pricesMinor.a', 'price-rises'],
  ]);
  assert.deepEqual(await fields(tiers({ a: 800, b: 900, c: 1 })), [
    ['tiers.1.pricesMinor.c', 'not-a-choice'],
  ]);
  assert.deepEqual(await fields({ ...quote, mode: 'incremental' }), [['mode', 'not-by-variant']]);
  assert.deepEqual(await fields({ ...quote, variantMoq: { z: 4 } }), [
    ['variantMoq.z', 'not-a-choice'],
  ]);
  const single = await openMarket(muster.services, television);
  const plain = refusedFields(await quoted(single, { tiers: [{ from: 1 }], leadDays: 3 }));
  assert.deepEqual(plain, [['tiers.0.priceMinor', 'required']]);
});

test('a sealed quote shows no price of any variant before it is due, and then all of them', async () => {
  const market = await begun({ quotesDueAt: '2026-03-11T09:00:00Z' });
  await crowded(market);
  const sealed = await shown(market);
  assert.deepEqual(
    sealed.quotes.map((one) => [one.sealed, one.terms]),
    [[true, null]],
  );
  assert.equal(sealed.picture.drift, 'no-offer');
  pass(11);
  await runDuePools(muster.services);
  const opened = await shown(market);
  assert.deepEqual(
    sheetsOf(opened.picture).map(({ now: at }) => at?.priceMinor),
    [914, 1_214],
  );
  pass(20);
  await runDuePools(muster.services);
  assert.equal((await verified(market)).stage, 'tentative');
});

test('a variant with its own tooling and its own minimum stays out until enough want it', async () => {
  const market = await begun();
  const own = {
    ...quote,
    toolingMinor: 600,
    variantToolingMinor: { b: 900 },
    variantMoq: { b: 20 },
  };
  assert.equal((await quoted(market, own)).kind, 'done');
  for (const wish of CROWD.slice(0, 4)) await market.commit(await market.peer(), wish);
  const sheets = async () =>
    sheetsOf((await shown(market)).picture).map(({ now: at }) => at?.ofThis ?? 0);
  assert.deepEqual(await sheets(), [20, 0]);
  await market.commit(await market.peer(), { variant: 'b', max: 9, limitMinor: 1_500 });
  assert.deepEqual(await sheets(), [35, 27]);
});

test('a buyer chooses one of the variants, may move to another one, and then stands at the end of the line', async () => {
  const market = await begun();
  const peer = await market.peer();
  const wish = { ...market.place, min: 1, max: 5, limitMinor: 1_300 };
  const refusal = async (variant?: string) =>
    refusedFields(await commit(muster.services, peer, { ...wish, variant }));
  assert.deepEqual(await refusal(), [['variant', 'required']]);
  assert.deepEqual(await refusal('c'), [['variant', 'not-a-choice']]);
  await market.commit(peer, { ...wish, variant: 'a' });
  const own = async () => {
    const read = await readOwnCommitment(muster.services, peer, market.place);
    assert.ok(read.kind === 'done' && read.value.commitment);
    return read.value.commitment;
  };
  const first = await own();
  assert.equal(first.variant, 'a');
  assert.equal(first.receipt.entry.variant, 'a');
  // Fewer, and another variant: only fewer of the same keeps the place.
  await must(muster.services, peer, amendCommitment, { ...wish, max: 4, variant: 'b' });
  const moved = await own();
  assert.deepEqual([moved.variant, moved.receipt.entry.variant, moved.max], ['b', 'b', 4]);
  assert.ok(moved.seq > first.seq);
  await must(muster.services, peer, amendCommitment, { ...wish, max: 3, variant: 'b' });
  assert.equal((await own()).seq, moved.seq);
  pass(29.5);
  const late = await execute(muster.services, peer, amendCommitment, { ...wish, variant: 'a' });
  assert.deepEqual(refusedFields(late), [['variant', 'binding-now']]);
  const more = { ...wish, max: 6, variant: 'b' };
  assert.equal((await execute(muster.services, peer, amendCommitment, more)).kind, 'done');
});

test('a pool of one kind takes no variant, and one that is named alone only names it', async () => {
  const single = await openMarket(muster.services, television);
  const wish = { ...single.place, min: 1, max: 1, limitMinor: 9_000, variant: 'a' };
  const taken = await commit(muster.services, await single.peer(), wish);
  assert.deepEqual(refusedFields(taken), [['variant', 'not-a-choice']]);
  const alone = await openMarket(muster.services, {
    ...television,
    variants: [{ name: '65 inch, matt' }],
  });
  const { receipt } = await alone.commit(await alone.peer(), { max: 1, limitMinor: 9_000 });
  assert.equal(receipt.entry.variant, null);
  const pool = await shown(alone);
  assert.deepEqual(
    pool.variants.map(({ key, name }) => [key, name]),
    [['65-inch-matt', '65 inch, matt']],
  );
  assert.deepEqual(pool.picture.variants, []);
});

function named(...names: string[]) {
  return names.map((name) => ({ name }));
}

test('variants have names of their own, and each its own shop price', async () => {
  const market = await begun();
  const { place } = market;
  const fields = async (given: object) =>
    refusedFields(
      await execute(muster.services, market.host, openPool, {
        ...television,
        space: place.space,
        benchmarkMinor: null,
        ...given,
      }),
    );
  assert.deepEqual(await fields({ variants: named('Red', 'red') }), [
    ['variants.1.name', 'named-twice'],
  ]);
  assert.deepEqual(await fields({ variants: named('Red', 'Blue'), benchmarkMinor: 100 }), [
    ['benchmarkMinor', 'price-by-variant'],
  ]);
  assert.deepEqual(await fields({ variants, benchmarkSource: '' }), [
    ['benchmarkSource', 'source-needed'],
  ]);
  const letters = await openMarket(muster.services, {
    ...television,
    benchmarkMinor: null,
    variants: named('Größe M', 'Größe M!', '大'),
  });
  assert.deepEqual(
    (await shown(letters)).variants.map(({ key }) => key),
    ['grosse-m', 'grosse-m-2', 'variant-3'],
  );
});
