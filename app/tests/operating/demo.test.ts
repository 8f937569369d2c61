import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { exportLog } from '#features/pools/server/export-log.ts';
import { isEmpty, playDemo } from '#features/installation/server/play-demo.ts';
import { signIn } from '#features/people/server/sign-in.ts';
import { verifiedText } from '../ground/verified-log.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';

let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation();
});
after(() => muster.close());

test('the demo plays through the real commands, at times in the past, and one can sign in', async () => {
  const { services } = muster;
  assert.equal(await isEmpty(services), true);
  const played = await playDemo(services, () => undefined);
  assert.equal(await isEmpty(services), false);
  const signedIn = await signIn(services, played, { address: '127.0.0.1', device: 'test' });
  assert.equal(signedIn.kind, 'done');
  const { comments, newest } = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('comments')
      .select((select) => [
        select.fn.countAll<string>().as('comments'),
        select.fn.max('createdAt').as('newest'),
      ])
      .executeTakeFirstOrThrow(),
  );
  assert.ok(Number(comments) >= 25);
  assert.ok(newest && newest.getTime() < Date.now() - 86_400_000);
});

test('the pools of the demo grew from what people want, of whom most said how many and at most how much', async () => {
  const { services } = muster;
  const rows = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('pools')
      .innerJoin('wanteds', 'wanteds.id', 'pools.wantedId')
      .innerJoin('meToos', 'meToos.wantedId', 'wanteds.id')
      .leftJoin('meTooLimits', (join) =>
        join
          .onRef('meTooLimits.wantedId', '=', 'meToos.wantedId')
          .onRef('meTooLimits.personId', '=', 'meToos.personId'),
      )
      .select((select) => [
        'pools.stage',
        select.fn.countAll<number>().as('wanters'),
        select.fn.count<number>('limitMinor').as('limits'),
      ])
      .groupBy(['pools.id', 'pools.stage', 'pools.createdAt'])
      .orderBy('pools.createdAt')
      .execute(),
  );
  assert.deepEqual(
    rows.map((row) => [row.stage, Number(row.wanters), Number(row.limits) > 40]),
    [
      ['tipped', 89, true],
      ['open', 55, true],
    ],
  );
});

test('one pool of the demo is delivered and two are open, the log verifies, and the books balance', async () => {
  const { services } = muster;
  const pools = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('pools')
      .innerJoin('spaces', 'spaces.id', 'pools.spaceId')
      .select(['pools.address as pool', 'spaces.address as space', 'stage'])
      .orderBy('pools.createdAt')
      .execute(),
  );
  assert.deepEqual(
    pools.map(({ stage }) => stage),
    ['tipped', 'open', 'open'],
  );
  for (const { pool, space } of pools) {
    const exported = await exportLog(services, { kind: 'visitor' }, { space, pool });
    if (exported.kind === 'refused') continue;
    await verifiedText(exported.value);
  }
  const { rows } = await services.database.read({ kind: 'installation' }, (db) =>
    sql`select * from ledger_faults()`.execute(db),
  );
  assert.deepEqual(rows, []);
});
