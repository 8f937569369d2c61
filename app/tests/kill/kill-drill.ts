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
import { prepareWriters, type Writer } from './writers.ts';

export type DrillPlan = {
  writers: number;
  appKills: number;
  databaseKills: number;
  betweenKillsMs: number;
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
export async function drill(plan: DrillPlan, say: (line: string) => void): Promise<DrillReport> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-kill-'));
  const installation: Installation = { dataFolder, port: await freePort(), child: undefined };
  try {
    await startInstallation(installation);
    const writers = await prepareWriters(await ownerUrl(dataFolder), plan.writers);
    const state = { stopped: false };
    const acknowledged = new Set<string>();
    const writing = writers.map((writer) =>
      writeUntilStopped(writer, installation.port, state, acknowledged),
    );
    const slowestRecoveryMs = await killAgainAndAgain(installation, plan, say);
    state.stopped = true;
    await Promise.all(writing);
    return { ...(await count(await ownerUrl(dataFolder), acknowledged)), slowestRecoveryMs };
  } finally {
    await stopInstallation(installation);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** One writer: each organisation it adds has a name of its own and a key of its own, tried until it is acknowledged. */
async function writeUntilStopped(
  writer: Writer,
  port: number,
  state: { stopped: boolean },
  acknowledged: Set<string>,
): Promise<void> {
  for (;;) {
    const name = randomUUID();
    const from = Date.now();
    while (!(await write(writer, port, name))) {
      if (Date.now() - from > GIVE_UP_AFTER_MS)
        throw new Error(`No answer for ${GIVE_UP_AFTER_MS} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    acknowledged.add(name);
    if (state.stopped) return;
  }
}

async function write(writer: Writer, port: number, name: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/spaces`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${writer.token}`,
        'content-type': 'application/json',
        'idempotency-key': name,
      },
      body: JSON.stringify({
        name,
        objective: 'sales',
        visibility: 'private',
        currency: 'EUR',
        locale: 'en',
        accent: 'oak',
      }),
      signal: AbortSignal.timeout(10_000),
    });
    // A person can open fifty spaces: whoever has, goes on as somebody else.
    if (answer.status === 409) writer.next();
    await answer.arrayBuffer();
    return answer.status === 201;
  } catch {
    return false;
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
  acknowledged: Set<string>,
): Promise<Omit<DrillReport, 'slowestRecoveryMs'>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; times: number }>(
    'select name, count(*)::int as times from spaces group by 1',
  );
  const { rows: stuck } = await client.query<{ count: number }>(
    'select count(*)::int as count from command_receipts where outcome is null',
  );
  await client.end();
  const written = new Map(rows.map(({ name, times }) => [name, times]));
  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((name) => !written.has(name)).length,
    doubled: rows.filter(({ times }) => times > 1).length,
    stuckKeys: stuck[0]?.count ?? 0,
  };
}

/** Of the embedded server of a data folder, from the files that it keeps there. */
async function ownerUrl(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'postgres');
  const lines = (await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  return `postgres://muster:${password}@127.0.0.1:${lines[3]}/muster`;
}

function freePort(): Promise<number> {
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
