import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { readPostmaster } from './postmaster.ts';
import { isAlive } from './turns.ts';

const HOLDER = fileURLToPath(new URL('./hold-postgres.ts', import.meta.url));
const home = await mkdtemp(join(tmpdir(), 'muster-embedded-'));
const folder = join(home, 'postgres');
const silent = () => undefined;
const open = () => startEmbeddedPostgres({ folder, log: silent });

after(async () => {
  const left = await readPostmaster(join(folder, 'cluster'));
  if (left && isAlive(left.pid)) process.kill(left.pid, 'SIGKILL');
  await rm(home, { recursive: true, force: true });
});

test('an empty folder becomes a running, durable server that only this machine reaches', async () => {
  const postgres = await open();
  const found = await ask(
    postgres.ownerUrl,
    `select current_setting('fsync') || current_setting('full_page_writes') || current_setting('synchronous_commit') as durable,
      current_setting('listen_addresses') as listens, (select rolsuper from pg_roles where rolname = current_user) as super`,
  );
  assert.deepEqual(found, [{ durable: 'ononon', listens: '127.0.0.1', super: false }]);
  await ask(postgres.ownerUrl, 'create table notes (word text)');
  const wrong = postgres.ownerUrl.replace(/:[^:@]+@/, ':guess@');
  await assert.rejects(ask(wrong, 'select 1'), /password authentication failed/);
  assert.equal((await stat(join(folder, 'password'))).mode & 0o777, 0o600);
  await postgres.stop();
  assert.equal(isAlive(postgres.processId()), false);
});

test('a second start is quick and finds what was written', async () => {
  const began = performance.now();
  const postgres = await open();
  assert.ok(performance.now() - began < 5000);
  await ask(postgres.ownerUrl, "insert into notes values ('kept')");
  await postgres.stop();
  const again = await open();
  assert.deepEqual(await ask(again.ownerUrl, 'select word from notes'), [{ word: 'kept' }]);
  await again.stop();
});

test('a server whose Muster was killed is used as it runs', async () => {
  const { child, port, pid } = await holdElsewhere();
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('exit', resolve));
  assert.equal(isAlive(pid), true);
  const postgres = await open();
  assert.deepEqual([postgres.port, postgres.processId()], [port, pid]);
  await postgres.stop();
  assert.equal(isAlive(pid), false);
});

test('two processes use one server, and the last to leave stops it', async () => {
  const { child, pid } = await holdElsewhere();
  const postgres = await open();
  assert.equal(postgres.processId(), pid);
  const left = new Promise((resolve) => child.on('exit', resolve));
  child.send('stop');
  await left;
  assert.deepEqual(await ask(postgres.ownerUrl, 'select count(*)::int as n from notes'), [
    { n: 1 },
  ]);
  await postgres.stop();
  assert.equal(isAlive(pid), false);
});

test('a server that is killed comes back on its port with all that was acknowledged', async () => {
  const postgres = await open();
  await ask(postgres.ownerUrl, "insert into notes values ('acknowledged')");
  const killed = postgres.processId();
  process.kill(killed, 'SIGKILL');
  await eventually(() => postgres.processId() !== killed);
  const words = await ask(postgres.ownerUrl, 'select word from notes order by word');
  assert.deepEqual(words, [{ word: 'acknowledged' }, { word: 'kept' }]);
  await postgres.stop();
});

test('files of a killed server are recovered by the next start', async () => {
  const postgres = await open();
  await ask(postgres.ownerUrl, "insert into notes values ('last')");
  await postgres.stopImmediately();
  const again = await open();
  assert.deepEqual(await ask(again.ownerUrl, 'select count(*)::int as n from notes'), [{ n: 3 }]);
  await again.stop();
});

test('a note about a process that is another program now is not believed', async () => {
  await writeFile(
    join(folder, 'cluster', 'postmaster.pid'),
    `${process.pid}\n/x\n1\n1\n\n\n0 0\nready\n`,
  );
  const postgres = await open();
  assert.notEqual(postgres.processId(), process.pid);
  await postgres.stop();
});

test('files of another major version are refused with the way out', async () => {
  const version = join(folder, 'cluster', 'PG_VERSION');
  const kept = await readFile(version, 'utf8');
  await writeFile(version, '16\n');
  await assert.rejects(open(), /written by PostgreSQL 16.*make a backup/);
  await writeFile(version, kept);
});

test('a folder that cannot be made is told with what to do', async () => {
  const file = join(home, 'file');
  await writeFile(file, '');
  await chmod(file, 0o400);
  await assert.rejects(
    startEmbeddedPostgres({ folder: join(file, 'postgres'), log: silent }),
    /did not start\. .*\n?.*ENOTDIR/,
  );
});

async function holdElsewhere() {
  const child = fork(HOLDER, [folder]);
  const held = await new Promise<Pick<EmbeddedPostgres, 'port'> & { pid: number }>((resolve) =>
    child.once('message', (message) => resolve(message as { port: number; pid: number })),
  );
  return { child, ...held };
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', silent);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await pause(25);
  }
  assert.fail('it did not happen within 15 seconds');
}
