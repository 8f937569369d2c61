import { randomBytes, createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { buildMusterApi, type MusterApi } from '#lib/api/muster-api.ts';
import { apiRoutes, followers, openMuster, presentersOf } from '#lib/muster.ts';
import { visitor } from '#server/actor.ts';
import type { Clock } from '#server/clock.ts';
import { type Config, readConfig } from '#server/config.ts';
import { migrate, readMigrations } from '#server/database/migrations.ts';
import { followToEnd } from '#server/events/follower.ts';
import type { Faults } from '#server/faults.ts';
import { type Log, openLog } from '#server/log.ts';
import type { Services } from '#server/services.ts';

export type TestInstallation = {
  services: Services;
  config: Config;
  /** Of the installation's own database, as its owner: row-level security does not bind it. */
  ownerUrl: string;
  api: MusterApi;
  /** Lets every follower catch up with what happened. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export type TestParts = {
  clock?: Clock;
  faults?: Faults;
  log?: Log;
  settings?: Record<string, string>;
  live?: boolean;
  /** A database and a data folder that are there already, such as restored ones; the caller removes them. */
  databaseUrl?: string;
  dataFolder?: string;
};

/** A whole installation on a database of its own, without the pages: those need the build. */
export async function openTestInstallation(parts: TestParts = {}): Promise<TestInstallation> {
  const database = parts.databaseUrl
    ? { url: parts.databaseUrl, drop: () => Promise.resolve() }
    : await cloneDatabase();
  const dataFolder = parts.dataFolder ?? (await mkdtemp(join(tmpdir(), 'muster-test-')));
  const read = readConfig({
    LOG_LEVEL: 'error',
    MUSTER_DATA: dataFolder,
    ORIGIN: 'http://muster.test',
    ...parts.settings,
  });
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.problems));
  const services = await openMuster(read.config, database.url, {
    log: parts.log ?? openLog(read.config.logLevel),
    ...(parts.clock ? { clock: parts.clock } : {}),
    ...(parts.faults ? { faults: parts.faults } : {}),
  });
  if (parts.live) services.live.start(presentersOf(services));
  if (parts.faults) await openConnections(services, read.config.databasePoolSize);
  return {
    services,
    config: read.config,
    ownerUrl: database.url,
    api: buildMusterApi(services, apiRoutes),
    settle: async () => {
      for (const follower of followers) await followToEnd(services, follower);
    },
    close: async () => {
      await services.close();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/**
 * Calls that are to come at once must not wait for a connection that is made first: on a busy machine that takes longer than
 * the race lasts, and they come one after the other.
 */
async function openConnections({ database }: Services, count: number): Promise<void> {
  const hold = () => database.read(visitor, (db) => sql`select pg_sleep(0.1)`.execute(db));
  await Promise.all(Array.from({ length: count }, hold));
}

/** A database without any table. */
export async function openEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const cluster = clusterUrl();
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await onCluster(cluster, (client) => client.query(`create database ${name}`));
  return { url: named(cluster, name), drop: () => dropDatabase(cluster, name) };
}

async function dropDatabase(cluster: string, name: string): Promise<void> {
  await onCluster(cluster, (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}

/** A clone of a migrated template takes some 20 ms; the template is made once a cluster and set of migrations. */
async function cloneDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const cluster = clusterUrl();
  const template = await makeTemplate(cluster);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onCluster(cluster, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  );
  return {
    url: named(cluster, name),
    drop: () => dropDatabase(cluster, name),
  };
}

const TEMPLATE_LOCK = 5_551_212;

async function makeTemplate(cluster: string): Promise<string> {
  const migrations = await readMigrations();
  const name = `template_${createHash('sha256')
    .update(migrations.map(({ checksum }) => checksum).join())
    .digest('hex')
    .slice(0, 16)}`;
  await onCluster(cluster, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    await client.query(`create database ${name}_draft`);
    await migrate(named(cluster, `${name}_draft`));
    await installQueue(named(cluster, `${name}_draft`));
    await client.query(`alter database ${name}_draft rename to ${name}`);
  });
  return name;
}

/** The job queue makes its tables at its first start; done once here, every clone has them. */
async function installQueue(url: string): Promise<void> {
  const { openJobs } = await import('#server/jobs/jobs.ts');
  const { jobHandlers } = await import('#lib/muster.ts');
  const jobs = openJobs(url, openLog('error'), jobHandlers);
  await jobs.start();
  await jobs.stop();
}

async function onCluster<Value>(
  url: string,
  run: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function named(cluster: string, database: string): string {
  const url = new URL(cluster);
  url.pathname = `/${database}`;
  return url.href;
}

function clusterUrl(): string {
  const url = process.env.MUSTER_TEST_POSTGRES;
  if (!url)
    throw new Error(
      'MUSTER_TEST_POSTGRES names no server. `npm test` starts one; for a single file: npm test -- <name>.',
    );
  return url;
}
