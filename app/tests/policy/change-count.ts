import pg from 'pg';

/** Tables that asking alone may change: counters of calls, and when somebody was last seen. */
const NOT_COUNTED = new Set([
  'rate_limits',
  'sessions',
  'access_tokens',
  'migrations',
  'event_followers',
]);

/**
 * Counts every row of every table that is written, changed or removed by a transaction that commits, so that «nothing was
 * changed» can be asserted at the price of one read, however much the database holds.
 */
export async function countChanges(
  ownerUrl: string,
): Promise<{ read(): Promise<string>; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`
    create table row_changes (nth bigint generated always as identity primary key, name text not null);
    create function note_row_change() returns trigger language plpgsql security definer as
      $$ begin insert into row_changes (name) values (tg_table_name); return null; end $$;`);
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'row_changes'",
  );
  for (const { name } of rows.filter((row) => !NOT_COUNTED.has(row.name)))
    await client.query(
      `create trigger note_row_change after insert or update or delete on ${name} for each row execute function note_row_change();
       create trigger note_truncate after truncate on ${name} for each statement execute function note_row_change()`,
    );
  return {
    read: async () =>
      (await client.query<{ newest: string }>('select max(nth)::text as newest from row_changes'))
        .rows[0]?.newest ?? '',
    close: () => client.end(),
  };
}
