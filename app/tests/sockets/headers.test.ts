import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sessionCookieName } from '#features/people/server/people.ts';
import { startSession } from '#features/people/server/sessions.ts';
import { beginChange } from '#server/commands/change.ts';
import { buildWorld, type World } from '../policy/world.ts';
import { type Answered, type ServedPages, servePages } from './served-pages.ts';

/** What every answer says to a browser, whatever it answers, and what a page lets a browser run. */
for (const origin of ['https://muster.test', 'http://muster.test'] as const)
  describe(`reached by ${origin}`, () => {
    const https = origin.startsWith('https');
    let served: ServedPages;
    let world: World;
    let cookie: string;
    before(async () => {
      served = await servePages(origin);
      world = await buildWorld(served.muster, 'public');
      cookie = await signedIn(served, world, https);
    });
    after(() => served.close());

    test('every kind of answer carries the headers that keep it in its place', async () => {
      const { space } = world.objects;
      const visited: [string, number][] = [
        ['/', 200],
        [`/s/${space}`, 200],
        ['/sign-in', 200],
        ['/no-such-page', 404],
        ['/icon.svg', 200],
        [await anAssetOf(served), 200],
        ['/healthz', 200],
        ['/metrics', 404],
        ['/api/v1/openapi.json', 200],
        ['/api/v1/docs', 200],
        ['/api/v1/no-such-route', 404],
        ['/api/v1/me', 401],
        [`/s/${space}/settings`, 403],
        ['/notifications', 303],
        [`/s/${space}/journal/feed.atom`, 200],
        [`/s/${space}/files/${world.objects.file}`, 200],
      ];
      for (const [path, status] of visited) {
        const answer = await served.ask(path);
        assert.equal(answer.status, status, `${path}: ${answer.text.slice(0, 200)}`);
        judge(path, answer, https);
      }
      const listed = await served.ask(`/s/${space}/members.csv`, { headers: { cookie } });
      assert.equal(listed.status, 200);
      assert.match(String(listed.headers['content-disposition']), /^attachment; filename=/);
      judge('members.csv', listed, https);
    });

    test('a page runs only what carries the number of this one answer', async () => {
      const { space, post } = world.objects;
      const numbers = new Set<string>();
      const paths = ['/', '/recover', `/s/${space}/journal/${post}`, '/no-such-page', '/'];
      for (const path of paths) {
        const answer = await served.ask(path, { headers: { cookie } });
        numbers.add(numberOf(path, answer));
      }
      assert.equal(numbers.size, paths.length);
    });
  });

function judge(path: string, { headers }: Answered, https: boolean): void {
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'/, path);
  assert.match(policy, /frame-ancestors 'none'|sandbox/, path);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|strict-dynamic|https?:|\*/, path);
  const { 'strict-transport-security': strict, ...rest } = headers;
  assert.equal(strict, https ? 'max-age=31536000' : undefined, path);
  assert.equal(rest['x-content-type-options'], 'nosniff', path);
  assert.equal(rest['x-frame-options'], 'DENY', path);
  assert.equal(rest['referrer-policy'], 'same-origin', path);
  assert.equal(rest['cross-origin-opener-policy'], 'same-origin', path);
  assert.equal(rest['cross-origin-resource-policy'], 'same-origin', path);
  assert.match(String(rest['permissions-policy']), /camera=\(\)/, path);
  assert.equal(rest['access-control-allow-origin'], undefined, path);
  assert.equal(rest['x-powered-by'] ?? rest.server, undefined, path);
}

/** The nonce of a page, once it is known that nothing of the page would run or be drawn without it. */
function numberOf(path: string, { headers, text }: Answered): string {
  const policy = String(headers['content-security-policy']);
  const number = /script-src 'self' 'nonce-([\w+/=-]{16,})'/.exec(policy)?.[1];
  assert.ok(number, `${path}: ${policy}`);
  const inline = [...text.matchAll(/<(?:script|style)\b([^>]*)>/g)].filter(
    ([, attributes = '']) => !attributes.includes('src='),
  );
  assert.ok(inline.length > 0, path);
  for (const [tag] of inline) assert.ok(tag.includes(`nonce="${number}"`), `${path}: ${tag}`);
  assert.doesNotMatch(text, /<[a-z][^>]*\s(?:on[a-z]+|style)=["']/i, path);
  assert.doesNotMatch(text, /(?:href|src|action)=["']\s*javascript:/i, path);
  return number;
}

async function anAssetOf(served: ServedPages): Promise<string> {
  const { text } = await served.ask('/sign-in');
  const found = /href="[./]*(_app\/immutable\/[^"]+\.js)"/.exec(text)?.[1];
  assert.ok(found);
  return `/${found}`;
}

async function signedIn({ muster }: ServedPages, world: World, https: boolean): Promise<string> {
  const { services } = muster;
  const from = { address: '127.0.0.1', device: 'test' };
  const token = await services.database.write({ kind: 'identity' }, (db) =>
    startSession(
      beginChange(services, { kind: 'identity' }, db, []),
      world.people.host.personId,
      from,
    ),
  );
  return `${sessionCookieName(https)}=${token}`;
}
