import pg from 'pg';

/** The access token of the nth member of a crowd; its hash was made by the database in the same way. */
export function crowdToken(crowd: string, nth: number): string {
  return `crowd-${crowd}-${String(nth).padStart(8, '0')}`;
}

/**
 * Very many verified peers of a space, each with an access token, straight into the tables: who signs up and joins is not what
 * a drill or a benchmark is about. `crowd` is a short word that no other crowd of the database has.
 */
export async function addCrowd(
  ownerUrl: string,
  { crowd, spaceId, count }: { crowd: string; spaceId: string; count: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const nth = `lpad(n::text, 8, '0')`;
  const id = `md5('${crowd}' || n::text)::uuid`;
  const all = `generate_series(0, ${count - 1}) n`;
  try {
    await client.query('begin');
    await client.query(
      `insert into people (id, handle, name, created_at) select ${id}, '${crowd}-' || ${nth}, 'Buyer', now() from ${all}`,
    );
    await client.query(
      `insert into accounts (person_id, email, email_verified_at, created_at)
       select ${id}, '${crowd}-' || ${nth} || '@example.org', now(), now() from ${all}`,
    );
    await client.query(
      `insert into memberships (space_id, person_id, role, joined_at) select $1, ${id}, 'peer', now() from ${all}`,
      [spaceId],
    );
    await client.query(
      `insert into access_tokens (token_hash, id, person_id, name, scopes, created_at)
       select sha256(convert_to('crowd-${crowd}-' || ${nth}, 'UTF8')), gen_random_uuid(), ${id}, 'crowd', '{read,write,host}', now() from ${all}`,
    );
    await client.query('commit');
    await client.query('analyze people, accounts, memberships, access_tokens');
  } finally {
    await client.end();
  }
}
