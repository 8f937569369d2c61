import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { hashToken } from '#features/people/server/sessions.ts';

/** Somebody who writes through the API; `next` goes on as somebody else. */
export type Writer = { token: string; next(): void };

const PEOPLE_A_WRITER = 40;

/** People with access tokens, straight into the tables: who signs up is not what the drill is about. */
export async function prepareWriters(ownerUrl: string, count: number): Promise<Writer[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const writers = [];
  for (let index = 0; index < count; index++) {
    const tokens: string[] = [];
    for (let person = 0; person < PEOPLE_A_WRITER; person++) tokens.push(await addPerson(client));
    writers.push(writerOf(tokens));
  }
  await client.end();
  return writers;
}

function writerOf(tokens: string[]): Writer {
  let at = 0;
  return {
    get token() {
      return tokens[at] ?? '';
    },
    next: () => {
      at += 1;
      if (at === tokens.length) throw new Error('The drill has run out of people.');
    },
  };
}

async function addPerson(client: pg.Client): Promise<string> {
  const id = randomUUID();
  const token = randomBytes(32).toString('base64url');
  await client.query(
    "insert into people (id, handle, name, created_at) values ($1, $2, 'Writer', now())",
    [id, `w-${id.slice(0, 13)}`],
  );
  await client.query(
    "insert into access_tokens (token_hash, id, person_id, name, scopes, created_at) values ($1, $2, $3, 'drill', '{write}', now())",
    [hashToken(token), randomUUID(), id],
  );
  return token;
}
