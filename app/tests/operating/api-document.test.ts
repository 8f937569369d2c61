import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { findCalls, readApiBook } from '#features/installation/server/api-document.ts';
import { apiRoutes } from '#lib/muster.ts';
import { somebody } from '../ground/people.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';
import { accessToken } from '../policy/world.ts';

let muster: TestInstallation;
before(async () => {
  // The clock stands still, so that no bucket fills up while a slow machine counts.
  const now = new Date();
  muster = await openTestInstallation({ clock: { now: () => now } });
});
after(() => muster.close());

async function ask(path: string, headers: Record<string, string> = {}, address = '10.3.0.1') {
  return muster.api.fetch(new Request(`http://muster.test/api/v1${path}`, { headers }), {
    address,
  });
}

test('the document of the API is valid OpenAPI 3.1 and tells of every route', async () => {
  const document = (await (await ask('/openapi.json')).json()) as Record<string, unknown>;
  const validator = new Validator();
  const { valid, errors } = await validator.validate(document);
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
  const book = readApiBook(document);
  const calls = book.chapters.flatMap((chapter) => chapter.calls);
  assert.deepEqual(
    calls.map(({ method, path }) => `${method.toLowerCase()} ${path}`).toSorted(),
    apiRoutes.map(({ method, path }) => `${method} /api/v1${path}`).toSorted(),
  );
  assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length, 'ids are their own');
  for (const { curl, method } of calls) assert.ok(curl.startsWith(`curl -X ${method} 'http`), curl);
  const found = findCalls(book, 'post invitations').flatMap(({ calls: some }) => some);
  assert.ok(found.length > 0 && found.every(({ path }) => path.includes('invitation')));
});

async function callsLeft(): Promise<number> {
  const { headers } = await ask('/spaces');
  return Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
}

test('each answer says how many calls are left; one too many is told how long to wait', async () => {
  const earlier = await callsLeft();
  assert.ok((await callsLeft()) < earlier);
  const answers = await Promise.all(
    Array.from({ length: 140 }, () => ask('/spaces', {}, '10.3.0.2')),
  );
  const refused = answers.filter(({ status }) => status === 429);
  assert.equal(refused.length, 20);
  for (const { headers } of refused) {
    assert.ok(Number(headers.get('retry-after')) >= 1);
    assert.match(headers.get('ratelimit-policy') ?? '', /^"api-address";q=120;w=60$/);
  }
});

test('what has not changed is not sent again, and what has is', async () => {
  const person = await somebody(muster.services);
  const headers = { authorization: `Bearer ${await accessToken(muster, person)}` };
  const first = await ask('/me', headers);
  const etag = first.headers.get('etag') ?? '';
  assert.match(etag, /^W\/"[\w-]{22}"$/);
  const again = await ask('/me', { ...headers, 'if-none-match': etag });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), '');
  await muster.services.database.write(person, (db) =>
    db.updateTable('people').set({ name: 'Renamed' }).where('id', '=', person.personId).execute(),
  );
  assert.equal((await ask('/me', { ...headers, 'if-none-match': etag })).status, 200);
});
