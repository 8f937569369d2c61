import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { apiRoutes } from '#lib/muster.ts';
import type { PersonActor } from '#server/actor.ts';
import { noFaults } from '#server/faults.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';
import { somebody } from '../ground/people.ts';
import { openDigest } from './database-digest.ts';
import { PICTURE, samples } from './samples.ts';
import { accessToken, buildWorld, type World } from './world.ts';

/**
 * A private space does not exist for outsiders: with both walls, and with each of them alone. The first wall is that every
 * read starts from what the actor may see; the second is row-level security.
 */
for (const wall of ['both walls', 'the first wall alone'] as const) {
  test(`${wall}: no route, count or error tells an outsider of a private space`, async () => {
    const faults = { ...noFaults, withoutRowSecurity: wall === 'the first wall alone' };
    const muster = await openTestInstallation({ faults });
    try {
      const world = await buildWorld(muster, 'private');
      const digest = await openDigest(muster.ownerUrl);
      const outsider = await accessToken(muster, await somebody(muster.services));
      const untouched = await digest.read();
      for (const token of [undefined, outsider]) await askEverything(muster, world, token);
      assert.equal(await digest.read(), untouched);
      await digest.close();
    } finally {
      await muster.close();
    }
  });
}

async function askEverything(
  muster: TestInstallation,
  world: World,
  token: string | undefined,
): Promise<void> {
  for (const route of apiRoutes) {
    if (
      route.path.includes('{token}') ||
      route.path === '/spaces' ||
      !route.path.includes('{space}')
    )
      continue;
    const real = await ask(muster, route, world.objects, token);
    const missing = await ask(
      muster,
      route,
      { ...world.objects, space: 'nothing-here-xxxxx' },
      token,
    );
    const where = `${route.method} ${route.path}`;
    assert.equal(real.status, 404, where);
    assert.equal(
      real.text.replaceAll(world.address, 'SPACE'),
      missing.text.replaceAll('nothing-here-xxxxx', 'SPACE'),
      where,
    );
    assert.deepEqual(real.headers, missing.headers, where);
  }
  const listed = await ask(muster, { method: 'get', path: '/spaces' }, {}, token);
  assert.ok(!listed.text.includes('World private'), 'the list of spaces');
}

type Asked = { status: number; text: string; headers: [string, string][] };

async function ask(
  muster: TestInstallation,
  route: { method: string; path: string; body?: unknown; bytes?: unknown },
  objects: Record<string, string>,
  token: string | undefined,
): Promise<Asked> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => objects[key] ?? '');
  const headers: Record<string, string> = {
    'content-type': route.bytes ? 'image/png' : 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const text = route.body
    ? JSON.stringify(samples[`${route.method} ${route.path}`]).replace('VISIBILITY', 'private')
    : null;
  const body = route.bytes ? PICTURE : text;
  const request = new Request(`http://muster.test/api/v1${path}`, {
    method: route.method.toUpperCase(),
    headers,
    body,
  });
  const response = await muster.api.fetch(request, {
    address: `10.0.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`,
  });
  return {
    status: response.status,
    text: await response.text(),
    // How many calls are left tells of the caller, and goes down from call to call.
    headers: [...response.headers.entries()].filter(([name]) => name !== 'ratelimit'),
  };
}

/** Tables in which the rows of a space stand; people and what is theirs have walls of their own. */
async function tablesOfSpaces(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join pg_tables t on t.tablename = c.table_name and t.schemaname = 'public'
     where c.table_schema = 'public' and c.column_name = 'space_id' order by 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

let muster: TestInstallation;
let world: World;
let outsider: PersonActor;
before(async () => {
  muster = await openTestInstallation();
  world = await buildWorld(muster, 'private');
  outsider = await somebody(muster.services);
});
after(() => muster.close());

test('the second wall alone: no table shows a row of a private space to an outsider', async () => {
  for (const actor of [outsider, { kind: 'visitor' } as const, { kind: 'identity' } as const]) {
    await muster.services.database.read(actor, async (db) => {
      const { rows: spaces } = await sql<{
        count: number;
      }>`select count(*)::int as count from spaces where address = ${world.address}`.execute(db);
      assert.equal(spaces[0]?.count, 0, 'spaces');
      for (const table of await tablesOfSpaces(muster.ownerUrl)) {
        const { rows } = await sql<{
          count: number;
        }>`select count(*)::int as count from ${sql.table(table)}`.execute(db);
        assert.equal(rows[0]?.count, 0, `${table} as ${actor.kind}`);
      }
    });
  }
});

test('the second wall alone: a member sees the rows, so the test above can fail', async () => {
  const count = await muster.services.database.read(world.people.peer, (db) =>
    db.selectFrom('memberships').selectAll().execute(),
  );
  assert.equal(count.length, 4);
});

test('the second wall alone: an outsider cannot write into a private space', async () => {
  const { services } = muster;
  const found = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('spaces')
      .select('id')
      .where('address', '=', world.address)
      .executeTakeFirstOrThrow(),
  );
  const row = { spaceId: found.id, measure: 'posts', goal: 1, createdAt: new Date() };
  await assert.rejects(
    services.database.write(outsider, (db) => db.insertInto('targets').values(row).execute()),
    /row-level security/,
  );
});

test('every table has row-level security with a policy, and the app is not its owner', async () => {
  const client = new pg.Client({ connectionString: muster.ownerUrl });
  await client.connect();
  const { rows: open } = await client.query(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p', 'm', 'v') and c.relname <> 'migrations'
       and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`,
  );
  assert.deepEqual(open, []);
  const { rows: role } = await client.query(
    "select rolsuper, rolbypassrls from pg_roles where rolname = 'muster_app'",
  );
  assert.deepEqual(role, [{ rolsuper: false, rolbypassrls: false }]);
  await client.end();
});

test('the list of readable spaces is hashed once a query, never walked once a row', async () => {
  const client = new pg.Client({ connectionString: muster.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select tablename || '.' || policyname as name from pg_policies
     where concat(qual, with_check) ~ 'ANY \\(\\( SELECT readable_spaces' order by 1`,
  );
  await client.end();
  // Write «space_id in (select unnest(readable_spaces()))»: see migrations/0045_readable.sql.
  assert.deepEqual(rows, []);
});
