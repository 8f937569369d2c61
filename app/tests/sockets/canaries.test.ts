import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Answered, ask, type Asked, form } from './served-pages.ts';
import { isServing, type ServedProcess, serveProcess, until } from './served-process.ts';

/**
 * Every secret that people and operators hand in is marked, sent through all doors, and looked for where it must never be:
 * in what the process writes, in its figures, and in the pages that say that something broke.
 */
const mark = (kind: string) => `${kind}-${randomBytes(9).toString('hex')}`;
const METRICS_TOKEN = mark('metrics');
const secrets = {
  metrics: METRICS_TOKEN,
  smtp: mark('smtp'),
  openid: mark('openid'),
  password: mark('password'),
  newPassword: mark('renewed'),
  wrongPassword: mark('wrong'),
  email: `${mark('paula')}@example.org`,
  otherEmail: `${mark('other')}@example.org`,
  falseBearer: mark('bearer-that-is-none'),
  falseLink: mark('link-that-is-none'),
};
/** What the installation makes itself and hands to somebody: links, tokens, cookies. */
const handedOut = new Map<string, string>();

let served: ServedProcess;
let host: string;
before(async () => {
  served = await serveProcess(['start'], {
    METRICS_TOKEN,
    SMTP_URL: `smtp://operator:${secrets.smtp}@127.0.0.1:9`,
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'muster',
    OIDC_CLIENT_SECRET: secrets.openid,
    ALLOW_PRIVATE_WEBHOOKS: '1',
  });
  host = `localhost:${served.port}`;
});
after(() => served.close());

test('signing up, in, on and off leaves none of what was typed or handed out in the log', async () => {
  await signUpAndConfirm();
  await signInAndOut();
  await makeTokensAndLinks();
  await recoverAccess();
  for (const [name, value] of handedOut) assert.ok(value.length >= 20, `${name}: ${value}`);
  assert.ok(handedOut.size >= 8, [...handedOut.keys()].join());
  findNone('the log', served.written());
});

