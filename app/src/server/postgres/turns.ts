import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresProblem } from './postgres-problem.ts';

const TURN_TIMEOUT_MS = 120_000;
const TURN_PAUSE_MS = 25;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return hasCode(fault, 'EPERM');
  }
}

export function hasCode(fault: unknown, code: string): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === code;
}

/** Lets one process at a time start or stop the server of a folder. A lock whose holder died is taken over. */
export async function inTurn<Value>(folder: string, run: () => Promise<Value>): Promise<Value> {
  const lock = join(folder, 'turn');
  const until = Date.now() + TURN_TIMEOUT_MS;
  while (!(await take(lock))) {
    if (Date.now() > until)
      throw new PostgresProblem(
        `Another Muster has been starting or stopping its database for two minutes. End it, or remove ${lock} when none runs.`,
      );
    await pause(TURN_PAUSE_MS);
  }
  try {
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

let taken = 0;

async function take(lock: string): Promise<boolean> {
  // Written aside and linked into place, so that a lock is never seen without its holder.
  const mine = `${lock}.${process.pid}.${++taken}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, lock);
    return true;
  } catch (fault) {
    if (!hasCode(fault, 'EEXIST')) throw fault;
    await dropWhenStale(lock);
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

async function dropWhenStale(lock: string): Promise<void> {
  const holder = await readPid(lock);
  if (holder === undefined || isAlive(holder)) return;
  const aside = `${lock}.stale.${process.pid}.${++taken}`;
  await rename(lock, aside).catch(() => undefined);
  // Between look and rename somebody else may have taken it over: then it goes back.
  const moved = await readPid(aside);
  if (moved !== undefined && moved !== holder) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

async function readPid(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text === '' ? undefined : Number(text);
}

/** The processes that use the server of a folder: each keeps a file named by its number and a counter. */
export type Place = { leave(): Promise<{ othersRemain: boolean }> };

export async function takePlace(folder: string): Promise<Place> {
  const users = join(folder, 'users');
  await mkdir(users, { recursive: true });
  const mine = `${process.pid}-${++taken}`;
  await writeFile(join(users, mine), '');
  return {
    leave: async () => {
      await rm(join(users, mine), { force: true });
      return { othersRemain: await anyoneIn(users) };
    },
  };
}

/** Whether a living process uses the server; forgets those that died. */
async function anyoneIn(users: string): Promise<boolean> {
  const names = await readdir(users).catch((): string[] => []);
  const living = names.filter((name) => isAlive(Number.parseInt(name, 10)));
  for (const name of names)
    if (!living.includes(name)) await rm(join(users, name), { force: true });
  return living.length > 0;
}

export function isInUse(folder: string): Promise<boolean> {
  return anyoneIn(join(folder, 'users'));
}
