import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ROOT, say } from './terminal.mjs';

const LONGEST_WAIT_MS = 600_000;

/** Lets one process at a time do this work; a place left by one that was killed is taken over. */
export function inTurn(name, work) {
  const place = join(ROOT, '.cache', `${name}.turn`);
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const from = Date.now();
  let told = false;
  while (!take(place)) {
    if (Date.now() - from > LONGEST_WAIT_MS)
      fail(
        `Another Muster has been busy with «${name}» for ten minutes. If none runs, remove ${place}.`,
      );
    if (!told) say('Waiting for another Muster that is starting in this folder');
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function take(place) {
  try {
    mkdirSync(place);
    writeFileSync(join(place, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(place)) rmSync(place, { recursive: true, force: true });
    return false;
  }
}

function isAlive(place) {
  let pid;
  try {
    pid = Number(readFileSync(join(place, 'pid'), 'utf8'));
  } catch {
    // Taken this very moment; its number is about to be written.
    return true;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
