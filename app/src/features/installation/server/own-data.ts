import { sql } from 'kysely';
import { requireProof } from '#features/people/server/people.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

const MOST_ROWS = 20_000;
/** References that say who acted on something of somebody else's: the row is not theirs. */
const ACTS = new Set(['removed_by', 'locked_by', 'decided_by', 'settled_by', 'invited_by']);
/** Opens something, or is of no meaning to a reader. */
const NOT_TOLD = /hash|secret|verifier|nonce|challenge|public_key|search/;

export type OwnData = { version: 1; at: string; tables: Record<string, Record<string, unknown>[]> };

/**
 * Everything that the installation keeps about a person, table by table. The tables are found by their references to people,
 * so a new one is in the download by being there.
 */
export async function readOwnData(services: Services, actor: Actor): Promise<Outcome<OwnData>> {
  const now = services.clock.now();
  if (actor.kind !== 'person') return refused('sign-in-needed');
  const unproved = requireProof({ actor, now });
  if (unproved) return unproved;
  // NOTE: read as the installation, since what somebody wrote in a space that they left is theirs too. The person's id alone
  // chooses the rows.
  return services.database.read({ kind: 'installation' }, async (db) => {
    const tables: OwnData['tables'] = {
      people: await readRows(db, { table: 'people', column: 'id' }, actor.personId),
    };
    for (const reference of await referencesToPeople(db)) {
      const rows = await readRows(db, reference, actor.personId);
      if (rows.length > 0) tables[reference.table] = [...(tables[reference.table] ?? []), ...rows];
    }
    return done({ version: 1 as const, at: now.toISOString(), tables });
  });
}

type Reference = { table: string; column: string };

async function referencesToPeople(db: Handle): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select c.conrelid::regclass::text as "table", a.attname as "column"
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'people'::regclass and cardinality(c.conkey) = 1
    order by 1, 2`.execute(db);
  return rows.filter(({ column }) => !ACTS.has(column));
}

async function readRows(
  db: Handle,
  { table, column }: Reference,
  personId: string,
): Promise<Record<string, unknown>[]> {
  const columns = await columnsOf(db, table);
  if (columns.length === 0) return [];
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(columns.map((name) => sql.id(name)))} from ${sql.id(table)}
    where ${sql.id(column)} = ${personId} limit ${MOST_ROWS}`.execute(db);
  return rows;
}

async function columnsOf(db: Handle, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
      and atttypid <> 'bytea'::regtype order by attnum`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !NOT_TOLD.test(name));
}
