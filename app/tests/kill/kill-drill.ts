import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  type Installation,
  killApp,
  killDatabase,
  startInstallation,
  stopInstallation,
} from './processes.ts';

export type DrillPlan = {
  writers: number;
  appKills: number;
  databaseKills: number;
  betweenKillsMs: number;
};
/** Writes one thing under a name of its own; true when it was acknowledged. Asked again for the same name until it is. */
export type DrillWriter = { write(port: number, name: string): Promise<boolean> };
/** What is written while things are killed, and how it is counted afterwards. */
export type DrillWork = {
  prepare(ownerUrl: string, port: number, writers: number): Promise<DrillWriter[]>;
  count(
    client: pg.Client,
    acknowledged: ReadonlySet<string>,
  ): Promise<{ lost: number; doubled: number }>;
};
export type DrillReport = {
  acknowledged: number;
  lost: number;
  doubled: number;
  stuckKeys: number;
  slowestRecoveryMs: number;
};

const GIVE_UP_AFTER_MS = 60_000;

/** Writers write through HTTP while the app and PostgreSQL are killed again and again; then what was acknowledged is counted. */
export async function drill(
  plan: DrillPlan,
  work: DrillWork,
  say: (line: string) => void,
): Promise<DrillReport> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-kill-'));
  const installation: Installation = { dataFolder, port: await freePort(), child: undefined };
  try {
    await startInstallation(installation);
    const url = await ownerUrlOf(dataFolder);
    const writers = await work.prepare(url, installation.port, plan.writers);
    const state = { stopped: false };
    const acknowledged = new Set<string>();
    const writing = writers.map((writer) =>
      writeUntilStopped(writer, installation.port, state, acknowledged),
    );
    const slowestRecoveryMs = await killAgainAndAgain(installation, plan, say);
    state.stopped = true;
    await Promise.all(writing);
    return {
      ...(await count(await ownerUrlOf(dataFolder), work, acknowledged)),
      slowestRecoveryMs,
    };
  } finally {
    await stopInstallation(installation);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** One writer: each thing it writes has a name of its own and a key of its own, tried until it is acknowledged. */
async function writeUntilStopped(
  writer: DrillWriter,
  port: number,
  state: { stopped: boolean },
  acknowledged: Set<string>,
): Promise<void> {
  for (;;) {
    const name = randomUUID();
    const from = Date.now();
    while (!(await writer.write(port, name))) {
      if (Date.now() - from > GIVE_UP_AFTER_MS)
        throw new Error(`No answer for ${GIVE_UP_AFTER_MS} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    acknowledged.add(name);
    if (state.stopped) return;
  }
}

async function killAgainAndAgain(
  installation: Installation,
  plan: DrillPlan,
  say: (line: string) => void,
): Promise<number> {
  let slowest = 0;
  const kinds = [
    ...Array<'app'>(plan.appKills).fill('app'),
    ...Array<'database'>(plan.databaseKills).fill('database'),
  ];
  // Taken in turns from both ends, so that the two kinds mix and every run is the same.
  for (let index = 0; index < kinds.length; index++) {
    const kind = index % 2 === 0 ? kinds[index / 2] : kinds[kinds.length - (index + 1) / 2];
    await new Promise((resolve) => setTimeout(resolve, plan.betweenKillsMs));
    const from = Date.now();
    if (kind === 'app') {
      await killApp(installation);
      await startInstallation(installation);
    } else {
      await killDatabase(installation);
      await untilServing(installation.port);
    }
    const recoveryMs = Date.now() - from;
    slowest = Math.max(slowest, recoveryMs);
    say(`kill ${index + 1} of ${kinds.length}: ${kind}, serving again after ${recoveryMs} ms`);
  }
  return slowest;
}

async function untilServing(port: number): Promise<void> {
  const from = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 100));
  while (Date.now() - from < GIVE_UP_AFTER_MS) {
    const well = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (well) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The database did not come back.');
}

async function count(
  url: string,
  work: DrillWork,
  acknowledged: ReadonlySet<string>,
): Promise<Omit<DrillReport, 'slowestRecoveryMs'>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const counted = await work.count(client, acknowledged);
  const { rows: stuck } = await client.query<{ count: number }>(
    'select count(*)::int as count from command_receipts where outcome is null',
  );
  await client.end();
  return { acknowledged: acknowledged.size, ...counted, stuckKeys: stuck[0]?.count ?? 0 };
}

/** Of the embedded server of a data folder, from the files that it keeps there. */
export async function ownerUrlOf(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'postgres');
  const lines = (await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  return `postgres://muster:${password}@127.0.0.1:${lines[3]}/muster`;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
