import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { explain, PostgresProblem } from './postgres-problem.ts';
import { giveTo, isReachable, type ServerUser } from './server-user.ts';

export const MAJOR_VERSION = '18';
const MEBIBYTE = 1024 * 1024;
const LOG_KEPT_BYTES = 10 * MEBIBYTE;
const LOG_SHOWN_BYTES = 4096;

/** A folder of PostgreSQL files, and what is needed to run a server on it. */
export type Cluster = {
  /** Holds everything below; belongs to the user of Muster. */
  folder: string;
  /** PostgreSQL's own folder; belongs to the server's user. */
  data: string;
  log: string;
  password: string;
  durable: boolean;
  user: ServerUser;
  binaries: Binaries;
};

const ENVIRONMENT = { LC_ALL: 'C.UTF-8', PATH: process.env.PATH ?? '', TZ: 'UTC' };

export async function isInitialized(data: string): Promise<boolean> {
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version !== '' && version !== MAJOR_VERSION)
    throw new PostgresProblem(
      `${data} was written by PostgreSQL ${version}; this Muster brings ${MAJOR_VERSION}. Start the Muster that wrote it, make a backup, and restore it with this one.`,
    );
  return version !== '';
}

/** The password of the server, made once; only the user of Muster may read it. */
export async function readPassword(folder: string): Promise<string> {
  const path = join(folder, 'password');
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept !== '') return kept.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Makes the files of an empty server; they appear whole or not at all. */
export async function initialize(cluster: Cluster): Promise<void> {
  const draft = `${cluster.data}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await giveTo(cluster.user, draft);
  // The server's user must read the password once, and may not enter Muster's own folder.
  const aside = await mkdtemp(join(tmpdir(), 'muster-'));
  try {
    const file = join(aside, 'password');
    await writeFile(file, cluster.password, { mode: 0o600 });
    await giveTo(cluster.user, file);
    await giveTo(cluster.user, aside);
    await runInitdb(cluster, draft, file);
    await rename(draft, cluster.data);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function runInitdb(cluster: Cluster, draft: string, passwordFile: string): Promise<void> {
  const child = spawn(
    cluster.binaries.initdb,
    [
      '-D',
      await ownPath(cluster.user, draft),
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(cluster.durable ? [] : ['--no-sync']),
    ],
    { cwd: draft, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'], ...cluster.user },
  );
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (fault) => {
      output += fault.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  if (code !== 0) throw explain('The database could not be made', output, cluster.folder);
}

/**
 * The folder's name as its server may use it. The server starts inside of the folder; when it could not walk there by name
 * (root's closed home), the name of the place where it stands works all the same.
 */
async function ownPath(user: ServerUser, folder: string): Promise<string> {
  if (await isReachable(user, folder)) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new PostgresProblem(
    `PostgreSQL does not run as root and another user cannot reach ${folder}. Start Muster as an ordinary user, or set MUSTER_DATA to a folder that everybody may enter.`,
  );
}

/** Starts a server that outlives this process; answers with its number. */
export async function launch(cluster: Cluster, port: number): Promise<number> {
  await turnLogOver(cluster.log);
  const log = await open(cluster.log, 'a', 0o600);
  try {
    const child = spawn(
      cluster.binaries.postgres,
      ['-D', await ownPath(cluster.user, cluster.data), ...settings(cluster.durable, port)],
      {
        cwd: cluster.data,
        env: ENVIRONMENT,
        // Its own session: Ctrl-C in the terminal is for Muster, which stops the database last.
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        ...cluster.user,
      },
    );
    const pid = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('spawn', () => resolve(child.pid ?? 0));
    });
    child.unref();
    return pid;
  } finally {
    await log.close();
  }
}

function settings(durable: boolean, port: number): string[] {
  const chosen = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: `${durable ? sharedMegabytes() : 128}MB`,
    work_mem: '8MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    max_parallel_workers_per_gather: availableParallelism() > 4 ? 2 : 0,
    ...(durable ? DURABLE : PASSING),
  };
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };
const PASSING = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '256MB',
  autovacuum_naptime: '600s',
};

/** A sixteenth of the memory, within reason: the operating system caches the rest. */
function sharedMegabytes(): number {
  const memory = process.constrainedMemory() || totalmem();
  const megabytes = Math.min(memory, totalmem()) / MEBIBYTE / 16;
  return Math.round(Math.min(512, Math.max(64, megabytes)));
}

async function turnLogOver(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_KEPT_BYTES) await rename(log, `${log}.1`);
}

export async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.slice(-LOG_SHOWN_BYTES);
}

/** A port of this machine that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The outer folder, closed to everybody but those who must pass. */
export async function prepareFolder(folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder, { recursive: true, mode: user ? 0o711 : 0o700 });
  await chmod(folder, user ? 0o711 : 0o700);
}
