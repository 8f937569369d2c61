import { mkdtemp, readdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  removeCluster,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
import { findRunning, stopAtOnce } from './postmaster.ts';
import { isInUse } from './turns.ts';

const IN_MEMORY = '/dev/shm';
const WANTED_BYTES = 1024 ** 3;
const PREFIX = 'muster-test-postgres-';

/** A server for tests: in memory where there is room, quick and not durable; its files are removed when it stops. */
export async function startTemporaryPostgres(
  log: (line: string) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const home = await roomyHome();
  await removeLeftovers(home);
  const folder = await mkdtemp(join(home, PREFIX));
  const postgres = await startEmbeddedPostgres({ folder, log, durable: false });
  const stop = async () => {
    await postgres.stopImmediately();
    await removeCluster(folder);
  };
  return { ...postgres, stop, stopImmediately: stop };
}

async function roomyHome(): Promise<string> {
  const room = await statfs(IN_MEMORY).catch(() => undefined);
  return room && room.bavail * room.bsize > WANTED_BYTES ? IN_MEMORY : tmpdir();
}

/** What a killed test run left behind: nobody uses it, and it holds memory. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const folder = join(home, name);
    // A folder without a list of users may be starting at this moment.
    if (!name.startsWith(PREFIX) || !(await hasUsers(folder)) || (await isInUse(folder))) continue;
    const running = await findRunning(join(folder, 'cluster'));
    if (running) await stopAtOnce(running.pid);
    await removeCluster(folder);
  }
}

function hasUsers(folder: string): Promise<boolean> {
  return readdir(join(folder, 'users')).then(
    (names) => names.length > 0,
    () => false,
  );
}
