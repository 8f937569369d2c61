import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { execute } from '#server/commands/command.ts';
import { startWebServer, type WebServer } from '#lib/web-server/web-server.ts';
import { accessToken } from '../policy/world.ts';
import { somebody } from './people.ts';
import { openTestInstallation, type TestInstallation } from './test-installation.ts';

/** Impatient callers: fifty calls at once over real sockets, and every key is sent more than once. */
const KEYS = 200;
const KEYS_AT_ONCE = 10;
const SENT_EACH = 5;
/** A person may call five times a second: by then, what the last fifty calls took is there again. */
const BETWEEN_MS = 10_000;
let now = Date.now();
let muster: TestInstallation;
let web: WebServer;
let token: string;
let space: string;

before(async () => {
  const clock = { now: () => new Date(now) };
  muster = await openTestInstallation({ clock, settings: { PORT: '0', HOST: '127.0.0.1' } });
  web = await startWebServer(muster.services, {
    api: muster.api,
    pages: (_request, response) => void response.writeHead(404).end(),
  });
  const host = await somebody(muster.services);
  token = await accessToken(muster, host);
  const opened = await execute(muster.services, host, openSpace, {
    name: 'Workshop',
    objective: 'research',
    visibility: 'private',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
  assert.ok(opened.kind === 'done');
  space = opened.value.address;
});
after(async () => {
  await web.close();
  await muster.close();
});

async function writePost(key: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${web.port}/api/v1/spaces/${space}/posts`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ title: `Post of ${key}`, body: 'Once and no more.' }),
  });
  return `${response.status} ${await response.text()}`;
}

async function sendOften(key: string, times: number): Promise<string> {
  const answers = await Promise.all(Array.from({ length: times }, () => writePost(key)));
  const same = new Set(answers);
  assert.equal(same.size, 1, `${key} was answered differently: ${[...same].join(' | ')}`);
  return answers[0] ?? '';
}

test('two hundred keys, each sent several times at once, write two hundred posts', async () => {
  // The first one is the most impatient.
  const answers = [await sendOften('impatient-0', KEYS_AT_ONCE * SENT_EACH)];
  while (answers.length < KEYS) {
    now += BETWEEN_MS;
    const next = Math.min(KEYS_AT_ONCE, KEYS - answers.length);
    const keys = Array.from({ length: next }, (_, turn) => `impatient-${answers.length + turn}`);
    answers.push(...(await Promise.all(keys.map((key) => sendOften(key, SENT_EACH)))));
  }
  assert.equal(new Set(answers).size, KEYS);
  assert.deepEqual(new Set(answers.map((answer) => answer.slice(0, 3))), new Set(['201']));
  const written = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('posts').select('title').execute(),
  );
  assert.equal(written.length, KEYS);
  assert.equal(new Set(written.map(({ title }) => title)).size, KEYS);
});
