import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiRoutes, policies } from '#lib/muster.ts';
import type { ApiRoute } from '#server/api-route.ts';
import { newId } from '#server/ids.ts';
import { type Cell, type Role, ROLES } from '#server/policy.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';
import { countChanges } from './change-count.ts';
import { OPENED_BY_TOKEN, PICTURE, samples } from './samples.ts';
import { buildCast, buildWorld, type Cast, showToAll, VISIBILITIES, type World } from './world.ts';

/**
 * Every route of the API, for every role, on every kind of object: what the policy tables declare is what happens, and a
 * refusal changes nothing. The cells are made from the registry of routes, so a new route is in the matrix by being there.
 */
let muster: TestInstallation;
let changes: Awaited<ReturnType<typeof countChanges>>;
/** Reading changes nothing, so all reads share these; whatever else is asked gets worlds of its own. */
let readOnly: Peopled[];

type Peopled = { world: World; cast: Cast };

before(async () => {
  muster = await openTestInstallation();
  changes = await countChanges(muster.ownerUrl);
  readOnly = await buildWorlds();
});
after(async () => {
  await changes.close();
  await muster.close();
});

async function buildWorlds(): Promise<Peopled[]> {
  const worlds: Peopled[] = [];
  for (const visibility of VISIBILITIES) {
    const world = await buildWorld(muster, visibility);
    await showToAll(muster, world.people.peer);
    world.objects.device = newId(new Date());
    world.objects.passkey = 'nobodys-passkey';
    worlds.push({ world, cast: await buildCast(muster, world) });
  }
  return worlds;
}

const REFUSALS = new Set([401, 403, 404]);
const OUTSIDE = new Set<Role>(['visitor', 'person', 'operator']);

for (const route of apiRoutes) {
  const name = `${route.method} ${route.path}`;
  test(`${name}: every role, on every kind of space`, async () => {
    const worlds = route.method === 'get' ? readOnly : await buildWorlds();
    for (const { world, cast } of worlds) {
      for (const role of ROLES) await checkCell(route, { world, cast, role });
    }
  });
  if (route.path.includes('{space}')) {
    test(`${name}: what does not exist is not found`, async () => {
      const peopled = readOnly.find(({ world }) => world.visibility === 'public');
      assert.ok(peopled);
      const { world, cast } = peopled;
      const missing = {
        ...world,
        objects: Object.fromEntries(Object.keys(world.objects).map((key) => [key, missingOf(key)])),
      };
      const untouched = await changes.read();
      for (const role of ROLES)
        assert.equal((await call(route, missing, cast.tokens[role])).status, 404, role);
      assert.equal(await changes.read(), untouched);
    });
  }
}

test('every action of the tables has a cell for every role', () => {
  for (const [action, row] of Object.entries(policies)) {
    assert.deepEqual(Object.keys(row).toSorted(), [...ROLES].toSorted(), action);
  }
});

async function checkCell(
  route: ApiRoute,
  { world, cast, role }: { world: World; cast: Cast; role: Role },
): Promise<void> {
  const expected = expectedStatus(route, world, role);
  const untouched = expected === 'allowed' ? '' : await changes.read();
  const response = await call(route, world, cast.tokens[role]);
  const where = `${route.method} ${route.path} as ${role} in a space of visibility ${world.visibility}`;
  if (expected === 'allowed') {
    assert.ok(
      !REFUSALS.has(response.status) && response.status < 500,
      `${where}: allowed, but ${response.status} ${await response.text()}`,
    );
    return;
  }
  // Outside of a space that opens by invitation, what is inside may also look as if it did not exist.
  const hidden = response.status === 404 && world.visibility === 'invitation' && OUTSIDE.has(role);
  if (!hidden) assert.equal(response.status, expected, where);
  assert.equal(await changes.read(), untouched, `${where}: refused, yet something changed`);
}

function expectedStatus(route: ApiRoute, world: World, role: Role): number | 'allowed' {
  const inSpace = route.path.includes('{space}');
  const outside = OUTSIDE.has(role);
  if (inSpace && outside && world.visibility === 'private') return 404;
  // An operator is a person like any other inside a space; outside of one the row of the operator counts.
  const counted = inSpace && role === 'operator' ? 'person' : outside || inSpace ? role : 'person';
  const cell = policies[route.action]?.[counted];
  assert.ok(cell, `${route.action} declares nothing for ${counted}`);
  if (isAllowed(cell, { world, route, role })) return 'allowed';
  return role === 'visitor' ? 401 : 403;
}

function isAllowed(
  cell: Cell,
  { world, route, role }: { world: World; route: ApiRoute; role: Role },
): boolean {
  const named = [...route.path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1] ?? '';
  if (cell === 'own') return world.madeBy[named] === role;
  return cell === 'yes' || (cell === 'open' && world.visibility === 'public');
}

async function call(route: ApiRoute, world: World, token: string | undefined): Promise<Response> {
  const name = `${route.method} ${route.path}`;
  assert.ok(!route.body || name in samples, `tests/policy/samples.ts has no body for ${name}`);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = world.objects[key];
    assert.ok(value, `tests/policy/world.ts has no ${key}`);
    return value;
  });
  const headers: Record<string, string> = {
    'content-type': route.bytes ? 'image/png' : 'application/json',
  };
  if (token) headers.authorization = `Bearer ${token}`;
  const text = route.body
    ? JSON.stringify(samples[name]).replace('VISIBILITY', world.visibility)
    : null;
  const body = route.bytes ? PICTURE : text;
  const request = new Request(`http://muster.test/api/v1${path}`, {
    method: route.method.toUpperCase(),
    headers,
    body,
  });
  // Each call from an address of its own: the limit of calls has tests of its own.
  return muster.api.fetch(request, {
    address: `10.${randomByte()}.${randomByte()}.${randomByte()}`,
  });
}

function missingOf(key: string): string {
  if (key === 'space') return 'nothing-here-xxxxx';
  return key === 'token' ? 'y'.repeat(43) : newId(new Date());
}

function randomByte(): number {
  return Math.floor(Math.random() * 256);
}

test('tokens that open by themselves are few and named', () => {
  for (const name of OPENED_BY_TOKEN)
    assert.ok(
      apiRoutes.some((route) => `${route.method} ${route.path}` === name),
      name,
    );
});