test('when the database breaks underneath, neither the log nor the answers tell', async () => {
  const knownLength = served.written().length;
  served.gate.set('closed');
  const broken = await knockEverywhere();
  served.gate.set('open');
  await until(() => isServing(served.port));
  const failed = broken.filter(({ status }) => status >= 500);
  assert.ok(failed.length >= 12, broken.map(({ status }) => status).join());
  for (const answer of failed) {
    findNone('an error page', answer.text);
    findNone('its headers', JSON.stringify(answer.headers));
    assert.doesNotMatch(answer.text, /node_modules|\.ts:\d|postgres|ECONN|at \w+ \(/i);
  }
  await wait(300);
  const noted = served.written().slice(knownLength);
  assert.ok((noted.match(/"level":50/g) ?? []).length >= 12, 'each of them is noted');
  findNone('the log', noted);
});

test('the figures name nobody and nothing', async () => {
  const { status, text } = await go('/metrics', {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  assert.equal(status, 200);
  findNone('the figures', text);
});

async function signUpAndConfirm(): Promise<void> {
  const fields = { name: 'Paula', email: secrets.email, password: secrets.password };
  assert.equal((await send('/sign-up', fields)).status, 303);
  const other = { ...fields, email: secrets.otherEmail };
  assert.equal((await call('POST', '/sign-ups', other)).status, 202);
  const link = await mailedTo(secrets.email, 'verify-email');
  assert.equal((await go(link)).status, 200);
  assert.equal((await send(link, {})).status, 200);
  const token = (await mailedTo(secrets.otherEmail, 'verify-email')).split('/').at(-1);
  assert.equal((await call('POST', '/verifications', { token })).status, 200);
}

async function signInAndOut(): Promise<void> {
  const wrong = { email: secrets.email, password: secrets.wrongPassword };
  assert.equal((await send('/sign-in?/password', wrong)).status, 422);
  assert.equal((await call('POST', '/sessions', wrong)).status, 422);
  const right = { email: secrets.email, password: secrets.password };
  const torn = JSON.stringify(right).slice(0, -4);
  assert.equal((await call('POST', '/sessions', torn)).status, 422);
  const entered = await send('/sign-in?/password', right);
  assert.equal(entered.status, 303);
  handedOut.set('page session', cookieOf(entered).split('=')[1] ?? '');
  const cookie = { cookie: cookieOf(entered) };
  assert.equal((await send('/sign-out', {}, cookie)).status, 303);
  const again = await call('POST', '/sessions', right);
  handedOut.set('session', cookieOf(again).split('=')[1] ?? '');
  assert.equal((await go('/settings', { headers: { cookie: cookieOf(again) } })).status, 200);
  const none = { authorization: `Bearer ${secrets.falseBearer}` };
  assert.equal((await call('GET', '/me', undefined, none)).status, 401);
}

async function makeTokensAndLinks(): Promise<void> {
  const own = { cookie: `muster=${handedOut.get('session')}`, origin: `http://${host}` };
  const made = await call('POST', '/me/access-tokens', tokenWish, own);
  assert.equal(made.status, 201, made.text);
  handedOut.set('access token', valueIn(made, 'token'));
  const bearer = { authorization: `Bearer ${handedOut.get('access token')}` };
  const opened = await call('POST', '/spaces', spaceWish, bearer);
  assert.equal(opened.status, 201, opened.text);
  const space = valueIn(opened, 'address');
  const invited = await call('POST', `/spaces/${space}/invitations`, { role: 'peer' }, bearer);
  const invitation = new URL(valueIn(invited, 'link')).pathname.split('/').at(-1) ?? '';
  handedOut.set('invitation', invitation);
  assert.equal((await go(`/join/${invitation}`)).status, 200);
  assert.equal((await call('GET', `/invitations/${invitation}`)).status, 200);
  const path = mark('path-of-the-hook');
  handedOut.set('address of a webhook', path);
  const hook = { url: `http://127.0.0.1:9/${path}`, kinds: ['post.published'] };
  const hooked = await call('POST', `/spaces/${space}/webhooks`, hook, bearer);
  assert.equal(hooked.status, 201, hooked.text);
  handedOut.set('key of a webhook', valueIn(hooked, 'secret'));
  const post = await call('POST', `/spaces/${space}/posts`, { title: 'A', body: 'B' }, bearer);
  const state = `/spaces/${space}/posts/${valueIn(post, 'address')}/state`;
  assert.equal((await call('PUT', state, { to: 'published' }, bearer)).status, 200);
  await until(
    async () => (await rowsOf('select 1 from webhook_deliveries where attempts > 0')).length > 0,
  );
}

async function recoverAccess(): Promise<void> {
  assert.equal((await send('/recover', { email: secrets.email })).status, 200);
  assert.equal((await call('POST', '/recoveries', { email: secrets.otherEmail })).status, 202);
  const link = await mailedTo(secrets.email, 'recover');
  assert.equal((await go(link)).status, 200);
  assert.equal((await send(link, { password: 'short' })).status, 422);
  assert.equal((await send(link, { password: secrets.newPassword })).status, 303);
  assert.equal((await go(`/recover/${secrets.falseLink}`)).status, 200);
  assert.equal((await send(`/verify/${secrets.falseLink}`, {})).status, 409);
}

/** Every door at which a secret may be shown, in the address, the head or the body. */
async function knockEverywhere(): Promise<Answered[]> {
  const [session, token, invitation] = ['session', 'access token', 'invitation'].map(given);
  const cookie = { cookie: `muster=${session}` };
  const bearer = { authorization: `Bearer ${token}` };
  const typed = { email: secrets.email, password: secrets.password, name: 'Paula' };
  const doors = [
    () => go('/', { headers: cookie }),
    () => go(`/join/${invitation}`),
    () => go(`/recover/${given('recover')}`, { headers: cookie }),
    () => go(`/unsubscribe/${secrets.falseLink}`),
    () => send('/sign-in?/password', typed),
    () => send('/sign-up', typed),
    () => send('/recover', typed),
    () => send(`/recover/${given('recover')}`, { password: secrets.newPassword }),
    () => send(`/verify/${given('verify-email')}`, {}),
    () => call('POST', '/sessions', typed),
    () => call('POST', '/sign-ups', typed),
    () => call('POST', '/recoveries', typed),
    () => call('POST', '/verifications', { token: given('verify-email') }),
    () => call('GET', `/invitations/${invitation}`),
    () => call('GET', `/unsubscriptions/${secrets.falseLink}`),
    () => call('GET', '/me', undefined, bearer),
    () => call('GET', '/me', undefined, cookie),
  ];
  const answers: Answered[] = [];
  for (const knock of doors) answers.push(await knock());
  return answers;
}

function given(kind: string): string {
  return handedOut.get(kind) ?? '';
}

const tokenWish = { name: 'machine', scopes: ['read', 'write', 'host', 'account'], days: 30 };
const spaceWish = {
  name: 'Canary',
  objective: 'sales',
  visibility: 'private',
  currency: 'EUR',
  locale: 'en',
  accent: 'oak',
};

function findNone(where: string, text: string): void {
  const known = [...Object.entries(secrets), ...handedOut];
  const found = known.filter(([, value]) => value !== '' && text.includes(value));
  assert.deepEqual(
    found.map(([name]) => name),
    [],
    `${where} tells`,
  );
}

function go(path: string, asked: Asked = {}): Promise<Answered> {
  return ask(served.port, path, { ...asked, headers: { host, ...asked.headers } });
}

function send(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const sent = form(fields);
  return go(path, { ...sent, headers: { ...sent.headers, ...headers, origin: `http://${host}` } });
}

function call(
  method: string,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return go(`/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  });
}

/** The path of the link in the newest mail of a kind; its token counts as handed out. */
async function mailedTo(recipient: string, kind: string): Promise<string> {
  const mails = () =>
    rowsOf('select body from mails where recipient = $1 and kind = $2 order by created_at desc', [
      recipient,
      kind,
    ]);
  await until(async () => (await mails()).length > 0);
  const link = /https?:\S+/.exec(String((await mails())[0]?.body))?.[0] ?? '';
  const { pathname } = new URL(link);
  handedOut.set(recipient === secrets.email ? kind : `other ${kind}`, pathname.split('/')[2] ?? '');
  return pathname;
}

async function rowsOf(query: string, values: string[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: served.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query, values)).rows;
  } finally {
    await client.end();
  }
}

function cookieOf({ headers }: Answered): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

function valueIn({ text }: Answered, name: string): string {
  const value: unknown = JSON.parse(text)[name];
  return typeof value === 'string' ? value : '';
}
