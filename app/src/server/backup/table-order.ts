import type pg from 'pg';

/** Tables that a backup leaves out: counters, and what the migrations themselves write. */
const LEFT_OUT = new Set(['migrations', 'rate_limits', 'passkey_challenges', 'outside_sign_ins']);

/** The tables to keep, each after those that it refers to, so that they can be loaded in this order. */
export async function tablesInOrder(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const { rows: references } = await client.query<{ table: string; refers: string }>(
    `select distinct conrelid::regclass::text as table, confrelid::regclass::text as refers
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`,
  );
  const names = tables.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name));
  const ordered: string[] = [];
  const place = (name: string, path: string[]) => {
    if (ordered.includes(name) || LEFT_OUT.has(name)) return;
    if (path.includes(name))
      throw new Error(`The tables ${path.join(', ')} refer to each other in a circle.`);
    for (const { refers } of references.filter(({ table }) => table === name))
      place(refers, [...path, name]);
    ordered.push(name);
  };
  for (const name of names) place(name, []);
  return ordered;
}

/**
 * The columns of a table and the query that exports it. Events carry the number of the transaction that wrote them, which
 * means nothing in another cluster: it is replaced by how many followers have read the event, so that each goes on where
 * it stood.
 */
export async function exportOf(
  client: pg.ClientBase,
  table: string,
): Promise<{ columns: string[]; query: string }> {
  const { rows } = await client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position",
    [table],
  );
  const columns = rows.map(({ name }) => name);
  const selected = columns.map((column) => exported(table, column)).join(', ');
  return {
    columns,
    query: `select ${selected} from ${table} t order by ${columns.map((_, index) => index + 1).join(', ')}`,
  };
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function exported(table: string, column: string): string {
  if (table === 'events' && column === 'tx') {
    return '(1 + (select count(*) from event_followers f where (f.tx, f.id) < (t.tx, t.id)))::text::xid8 as tx';
  }
  if (table === 'event_followers' && column === 'tx') {
    return '(1 + (select count(*) from event_followers f where (f.tx, f.id) < (t.tx, t.id)))::text::xid8 as tx';
  }
  if (table === 'event_followers' && column === 'id') return `'${LAST_ID}'::uuid as id`;
  return `t.${column}`;
}
