import pg from 'pg';

/** Every table, the queue's included, in which a number stands: as text, or as bytes. */
export async function tablesWith(ownerUrl: string, marker: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss') order by 1",
  );
  const found: string[] = [];
  const hex = Buffer.from(String(marker)).toString('hex');
  for (const { name } of rows) {
    const { rows: hits } = await client.query(
      `select 1 from ${name} t where t::text like $1 or t::text like $2 limit 1`,
      [`%${marker}%`, `%${hex}%`],
    );
    if (hits.length > 0) found.push(name);
  }
  await client.end();
  return found;
}
