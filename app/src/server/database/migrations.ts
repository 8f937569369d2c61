import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const FOLDER = new URL('../../../migrations/', import.meta.url);
/** Any number will do, as long as nothing else in the database locks on it. */
const LOCK = 7_391_442_081;
const LOCK_TIMEOUT = '5s';
const ASK_EVERY_MS = 100;
const MOST_ASKED = 18_000;
export const OLDEST_SERVER = 150_000;

type Migration = { name: string; text: string; checksum: string };

export class MigrationProblem extends Error {}

/**
 * Brings the tables up to date: each file once, in order, in a transaction of its own (or outside of one when its first line
 * says `-- no transaction`). Two processes that start at once take turns. Answers with the names of what was applied.
 */
export async function migrate(
  ownerUrl: string,
  onStep: (name: string) => void = () => undefined,
  /** Stops after this one: a backup is loaded into the tables as they were when it was made. */
  { upTo }: { upTo?: string | undefined } = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await refuseOldServer(client);
    await takeTurn(client);
    const applied = await readApplied(client);
    const fresh = (await pending(applied)).filter(({ name }) => upTo === undefined || name <= upTo);
    for (const migration of fresh) {
      onStep(migration.name);
      await apply(client, migration);
    }
    return fresh.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Asks again and again instead of waiting in the database: a statement that waits there holds a snapshot, and an index that
 * is built concurrently waits for that snapshot to end.
 */
async function takeTurn(client: pg.Client): Promise<void> {
  for (let asked = 0; asked < MOST_ASKED; asked++) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [LOCK],
    );
    if (rows[0]?.taken) return;
    await setTimeout(ASK_EVERY_MS);
  }
  throw new MigrationProblem(
    'Another process has been bringing the tables up to date for half an hour. Stop it, or wait.',
  );
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  const version = Number(rows[0]?.version);
  if (version < OLDEST_SERVER) {
    throw new MigrationProblem(
      `PostgreSQL 15 or newer is needed; the server of DATABASE_URL is ${Math.floor(version / 10_000)}.`,
    );
  }
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  await client.query(
    'create table if not exists migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migrations',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function pending(applied: Map<string, string>): Promise<Migration[]> {
  const migrations = await readMigrations();
  const known = new Set(migrations.map(({ name }) => name));
  const foreign = [...applied.keys()].find((name) => !known.has(name));
  if (foreign)
    throw new MigrationProblem(
      `The database is newer than this Muster: it holds the migration ${foreign}. Start the newer release.`,
    );
  const changed = migrations.find(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed)
    throw new MigrationProblem(
      `The migration ${changed.name} was changed after it had been applied. Put the file back and add a new one.`,
    );
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, text, checksum }: Migration): Promise<void> {
  const alone = text.startsWith('-- no transaction');
  await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
  if (!alone) await client.query('begin');
  try {
    // NOTE: statements sent in one message are one transaction, in which no index can be built concurrently.
    for (const statement of alone ? text.split(/;\s*\n/) : [text]) await client.query(statement);
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksum]);
    if (!alone) await client.query('commit');
  } catch (error) {
    if (!alone) await client.query('rollback');
    throw new MigrationProblem(
      `The migration ${name} failed and changed nothing: ${String(error)}`,
      { cause: error },
    );
  }
}
