import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { fastHash, fastVerify } from '@muster/log/crypto.node';
import { verifyExport } from '@muster/log/verify-export';
import pg from 'pg';
import { decideMerge, suggestMerge } from '#features/wanteds/server/merge-wanted.ts';
import { proposeSpec } from '#features/wanteds/server/propose-spec.ts';
import { writeWanted } from '#features/wanteds/server/write-wanted.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { must, type Market, openMarket, television } from '../../../../tests/ground/market.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { commit } from './commit.ts';
import { runDuePools } from './due-pools.job.ts';
import { exportLog } from './export-log.ts';
import { openPool } from './open-pool.ts';
import { writeQuote } from './write-quote.ts';

/** Two app processes on one database, with the pauses that make commands overlap where it hurts. */
const faults = testFaults();
let one: TestInstallation;
let two: TestInstallation;
let owner: pg.Client;
let now = new Date();
before(async () => {
  one = await openTestInstallation({ faults, clock: { now: () => now } });
  const { dataFolder } = one.config;
  const shared = { faults, clock: { now: () => now }, databaseUrl: one.ownerUrl, dataFolder };
  two = await openTestInstallation({ ...shared, settings: {} });
  owner = new pg.Client({ connectionString: one.ownerUrl });
  await owner.connect();
});
afterEach(() => faults.restore());
after(async () => {
  await owner.end();
  await two.services.close();
  await one.close();
});

async function begun(terms: Record<string, unknown> = {}): Promise<Market> {
  now = new Date('2026-03-01T09:00:00Z');
  return openMarket(one.services, { ...television, ...terms });
}

const peersOf = (market: Market, count: number) =>
  Promise.all(Array.from({ length: count }, () => market.peer()));
const ask = (market: Market, peer: PersonActor, nth: number) =>
  commit(nth % 2 === 0 ? one.services : two.services, peer, {
    ...market.place,
    min: 1,
    max: 1,
    limitMinor: 9_000,
  });

async function logged(market: Market): Promise<{ seqs: number[]; standing: number }> {
  const { rows } = await owner.query<{ seq: number }>(
    'select seq from pool_log where pool_id = $1 order by seq',
    [market.poolId],
  );
  const { rows: counted } = await owner.query<{ count: number }>(
    "select count(*)::int as count from commitments where pool_id = $1 and state = 'standing'",
    [market.poolId],
  );
  return { seqs: rows.map(({ seq }) => seq), standing: counted[0]?.count ?? 0 };
}

async function rush(market: Market, peers: readonly PersonActor[]): Promise<number> {
  const outcomes = await Promise.all(
    peers.map((peer, nth) =>
      ask(market, peer, nth).then(
        ({ kind }) => kind === 'done',
        () => false,
      ),
    ),
  );
  return outcomes.filter(Boolean).length;
}

test('two processes on one pool: never a gap or a double in the log', async () => {
  const market = await begun();
  const peers = await peersOf(market, 60);
  assert.equal(await rush(market, peers), 60);
  const { seqs, standing } = await logged(market);
  assert.deepEqual(
    seqs,
    Array.from({ length: 61 }, (_, seq) => seq),
  );
  assert.equal(standing, 60);
});

test('one person through two processes at once commits once', async () => {
  const market = await begun();
  for (const peer of await peersOf(market, 5))
    assert.equal(await rush(market, [peer, peer, peer, peer]), 1);
});

test('whoever was acknowledged stands before the close, and the log verifies', async () => {
  const market = await begun();
  await must(one.services, market.maker, writeQuote, { ...market.place, ...market.offer });
  const peers = await peersOf(market, 30);
  const [early, late] = [peers.slice(0, 15), peers.slice(15)];
  const first = rush(market, early);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const second = rush(market, late);
  now = new Date(television.closesAt);
  await Promise.all([runDuePools(one.services), runDuePools(two.services)]);
  const acknowledged = (await first) + (await second);
  const exported = await exportLog(one.services, market.host, market.place);
  assert.ok(exported.kind === 'done', JSON.stringify(exported));
  const options = { hash: fastHash, verifySignature: fastVerify };
  const report = await verifyExport([new TextEncoder().encode(exported.value)], options);
  assert.ok(report.kind === 'report' && report.holds, JSON.stringify(report));
  assert.equal(report.commitments, acknowledged);
});

async function quotedAtOnce(): Promise<number> {
  const market = await begun({ quotesDueAt: '2026-03-20T09:00:00Z' });
  await Promise.all(
    [one, two, one, two].map(({ services }) =>
      execute(services, market.maker, writeQuote, { ...market.place, ...market.offer }),
    ),
  );
  const { rows } = await owner.query('select id from quotes where pool_id = $1', [market.poolId]);
  return rows.length;
}

test('a maker that quotes four times at once has one quote, and the lock is why', async () => {
  assert.equal(await quotedAtOnce(), 1);
  faults.leaveOut('pool');
  assert.ok(await goesWrong(async () => (await quotedAtOnce()) > 1));
});

