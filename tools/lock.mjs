import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LaunchProblem } from './words.mjs';

const TIMEOUT_MS = 15 * 60_000;
const PAUSE_MS = 150;

/** Lets one process at a time run something; a lock whose holder died is taken over. */
export async function alone(lock, run) {
  mkdirSync(dirname(lock), { recursive: true });
  const until = Date.now() + TIMEOUT_MS;
  let told = false;
  while (!take(lock)) {
    if (!told) process.stderr.write('Another Muster is preparing this folder; waiting for it …\n');
    told = true;
    if (Date.now() > until)
      throw new LaunchProblem(`Another start has taken 15 minutes. End it, or remove ${lock}.`);
    await pause(PAUSE_MS);
  }
  try {
    return await run();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  // Written aside and linked into place, so that a lock is never seen without its holder.
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lock);
    return true;
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault;
    dropWhenStale(lock);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function dropWhenStale(lock) {
  const holder = readPid(lock);
  if (holder === undefined || isAlive(holder)) return;
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
    // Between look and rename another start may have taken it over: then it goes back.
    if (readPid(aside) !== holder) linkSync(aside, lock);
  } catch {
    // Somebody else was quicker; the next look tells.
  }
  rmSync(aside, { force: true });
}

function readPid(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}
