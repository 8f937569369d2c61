import pg from 'pg';

/** Tables that asking alone may change: counters of calls, and when somebody was last seen. */
const NOT_COUNTED = new Set([
  'rate_limits',
  'sessions',
  'access_tokens',
  'migrations',
  'event_followers',
]);

/** One digest over every row of every table, so that «nothing was changed» can be asserted. */
export async function openDigest(
  ownerUrl: string,
): Promise<{ read(): Promise<string>; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const parts = rows
    .filter(({ name }) => !NOT_COUNTED.has(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as digest from ${name} t`,
    );
  const query = `select md5(string_agg(name || digest, '' order by name)) as digest from (${parts.join(' union all ')}) d`;
  return {
    read: async () => (await client.query<{ digest: string }>(query)).rows[0]?.digest ?? '',
    close: () => client.end(),
  };
}
