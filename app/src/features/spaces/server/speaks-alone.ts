import { sql } from 'kysely';
import type { Handle } from '#server/database/database.ts';

/** Who is left without a voice when somebody goes: themselves as a maker, and organisations of which they are the only member. */
export async function speaksAloneFor(db: Handle, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.organisation_id as id from memberships m
    where m.person_id = ${personId} and m.organisation_id is not null and not exists (
      select from memberships o where o.space_id = m.space_id and o.organisation_id = m.organisation_id
        and o.person_id <> m.person_id)`.execute(db);
  return [personId, ...rows.map(({ id }) => id)];
}
