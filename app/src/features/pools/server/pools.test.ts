import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fastHash, fastVerify } from '@muster/log/crypto.node';
import { checkReceipt } from '@muster/log/receipt';
import { inChange } from '#server/commands/in-change.ts';
import { execute } from '#server/commands/command.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { verifiedLog } from '../../../../tests/ground/verified-log.ts';
import { must, type Market, openMarket, television } from '../../../../tests/ground/market.ts';
import { amendCommitment, withdrawCommitment } from './change-commitment.ts';
import { commit } from './commit.ts';
import { runDuePools } from './due-pools.job.ts';
import { readOwnCommitment } from './own-commitment.ts';
import { readPool } from './pool-reads.ts';
import { settlePool } from './settle-pool.ts';
import { voidPool } from './void-pool.ts';
import { writeQuote } from './write-quote.ts';

let muster: TestInstallation;
let now = new Date('2026-03-01T09:00:00Z');
before(async () => {
  muster = await openTestInstallation({ clock: { now: () => now } });
});
after(() => muster.close());

async function begun(terms: Record<string, unknown> = {}): Promise<Market> {
  now = new Date('2026-03-01T09:00:00Z');
  return openMarket(muster.services, { ...television, ...terms });
}

const pass = (days: number) => {
  now = new Date(now.getTime() + days * 86_400_000);
};

async function picture(market: Market) {
  const read = await readPool(muster.services, market.host, market.place);
  assert.ok(read.kind === 'done', JSON.stringify(read));
  return read.value.picture;
}

const verified = (market: Market) => verifiedLog(muster.services, market.place);

/** Worked example 1 of the clearing rule: the buyers a, b, c, and d. */
const CROWD = [
  { max: 8, limitMinor: 11_000 },
  { max: 10, limitMinor: 8_000 },
  { max: 7, limitMinor: 7_600 },
];
const LAST = { max: 38, limitMinor: 5_600 };

async function crowded(market: Market) {
  await must(muster.services, market.maker, writeQuote, { ...market.place, ...market.offer });
  for (const wish of CROWD) await market.commit(await market.peer(), wish);
}

test('the picture moves with each commitment, and counts those who accept the next price', async () => {
  const market = await begun();
  await crowded(market);
  const early = await picture(market);
  assert.deepEqual(
    { price: early.now?.priceMinor, units: early.now?.units, next: early.next?.missing },
    { price: 7_500, units: 25, next: 35 },
  );
  assert.equal(early.drift, 'only-falls');
  await market.commit(await market.peer(), LAST);
  const later = await picture(market);
  assert.deepEqual([later.now?.priceMinor, later.now?.units], [5_500, 63]);
});

test('a receipt holds at once, and proves its place later', async () => {
  const market = await begun();
  const peer = await market.peer();
  const { receipt } = await market.commit(peer, { max: 2, limitMinor: 9_000 });
  const read = await readPool(muster.services, market.host, market.place);
  assert.ok(read.kind === 'done');
  const check = { hash: fastHash, verifySignature: fastVerify };
  const promised = await checkReceipt(receipt, read.value.publicKey, check);
  assert.equal(promised.kind, 'promised');
  const own = await readOwnCommitment(muster.services, peer, market.place);
  assert.ok(own.kind === 'done' && own.value.commitment);
  assert.equal(own.value.commitment.limitMinor, 9_000);
  const proved = await checkReceipt(own.value.commitment.receipt, read.value.publicKey, check);
  assert.equal(proved.kind, 'included');
});

test('it closes once, clears, collects, clears again, and anyone can verify every step', async () => {
  const market = await begun();
  await crowded(market);
  const last = await market.peer();
  await market.commit(last, LAST);
  await runDuePools(muster.services);
  assert.equal((await picture(market)).stage, 'open');
  pass(31);
  await Promise.all([runDuePools(muster.services), runDuePools(muster.services)]);
  await runDuePools(muster.services);
  const tentative = await picture(market);
  assert.deepEqual(
    [tentative.stage, tentative.now?.priceMinor, tentative.now?.units],
    ['tentative', 5_500, 63],
  );
  assert.equal((await verified(market)).stage, 'tentative');
  const served = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('allocations').selectAll().where('poolId', '=', market.poolId).execute(),
  );
  assert.equal(served.length, 4);
  const settled = await inChange(muster.services, { kind: 'installation' }, (change) =>
    settlePool(change, {
      spaceId: market.spaceId,
      poolId: market.poolId,
      collected: served.map(({ commitmentId }) => commitmentId),
    }),
  );
  assert.deepEqual(settled, { kind: 'done', value: { stage: 'tipped' } });
  const report = await verified(market);
  assert.equal(report.stage, 'cleared');
  assert.equal(report.result?.['quantity'], 63);
});

