import { access, constants, mkdir, statfs } from 'node:fs/promises';
import pg from 'pg';
import type { Config } from '#server/config.ts';
import { readMigrations } from '#server/database/migrations.ts';
import { openDatabaseOf } from './database.ts';
import { configOrExit, say } from './terminal.ts';

type Finding = { well: boolean; what: string };

const LEAST_FREE_BYTES = 1024 ** 3;

/** `muster doctor`: what is well, what is not, and what to do. Ends with 1 when something is not. */
export async function examine(): Promise<void> {
  const config = configOrExit();
  const findings = [
    { well: true, what: 'The settings can be read.' },
    ...(await examineFolder(config)),
    ...(await examineDatabase(config)),
    ...examineMail(config),
  ];
  for (const { well, what } of findings) say(`${well ? 'well   ' : 'not well'} ${what}`);
  process.exitCode = findings.every(({ well }) => well) ? 0 : 1;
}

async function examineFolder({ dataFolder }: Config): Promise<Finding[]> {
  try {
    await mkdir(dataFolder, { recursive: true });
    await access(dataFolder, constants.W_OK);
  } catch (error) {
    return [
      {
        well: false,
        what: `The data folder ${dataFolder} cannot be written (${String(error)}). Set MUSTER_DATA, or give this user the right.`,
      },
    ];
  }
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  const gibibytes = (free / 1024 ** 3).toFixed(1);
  if (free < LEAST_FREE_BYTES)
    return [
      {
        well: false,
        what: `Only ${gibibytes} GiB are free in ${dataFolder}. Make room before the database stops.`,
      },
    ];
  return [
    {
      well: true,
      what: `The data folder ${dataFolder} can be written; ${gibibytes} GiB are free.`,
    },
  ];
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  try {
    const database = await openDatabaseOf(config, () => undefined);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const findings = [
      ...(await examineServer(client)),
      ...(await examineTables(client)),
      ...(await examineBooks(client)),
    ];
    await client.end();
    await database.stop();
    return findings;
  } catch (error) {
    return [{ well: false, what: `The database does not answer: ${String(error)}` }];
  }
}

async function examineServer(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{
    version: string;
    fsync: string;
    pages: string;
    commit: string;
  }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit`,
  );
  const { version, fsync, pages, commit } = rows[0] ?? {
    version: '?',
    fsync: '?',
    pages: '?',
    commit: '?',
  };
  const durable = fsync === 'on' && pages === 'on' && commit !== 'off';
  return [
    { well: true, what: `PostgreSQL ${version} answers.` },
    durable
      ? {
          well: true,
          what: 'What is acknowledged is on disk (fsync, full_page_writes, synchronous_commit).',
        }
      : {
          well: false,
          what: `A power failure would lose what was acknowledged: fsync ${fsync}, full_page_writes ${pages}, synchronous_commit ${commit}. Switch them on.`,
        },
  ];
}

async function examineTables(client: pg.Client): Promise<Finding[]> {
  const { rows: there } = await client.query<{ name: string | null }>(
    "select to_regclass('public.migrations')::text as name",
  );
  if (!there[0]?.name)
    return [{ well: false, what: 'There are no tables yet. Run: muster migrate' }];
  const { rows } = await client.query<{ name: string }>('select name from migrations');
  const applied = new Set(rows.map(({ name }) => name));
  const missing = (await readMigrations()).filter(({ name }) => !applied.has(name));
  const { rows: roles } = await client.query<{ unbound: boolean }>(
    "select rolsuper or rolbypassrls as unbound from pg_roles where rolname = 'muster_app'",
  );
  return [
    missing.length === 0
      ? { well: true, what: 'The tables are up to date.' }
      : { well: false, what: `${missing.length} migrations are not applied. Run: muster migrate` },
    roles[0]?.unbound === false
      ? { well: true, what: 'Row-level security binds the app.' }
      : {
          well: false,
          what: 'The role muster_app is missing or not bound by row-level security. It must be neither superuser nor bypassrls.',
        },
  ];
}

const MOST_FAULTS_TOLD = 5;

/** The whole ledger is read and added up. */
async function examineBooks(client: pg.Client): Promise<Finding[]> {
  const { rows: there } = await client.query<{ name: string | null }>(
    "select to_regproc('public.ledger_faults')::text as name",
  );
  if (!there[0]?.name) return [];
  const { rows } = await client.query<{ space: string; fault: string; detail: string }>(
    'select s.address as space, f.fault, f.detail from ledger_faults() f join spaces s on s.id = f.space_id',
  );
  if (rows.length === 0)
    return [{ well: true, what: 'The books balance, every journal and in every currency.' }];
  return rows.slice(0, MOST_FAULTS_TOLD).map(({ space, fault, detail }) => ({
    well: false,
    what: `The books of ${space} are not sound: ${fault}, ${detail}. Its money stands still until they are; restore a backup, or report this.`,
  }));
}

function examineMail({ smtpUrl }: Config): Finding[] {
  if (smtpUrl) return [{ well: true, what: `Mail goes out by ${new URL(smtpUrl).hostname}.` }];
  return [
    { well: true, what: 'No SMTP_URL: mails stay in the outbox, where the operator reads them.' },
  ];
}
