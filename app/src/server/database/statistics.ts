import { sql } from 'kysely';
import type { Database, Handle } from './database.ts';
import type { DB } from './tables.ts';

/**
 * Has PostgreSQL look at tables that a crowd may have filled within the last minute, before a job works on all their rows:
 * until then it plans as if there were next to none, and compares each row with each. A transaction of its own, so that
 * nobody waits for its locks.
 */
export async function refreshStatistics(
  database: Database,
  tables: readonly (keyof DB)[],
): Promise<void> {
  const names = tables.map((table) => table.replaceAll(/[A-Z]/g, (big) => `_${big.toLowerCase()}`));
  await database.write({ kind: 'installation' }, (db) =>
    sql`select refresh_statistics(${names}::text[])`.execute(db),
  );
}

/** Joins sets with rows that were written in this very transaction, of which no statistics can know yet. */
export async function joinedBySets<Value>(db: Handle, run: () => Promise<Value>): Promise<Value> {
  await sql`set local enable_nestloop = off`.execute(db);
  const value = await run();
  await sql`set local enable_nestloop = on`.execute(db);
  return value;
}