test('when those who did not pay would make it dearer for the others, the pool is void', async () => {
  const market = await begun();
  await crowded(market);
  await market.commit(await market.peer(), LAST);
  pass(31);
  await runDuePools(muster.services);
  const served = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('allocations').selectAll().where('poolId', '=', market.poolId).execute(),
  );
  const settled = await inChange(muster.services, { kind: 'installation' }, (change) =>
    settlePool(change, {
      spaceId: market.spaceId,
      poolId: market.poolId,
      collected: served.filter(({ units }) => units < 38).map((one) => one.commitmentId),
    }),
  );
  assert.deepEqual(settled, { kind: 'done', value: { stage: 'void' } });
  const read = await readPool(muster.services, market.host, market.place);
  assert.equal(read.kind === 'done' && read.value.voidReason, 'price-rose');
  assert.equal((await verified(market)).stage, 'void');
});

test('a pool without a quote, one too small, and one that its host ends: each says why and verifies', async () => {
  const bare = await begun();
  await bare.commit(await bare.peer(), { max: 3, limitMinor: 9_000 });
  const small = await openMarket(muster.services, television);
  await must(muster.services, small.maker, writeQuote, {
    ...small.place,
    ...small.offer,
    tiers: [{ from: 500, priceMinor: 100 }],
  });
  await small.commit(await small.peer(), { max: 499, limitMinor: 9_000 });
  const ended = await openMarket(muster.services, television);
  await crowded(ended);
  await must(muster.services, ended.host, voidPool, {
    ...ended.place,
    reason: 'cancelled',
    note: 'The importer went out of business.',
  });
  pass(31);
  await runDuePools(muster.services);
  for (const [market, reason] of [
    [bare, 'no-quote'],
    [small, 'too-small'],
    [ended, 'cancelled'],
  ] as const) {
    const read = await readPool(muster.services, market.host, market.place);
    assert.equal(read.kind === 'done' && read.value.voidReason, reason);
    assert.equal((await verified(market)).stage, 'void');
  }
});

test('who only lowers the most units keeps the place; other changes go to the end of the line', async () => {
  const market = await begun();
  await must(muster.services, market.maker, writeQuote, { ...market.place, ...market.offer });
  const first = await market.peer();
  await market.commit(first, { max: 5, limitMinor: 9_000 });
  await market.commit(await market.peer(), { max: 5, limitMinor: 9_000 });
  const amend = (change: object) =>
    execute(muster.services, first, amendCommitment, {
      ...market.place,
      min: 1,
      max: 5,
      limitMinor: 9_000,
      ...change,
    });
  const seq = async () => {
    const own = await readOwnCommitment(muster.services, first, market.place);
    return own.kind === 'done' ? own.value.commitment?.seq : undefined;
  };
  const place = await seq();
  assert.equal((await amend({ max: 4 })).kind, 'done');
  assert.equal(await seq(), place);
  assert.equal((await amend({ max: 4, limitMinor: 9_500 })).kind, 'done');
  assert.ok(Number(await seq()) > Number(place));
  const shown = await picture(market);
  assert.equal(shown.units, 9);
});

test('in the last day a commitment may grow, but neither shrink nor leave', async () => {
  const market = await begun();
  const peer = await market.peer();
  await market.commit(peer, { max: 5, limitMinor: 9_000 });
  pass(29.5);
  const amend = (change: object) =>
    execute(muster.services, peer, amendCommitment, {
      ...market.place,
      min: 1,
      max: 5,
      limitMinor: 9_000,
      ...change,
    });
  const smaller = await amend({ max: 4 });
  assert.deepEqual(smaller.kind === 'refused' && smaller.fields, [
    { field: 'max', reason: 'binding-now' },
  ]);
  const left = await execute(muster.services, peer, withdrawCommitment, market.place);
  assert.equal(left.kind === 'refused' && left.because, 'binding-now');
  assert.equal((await amend({ max: 6, limitMinor: 9_100 })).kind, 'done');
  pass(1);
  assert.equal((await amend({ max: 7, limitMinor: 9_100 })).kind, 'refused');
});

test('the same key commits once for ever and is answered to the letter; another request under it is told', async () => {
  const market = await begun();
  const peer = await market.peer();
  const ask = (max: number) =>
    commit(
      muster.services,
      peer,
      { ...market.place, min: 1, max, limitMinor: 9_000 },
      { key: 'once-and-for-all' },
    );
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(2)));
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
  assert.equal(answers[0]?.kind, 'done');
  const other = await ask(3);
  assert.equal(other.kind === 'refused' && other.name, 'key-reused');
  assert.equal((await picture(market)).commitments, 1);
});
