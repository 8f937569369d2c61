import {
  CamelCasePlugin,
  type ConnectionProvider,
  DefaultQueryExecutor,
  PostgresDialect,
  sql,
  Transaction,
} from 'kysely';
import pg from 'pg';
import type { Actor } from '../actor.ts';
import type { Faults } from '../faults.ts';
import { Session } from './session.ts';
import type { DB } from './tables.ts';

/** A transaction in which the actor has been made known to row-level security. Every read and write takes one. */
export type Handle = Transaction<DB>;

/** The role that row-level security binds; made by the first migration. */
const APP_ROLE = 'muster_app';
const STATEMENT_TIMEOUT_MS = 20_000;

type Run<Value> = (db: Handle) => Promise<Value>;
/**
 * `often`: the statements are few, always of the same text, look things up by their keys, and are asked for many times a
 * second. They are prepared once a connection, so that PostgreSQL need not read and plan them each time.
 */
type How = { often: boolean };

export type Database = {
  /** One snapshot for everything that a page or an answer reads. */
  read<Value>(actor: Actor, run: Run<Value>, how?: How): Promise<Value>;
  write<Value>(actor: Actor, run: Run<Value>, how?: How): Promise<Value>;
  /** For what needs a session of its own: LISTEN, advisory locks. The caller ends it. */
  connect(): Promise<pg.Client>;
  /** How many connections are open, in use and waited for. */
  pressure(): { open: number; idle: number; waiting: number };
  close(): Promise<void>;
};

export function openDatabase(
  url: string,
  poolSize: number,
  faults: Pick<Faults, 'withoutRowSecurity'>,
): Database {
  const connection = {
    connectionString: url,
    options: `${faults.withoutRowSecurity ? '' : `-c role=${APP_ROLE} `}-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
  };
  const pool = new pg.Pool({
    ...connection,
    pipeline: true,
    max: poolSize,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
  });
  // NOTE: without a listener a connection that dies while idle would end the process.
  pool.on('error', () => undefined);
  // The pool listens to idle connections alone; one that dies between two statements of a transaction counts too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const begin = openTransactions(pool);
  return {
    read: (actor, run, how) => begin({ opening: READING, ...how }, actor, run),
    write: (actor, run, how) => begin({ opening: WRITING, ...how }, actor, run),
    connect: async () => {
      const client = new pg.Client(connection);
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    pressure: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

const READING = 'start transaction isolation level repeatable read read only';
const WRITING = 'begin';
/** A plan that is kept must not be one for a table that was still small: it would be read whole when it is large. */
const BY_KEY = 'set local enable_seqscan = off; ';

type Begin = <Value>(
  how: { opening: string; often?: boolean },
  actor: Actor,
  run: Run<Value>,
) => Promise<Value>;

function openTransactions(pool: pg.Pool): Begin {
  const dialect = new PostgresDialect({ pool });
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  const driver = dialect.createDriver();
  const compiler = dialect.createQueryCompiler();
  const adapter = dialect.createAdapter();
  return async ({ opening, often = false }, actor, run) => {
    const begun = `${opening}; ${often ? BY_KEY : ''}${introduction(actor)}`;
    const session = new Session(await pool.connect(), begun, often);
    // NOTE: not the provider of Kysely itself, which lets statements through one by one and so would undo the sending together.
    const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(session) };
    const executor = new DefaultQueryExecutor(compiler, adapter, provider, plugins);
    const db = new Transaction<DB>({ config: { dialect, plugins }, dialect, driver, executor });
    try {
      const value = await run(db);
      if (opening === READING) session.leave();
      else await session.commit();
      return value;
    } catch (error) {
      await session.rollback(error);
      throw error;
    }
  };
}

/** Tells row-level security who acts, until the transaction ends. */
export async function introduce(db: Handle, actor: Actor): Promise<void> {
  await sql.raw(introduction(actor)).execute(db);
}

function introduction(actor: Actor): string {
  const person = pg.escapeLiteral(actor.kind === 'person' ? actor.personId : '');
  const space = pg.escapeLiteral(actor.kind === 'space' ? actor.spaceId : '');
  return `select set_config('muster.acting', '${actor.kind}', true), set_config('muster.person', ${person}, true), set_config('muster.space', ${space}, true)`;
}

/** Error codes of PostgreSQL after which the same transaction may simply be tried again. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  // A unique key that somebody else took meanwhile: looking again finds it and refuses in words, or finds another.
  return code === '40001' || code === '40P01' || code === '23505';
}

/** Whether a row that was written is at fault, such as a broken check, and not the connection or the server. */
export function isOfOneRow(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : undefined;
}