/** Fills up to one below the limit, then lets ten come at once. */
async function roomForOne(fill: string, run: (market: Market) => Promise<{ kind: string }>) {
  const market = await begun();
  const peer = await market.peer();
  const wanted = await must(one.services, peer, writeWanted, {
    space: market.place.space,
    title: 'A screen',
  });
  await owner.query(fill, [market.spaceId, market.host.personId, wanted.address]);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => run(market)));
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

const limits: {
  name: string;
  lock: string;
  fill: string;
  run: Parameters<typeof roomForOne>[1];
}[] = [
  {
    name: 'pools of a space',
    lock: 'pools-opened',
    fill: `insert into pools (space_id, id, address, host_id, title, spec, currency, objective, rationing, offers_freeze_at, closes_at, public_key, created_at)
        select $1, gen_random_uuid(), substr(md5(n::text), 1, 8), $2, $3, '[]', 'EUR', 'units', 'time', '2030-01-01', '2030-01-02', '', now() from generate_series(1, 198) n`,
    run: ({ host, place }) =>
      execute(one.services, host, openPool, { space: place.space, ...television }),
  },
  {
    name: 'wanteds of a person',
    lock: 'wanteds-written',
    fill: `insert into wanteds (space_id, id, address, author_id, title, spec, created_at)
        select $1, gen_random_uuid(), substr(md5(n::text), 1, 8), $2, $3, '[]', now() from generate_series(1, 99) n`,
    run: ({ host, place }) =>
      execute(one.services, host, writeWanted, { space: place.space, title: 'One more' }),
  },
  {
    name: 'proposals for a wanted',
    lock: 'spec-proposals',
    fill: `insert into spec_proposals (space_id, id, wanted_id, author_id, against, spec, note, created_at)
        select $1, gen_random_uuid(), w.id, $2, 1, '[]', 'More', now() from wanteds w, generate_series(1, 49) n where w.space_id = $1 and w.address = $3`,
    run: async ({ host, place, spaceId }) => {
      const { address: wanted } = await one.services.database.read(host, (db) =>
        db
          .selectFrom('wanteds')
          .select('address')
          .where('spaceId', '=', spaceId)
          .where('title', '=', 'A screen')
          .executeTakeFirstOrThrow(),
      );
      const input = { space: place.space, wanted, spec: [], note: 'Less' };
      return execute(one.services, host, proposeSpec, input);
    },
  },
];
for (const { name, lock, fill, run } of limits)
  test(`${name}: of ten at once the limit lets one in, and the lock is why`, async () => {
    assert.equal(await roomForOne(fill, run), 1);
    faults.leaveOut(lock);
    assert.ok(await goesWrong(async () => (await roomForOne(fill, run)) > 1));
  });

test('a merge that is decided twice at once folds once, and counts who wanted both once', async () => {
  const market = await begun();
  const { space } = market.place;
  const peer = await market.peer();
  const from = await must(one.services, peer, writeWanted, { space, title: 'A screen' });
  const into = await must(one.services, market.host, writeWanted, { space, title: 'Screens' });
  const { merge } = await must(one.services, market.host, suggestMerge, {
    space,
    wanted: from.address,
    into: into.address,
  });
  const decide = (services: TestInstallation['services']) =>
    execute(services, peer, decideMerge, {
      space,
      wanted: from.address,
      merge,
      outcome: 'taken',
    });
  const outcomes = await Promise.all([decide(one.services), decide(two.services)]);
  assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 1);
});

/** Two wanteds are each to be folded into the other, both at the same moment; how many were. */
async function foldedIntoEachOther(): Promise<number> {
  const market = await begun();
  const { space } = market.place;
  const peer = await market.peer();
  const write = (title: string) => must(one.services, peer, writeWanted, { space, title });
  const [{ address: first }, { address: second }] = [await write('One'), await write('Other')];
  const suggest = (wanted: string, into: string) =>
    must(one.services, market.host, suggestMerge, { space, wanted, into });
  const there = await suggest(first, second);
  const back = await suggest(second, first);
  const outcomes = await Promise.all([
    execute(one.services, peer, decideMerge, {
      space,
      wanted: first,
      merge: there.merge,
      outcome: 'taken',
    }),
    execute(two.services, peer, decideMerge, {
      space,
      wanted: second,
      merge: back.merge,
      outcome: 'taken',
    }),
  ]);
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('of two wanteds that are folded into each other at once one stays, and the lock is why', async () => {
  for (let turn = 0; turn < 5; turn++) assert.equal(await foldedIntoEachOther(), 1);
  faults.leaveOut('wanted-folds');
  assert.ok(await goesWrong(async () => (await foldedIntoEachOther()) > 1));
});

test('without the lock and the keys of the log the sequence is written twice: the tests above can fail', async () => {
  await owner.query('alter table pool_log drop constraint pool_log_pkey');
  await owner.query('alter table commitments drop constraint commitments_space_id_pool_id_seq_key');
  faults.leaveOut('pool');
  const twice = await goesWrong(async () => {
    const market = await begun();
    const peers = await peersOf(market, 40);
    assert.ok((await rush(market, [...peers, ...peers])) > 0);
    const { seqs } = await logged(market);
    return new Set(seqs).size < seqs.length;
  });
  assert.ok(twice);
});
