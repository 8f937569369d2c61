import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hashPassword } from '#features/people/server/people.ts';
import type { PersonActor } from '#server/actor.ts';
import { emailOf, somebody } from '../ground/people.ts';
import { type Answered, form, type ServedPages, servePages } from './served-pages.ts';

/** What a browser is given to keep, and what another site can do with it: nothing. */
const PASSWORD = 'three drawers and a lamp';

for (const origin of ['https://muster.test', 'http://muster.test'] as const)
  describe(`reached by ${origin}`, () => {
    const https = origin.startsWith('https');
    const name = https ? '__Host-muster' : 'muster';
    let served: ServedPages;
    let person: PersonActor;
    before(async () => {
      served = await servePages(origin);
      const passwordHash = await hashPassword(PASSWORD);
      person = await somebody(served.muster.services, { name: 'Paula', passwordHash });
    });
    after(() => served.close());

    const signIn = (headers: Record<string, string> = {}) => {
      const sent = form({ email: emailOf(person), password: PASSWORD });
      return served.ask('/sign-in?/password', {
        ...sent,
        headers: { origin, ...sent.headers, ...headers },
      });
    };
    const signInByApi = () =>
      served.ask('/api/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
      });

    test('a session is a cookie of this host alone, out of the reach of scripts', async () => {
      for (const answer of [await signIn(), await signInByApi()]) {
        const [cookie] = cookiesOf(answer);
        assert.ok(cookie?.startsWith(`${name}=`), `${answer.status} ${cookie}`);
        judge(cookie, https);
        const seen = await served.ask('/api/v1/me', { headers: { cookie: pairOf(cookie) } });
        assert.equal(seen.status, 200);
      }
    });

    test('whatever else is kept in a browser is kept as carefully', async () => {
      const light = form({ theme: 'dark', locale: 'de' });
      const kept = await served.ask('/preferences', {
        ...light,
        headers: { ...light.headers, origin },
      });
      const out = await served.ask('/sign-out', {
        ...form({}),
        headers: { ...form({}).headers, origin },
      });
      const all = [...cookiesOf(kept), ...cookiesOf(out)];
      assert.ok(all.length >= 3, all.join('\n'));
      for (const cookie of all) judge(cookie, https);
    });

    test('a session under the name of the other protocol is none', async () => {
      const [cookie] = cookiesOf(await signIn());
      assert.ok(cookie);
      const other = pairOf(cookie).replace(name, https ? 'muster' : '__Host-muster');
      const seen = await served.ask('/api/v1/me', { headers: { cookie: other } });
      assert.equal(seen.status, 401);
    });

    test('a form that another site sends is refused, with the cookie and without', async () => {
      const [cookie] = cookiesOf(await signIn());
      assert.ok(cookie);
      const held = pairOf(cookie);
      for (const foreign of ['https://evil.test', 'null', `${origin}.evil.test`, undefined]) {
        const headers: Record<string, string> = {
          cookie: held,
          ...(foreign === undefined ? {} : { origin: foreign }),
        };
        for (const path of ['/sign-out', '/settings?/profile', '/spaces/new', '/preferences'])
          for (const type of ['application/x-www-form-urlencoded', 'text/plain'] as const) {
            const sent = form({ name: 'Stolen' });
            const answer = await served.ask(path, {
              ...sent,
              headers: { ...headers, 'content-type': type },
            });
            assert.equal(answer.status, 403, `${path} from ${String(foreign)} as ${type}`);
            assert.deepEqual(cookiesOf(answer), []);
          }
      }
      assert.equal((await served.ask('/api/v1/me', { headers: { cookie: held } })).status, 200);
      assert.equal((await signIn({ origin: 'https://evil.test' })).status, 403);
    });

    test('the API takes the cookie from our own pages alone', async () => {
      const [cookie] = cookiesOf(await signIn());
      assert.ok(cookie);
      const rename = (headers: Record<string, string>) =>
        served.ask('/api/v1/me', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json', cookie: pairOf(cookie), ...headers },
          body: JSON.stringify({ name: 'Stolen' }),
        });
      const foreign: Record<string, string>[] = [
        {},
        { origin: 'https://evil.test' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site', origin },
        { 'sec-fetch-site': 'same-site', origin },
      ];
      for (const headers of foreign) {
        const answer = await rename(headers);
        assert.equal(answer.status, 403, JSON.stringify(headers));
        assert.match(answer.text, /"because":"foreign-page"/);
      }
      const { text } = await served.ask('/api/v1/me', { headers: { cookie: pairOf(cookie) } });
      assert.match(text, /"name":"Paula"/);
      assert.equal((await rename({ origin })).status, 200);
    });
  });

test('a proxy that does not say how it was asked makes no cookie weaker; one that is not trusted changes nothing', async () => {
  const served = await servePages('http://muster.test', { TRUSTED_PROXIES: '1' });
  const sent = form({ theme: 'dark' });
  const choose = (headers: Record<string, string>) =>
    served.ask('/preferences', { ...sent, headers: { ...sent.headers, ...headers } });
  const told = await choose({ 'x-forwarded-proto': 'https', origin: 'https://muster.test' });
  assert.match(cookiesOf(told)[0] ?? '', /; Secure/);
  await served.close();
  const alone = await servePages('http://muster.test');
  const untold = await alone.ask('/preferences', {
    ...sent,
    headers: { ...sent.headers, 'x-forwarded-proto': 'https', origin: 'https://muster.test' },
  });
  assert.equal(untold.status, 403);
  await alone.close();
});

function cookiesOf({ headers }: Answered): string[] {
  return headers['set-cookie'] ?? [];
}

function pairOf(cookie: string): string {
  return cookie.split(';')[0] ?? '';
}

function judge(cookie: string, https: boolean): void {
  const [, ...attributes] = cookie.split(/;\s*/);
  const lower = attributes.map((attribute) => attribute.toLowerCase());
  assert.ok(lower.includes('httponly'), cookie);
  assert.ok(lower.includes('samesite=lax') || lower.includes('samesite=strict'), cookie);
  assert.ok(lower.includes('path=/'), cookie);
  assert.equal(lower.includes('secure'), https, cookie);
  assert.ok(!lower.some((attribute) => attribute.startsWith('domain')), cookie);
}
