import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { emailOf } from '../ground/people.ts';
import {
  openEmptyDatabase,
  openTestInstallation,
  type TestInstallation,
} from '../ground/test-installation.ts';
import { accessToken, buildWorld, type World } from '../policy/world.ts';

/** Two app processes and two workers on one database: nothing is lost between them, and nothing happens twice. */
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const WITHIN_MS = 60_000;
const EACH_WRITES = 18;

const processes: ChildProcess[] = [];
const ports: number[] = [];
const mailed: { to: string; id: string }[] = [];
let database: Awaited<ReturnType<typeof openEmptyDatabase>>;
let dataFolder: string;
let smtp: SMTPServer;
let muster: TestInstallation;
let world: World;
const tokens = new Map<string, string>();

before(async () => {
  database = await openEmptyDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'muster-two-'));
  smtp = await openSmtp();
  for (const _ of [1, 2]) ports.push(await freePort());
  const settings = {
    ...process.env,
    DATABASE_URL: database.url,
    MUSTER_DATA: dataFolder,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
  };
  const begin = (args: string[], port: number) =>
    processes.push(
      spawn(process.execPath, [CLI, ...args], {
        env: { ...settings, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
  for (const port of ports) begin(['start', '--no-pages', '--no-worker'], port);
  for (const port of ports) await serving(port);
  for (const port of ports) begin(['worker'], port);
  muster = await openTestInstallation({ databaseUrl: database.url, dataFolder });
  world = await buildWorld(muster, 'private');
  for (const [role, actor] of Object.entries(world.people))
    tokens.set(role, await accessToken(muster, actor));
});

after(async () => {
  for (const child of processes) await end(child);
  await muster.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

test('live windows on both processes hear everything once, also one that changes process', async () => {
  const steady = await listen(1);
  const moving = await listen(0);
  const first = await writeAll(['peer'], [0, 1]);
  await until(() => moving.heard.length >= 5);
  moving.stop();
  // While nobody listens for it, both processes go on.
  const second = await writeAll(['maker', 'partner'], [0, 1]);
  const moved = await listen(1, moving.last());
  const all = [...first, ...second].toSorted();
  await until(() => steady.heard.length >= all.length);
  await until(() => new Set([...moving.heard, ...moved.heard]).size >= all.length);
  await wait(500);
  assert.deepEqual(steady.heard.toSorted(), all);
  assert.deepEqual([...moving.heard, ...moved.heard].toSorted(), all);
  steady.stop();
  moved.stop();
});

test('every event is followed once, and every mail leaves once', async () => {
  const { personId } = world.people.host;
  const told = () =>
    muster.services.database.read({ kind: 'installation' }, (db) =>
      db
        .selectFrom('notifications')
        .select(['eventId', 'mailedAt'])
        .where('personId', '=', personId)
        .where('kind', '=', 'post-talk')
        .execute(),
    );
  // One comment is of the world itself, one in it was removed before anybody was told by mail.
  const written = 3 * EACH_WRITES + 1;
  await until(async () => (await told()).filter(({ mailedAt }) => mailedAt).length >= written);
  const rows = await told();
  assert.equal(new Set(rows.map(({ eventId }) => eventId)).size, rows.length);
  const sent = () => mailed.filter(({ to }) => to.includes(emailOf(world.people.host)));
  const queued = rows.filter(({ mailedAt }) => mailedAt).length;
  await until(() => sent().length >= queued);
  await wait(1_000);
  assert.equal(sent().length, new Set(sent().map(({ id }) => id)).size, 'no mail twice');
});

test('one process that is killed takes nothing with it', async () => {
  const here = await listen(1);
  const [first] = processes;
  assert.ok(first);
  const ended = new Promise((resolve) => first.once('exit', resolve));
  first.kill('SIGKILL');
  await ended;
  const written = await writeAll(['host'], [1]);
  await until(() => here.heard.length >= written.length);
  assert.deepEqual(here.heard.toSorted(), written.toSorted());
  here.stop();
});

/** Each person writes their share, alternating between processes; answers the ids of the comments. */
async function writeAll(roles: string[], apps: number[]): Promise<string[]> {
  const ids = await Promise.all(
    roles.flatMap((role) =>
      Array.from({ length: EACH_WRITES }, (_, nth) =>
        write(role, apps[nth % apps.length] ?? 0, nth),
      ),
    ),
  );
  return ids;
}

async function write(role: string, app: number, nth: number): Promise<string> {
  const path = `/spaces/${world.address}/threads/${world.objects.thread}/comments`;
  const answer = await fetch(`http://127.0.0.1:${ports[app]}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens.get(role)}`,
      'content-type': 'application/json',
      'idempotency-key': `${role}-writes-${nth}`,
    },
    body: JSON.stringify({ body: `${role} ${nth}` }),
  });
  const view = (await answer.json()) as { id: string };
  assert.equal(answer.status, 201, JSON.stringify(view));
  return view.id;
}

type Listening = { heard: string[]; last(): string; stop(): void };

/** A window on one process, as a browser opens it; answers once it is open. */
async function listen(app: number, lastEventId?: string): Promise<Listening> {
  const ending = new AbortController();
  const path = `/spaces/${world.address}/live?topics=thread:${world.objects.thread}`;
  const answer = await fetch(`http://127.0.0.1:${ports[app]}/api/v1${path}`, {
    signal: ending.signal,
    headers: {
      authorization: `Bearer ${tokens.get('host')}`,
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
    },
  });
  assert.equal(answer.status, 200);
  const heard: string[] = [];
  const state = { last: lastEventId ?? '', ready: false };
  void (async () => {
    let text = '';
    for await (const part of answer.body ?? []) {
      text += new TextDecoder().decode(part);
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        state.last = /^id: (.+)$/m.exec(frame)?.[1] ?? state.last;
        state.ready ||= frame.includes('event: ready');
        if (!frame.startsWith('event: comment.written')) continue;
        heard.push(/"comment":\{"id":"([0-9a-f-]+)"/.exec(frame)?.[1] ?? 'unreadable');
      }
    }
  })().catch(() => undefined);
  await until(() => state.ready);
  return { heard, last: () => state.last, stop: () => ending.abort() };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const from = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - from < WITHIN_MS, `not within ${WITHIN_MS} ms: ${String(holds)}`);
    await wait(50);
  }
}

async function serving(port: number): Promise<void> {
  await until(() =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function openSmtp(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        const to = Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : [];
        mailed.push({ to: to.map(({ text }) => text).join(), id: mail.messageId ?? '' });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return server;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
