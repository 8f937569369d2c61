import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './turns.ts';

const LOOK_MS = 15;
const STOP_TIMEOUT_MS = 30_000;

/** What PostgreSQL itself notes about its running server in `postmaster.pid`. */
export type Postmaster = { pid: number; port: number; state: string };

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!pid) return undefined;
  return { pid, port: Number(lines[3] ?? 0), state: (lines[7] ?? '').trim() };
}

/** The server that runs in a folder, also one that an earlier process left behind. */
export async function findRunning(cluster: string): Promise<Postmaster | undefined> {
  const noted = await readPostmaster(cluster);
  if (!noted || !isAlive(noted.pid)) return undefined;
  if (await isPostgres(noted.pid)) return noted;
  // The number went to another program after a crash; PostgreSQL would take that for its own server.
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'postgres';
}

/** Waits until the server takes connections; `undefined` when it ended or the time is over. */
export async function waitUntilReady(
  cluster: string,
  pid: number,
  timeoutMs: number,
): Promise<Postmaster | undefined> {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until && isAlive(pid)) {
    const noted = await readPostmaster(cluster);
    if (noted?.pid === pid && noted.state === 'ready') return noted;
    await pause(LOOK_MS);
  }
  return undefined;
}

/** Ends open sessions, writes everything down and stops; a server that hangs is stopped without the writing down. */
export async function stopFast(pid: number): Promise<void> {
  if (!signal(pid, 'SIGINT') || (await waitUntilGone(pid, STOP_TIMEOUT_MS))) return;
  await stopAtOnce(pid);
}

/** Stops without a checkpoint; the next start recovers from the log of changes. */
export async function stopAtOnce(pid: number): Promise<void> {
  if (!signal(pid, 'SIGQUIT') || (await waitUntilGone(pid, STOP_TIMEOUT_MS))) return;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, STOP_TIMEOUT_MS);
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until) {
    if (!isAlive(pid)) return true;
    await pause(LOOK_MS);
  }
  return false;
}
