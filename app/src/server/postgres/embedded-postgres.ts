import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import * as clusters from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { explain, explainFault, PostgresProblem } from './postgres-problem.ts';
import * as postmasters from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { serverUser } from './server-user.ts';
import { inTurn, isAlive, takePlace } from './turns.ts';

/** Crash recovery may take a while; a server that neither ends nor is ready by then is given up. */
const READY_TIMEOUT_MS = 300_000;
const START_ATTEMPTS = 20;
const ATTEMPT_PAUSE_MS = 500;
const WATCH_MS = 500;
const RESTARTS_A_MINUTE = 5;

export type EmbeddedPostgres = {
  /** The database `muster` as its owner, who may make roles and databases but is no superuser. */
  ownerUrl: string;
  /** The same server as its superuser: for tests and repairs. */
  adminUrl: string;
  port: number;
  /** Of the server's first process; it changes when the server had to be started again. */
  processId(): number;
  /** Ends this process's use. The last one to leave stops the server. */
  stop(): Promise<void>;
  /** Stops the server at once whoever uses it, as a crash would; the next start recovers. */
  stopImmediately(): Promise<void>;
};

export type EmbeddedPostgresParts = {
  folder: string;
  log: (line: string) => void;
  /** Default true. False for tests: a crash of the machine may lose everything. */
  durable?: boolean;
};

/**
 * Runs the PostgreSQL that Muster brings on the files of a folder, which are made when there are none. A server that another
 * process started there, or left behind when it was killed, is used as it runs; one that dies is started again on the same port.
 */
export async function startEmbeddedPostgres(
  parts: EmbeddedPostgresParts,
): Promise<EmbeddedPostgres> {
  const folder = resolve(parts.folder);
  try {
    const user = serverUser();
    await clusters.prepareFolder(folder, user);
    return await inTurn(folder, async () => {
      const cluster: Cluster = {
        folder,
        data: join(folder, 'cluster'),
        log: join(folder, 'postgres.log'),
        password: await clusters.readPassword(folder),
        durable: parts.durable ?? true,
        user,
        binaries: await findBinaries(user),
      };
      return await start(cluster, parts.log);
    });
  } catch (fault) {
    throw explainFault('The embedded PostgreSQL did not start', fault, folder);
  }
}

async function start(cluster: Cluster, log: (line: string) => void): Promise<EmbeddedPostgres> {
  if (!(await clusters.isInitialized(cluster.data))) {
    log('Making an empty database');
    await clusters.initialize(cluster);
  }
  const running = await adoptOrLaunch(cluster, undefined);
  const adminUrl = address(cluster, 'postgres', 'postgres', running.port);
  await makeOwner(adminUrl, cluster.password);
  const place = await takePlace(cluster.folder);
  const watch = watchOver(cluster, running, log);
  return {
    ownerUrl: address(cluster, 'muster', 'muster', running.port),
    adminUrl,
    port: running.port,
    processId: watch.processId,
    stop: async () => {
      await watch.end();
      await inTurn(cluster.folder, async () => {
        const { othersRemain } = await place.leave();
        if (!othersRemain) await postmasters.stopFast(watch.processId());
      });
    },
    stopImmediately: async () => {
      await watch.end();
      await inTurn(cluster.folder, async () => {
        await place.leave();
        await postmasters.stopAtOnce(watch.processId());
      });
    },
  };
}

function address(cluster: Cluster, role: string, database: string, port: number): string {
  return `postgres://${role}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

async function adoptOrLaunch(cluster: Cluster, wantedPort: number | undefined) {
  const found = await postmasters.findRunning(cluster.data);
  const adopted =
    found && (await postmasters.waitUntilReady(cluster.data, found.pid, READY_TIMEOUT_MS));
  if (adopted) return adopted;
  return launchUntilReady(cluster, wantedPort);
}

/** Tries again when the port was taken meanwhile, or when the last processes of a killed server are still leaving. */
async function launchUntilReady(
  cluster: Cluster,
  wantedPort: number | undefined,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort ?? (await clusters.freePort());
    const pid = await clusters.launch(cluster, port);
    const ready = await postmasters.waitUntilReady(cluster.data, pid, READY_TIMEOUT_MS);
    if (ready) return ready;
    const words = await clusters.lastWords(cluster.log);
    const passing = /is still in use|could not bind|could not create any TCP/.test(words);
    if (!passing || attempt === START_ATTEMPTS)
      throw explain('The embedded PostgreSQL ended while it was starting', words, cluster.folder);
    await pause(ATTEMPT_PAUSE_MS);
  }
}

/** The role and the database that Muster works with; made at the first start. */
async function makeOwner(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect().catch((fault: unknown) => {
    throw new PostgresProblem(
      `The running database does not accept the password kept beside it: ${String(fault)}. Stop the postgres process of this folder and start again.`,
      { cause: fault },
    );
  });
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'muster') as role,
        exists (select from pg_database where datname = 'muster') as database`,
    );
    if (!rows[0]?.role)
      await client.query(
        `create role muster login createdb createrole password ${pg.escapeLiteral(password)}`,
      );
    if (!rows[0]?.database) await client.query('create database muster owner muster');
  } finally {
    await client.end();
  }
}

/** Starts a server that died again, on its port, so that the pools of every process find it. */
function watchOver(cluster: Cluster, first: Postmaster, log: (line: string) => void) {
  let { pid } = first;
  let restarts: number[] = [];
  let looking = Promise.resolve();
  const revive = async () => {
    restarts = restarts.filter((at) => Date.now() - at < 60_000);
    if (restarts.length >= RESTARTS_A_MINUTE) return;
    restarts.push(Date.now());
    log('The database server ended without being asked; starting it again');
    ({ pid } = await inTurn(cluster.folder, () => adoptOrLaunch(cluster, first.port)));
    log('The database server is back; what was saved is there');
  };
  const timer = setInterval(() => {
    if (isAlive(pid) || busy) return;
    busy = true;
    looking = revive()
      .catch((fault: unknown) => log(`The database server did not come back: ${String(fault)}`))
      .finally(() => (busy = false));
  }, WATCH_MS);
  let busy = false;
  timer.unref();
  return {
    processId: () => pid,
    end: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Removes the files of a server that is of no use any more; it must have been stopped. */
export async function removeCluster(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
