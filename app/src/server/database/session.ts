import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type pg from 'pg';

/** Texts of statements that are prepared once a connection, under a name each. */
const names = new Map<string, string>();
const MOST_NAMES = 200;

/**
 * One transaction on one connection. Statements that are asked for in the same breath are sent together and answered one
 * after the other, in the order in which they were asked for: a round trip for all of them, and not one for each.
 */
export class Session implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #prepared: boolean;
  readonly #opened: Promise<unknown>;
  #corked = false;
  #ended = false;

  /** `opening` begins the transaction; what is asked for next does not wait for it, but stands behind it in the line. */
  constructor(client: pg.PoolClient, opening: string, prepared: boolean) {
    this.#client = client;
    this.#prepared = prepared;
    this.#opened = this.#send(opening);
    // Each statement looks at it; where there is none, it matters to nobody.
    this.#opened.catch(() => undefined);
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#ended) throw new Error('This transaction has ended.');
    const name = this.#prepared ? nameOf(sql) : undefined;
    // Whoever goes on after an answer goes on inside the transaction: what was sent behind a failed opening fails with it.
    const [answer] = await Promise.all([this.#send(sql, parameters, name), this.#opened]);
    const { command, rowCount, rows } = answer;
    const changed = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
    return changed ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows };
  }

  streamQuery(): never {
    throw new Error('Read in parts instead.');
  }

  async commit(): Promise<void> {
    this.#ended = true;
    const { command } = await this.#send('commit');
    // PostgreSQL answers so when a statement had failed and nobody had looked.
    if (command === 'ROLLBACK') throw new Error('The transaction was broken, and is rolled back.');
    this.#client.release();
  }

  /** Ends what only read. Nobody waits for it: what was read is known, and whoever gets the connection next stands behind. */
  leave(): void {
    this.#ended = true;
    this.#send('commit').catch(() => undefined);
    this.#client.release();
  }

  /** Never throws: a connection that cannot even do this is thrown away, as is one whose prepared statements went stale. */
  async rollback(cause: unknown): Promise<void> {
    this.#ended = true;
    const well = await this.#send('rollback').then(
      () => true,
      () => false,
    );
    this.#client.release(!well || isStale(cause));
  }

  #send(text: string, values?: readonly unknown[], name?: string): Promise<pg.QueryResult> {
    this.#cork();
    const given = values && { values: [...values] };
    return this.#client.query({ text, ...given, ...(name ? { name } : {}) });
  }

  /** Holds back what is written until nobody asks for more in this turn, so that it leaves in one piece. */
  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `hot_${names.size}`;
  names.set(text, name);
  return name;
}

/** A migration changed what a prepared statement gives, or the statement is gone: a new connection prepares it anew. */
function isStale(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return code === '0A000' || code === '26000';
}
