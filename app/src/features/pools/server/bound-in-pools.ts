import { sql } from 'kysely';
import type { Change } from '#server/commands/change.ts';

/**
 * Whether somebody is bound to a pool that is not at its end: as a buyer, or with a quote of one of these makers. The pools
 * of their spaces are held until the change ends, so that nothing binds them meanwhile.
 */
export async function boundInPools(
  change: Change,
  personId: string,
  makers: readonly string[],
): Promise<'commitment-stands' | 'quote-stands' | undefined> {
  const { rows: pools } = await sql<{ id: string }>`
    select p.id from pools p join memberships m on m.space_id = p.space_id and m.person_id = ${personId}
    where p.stage in ('open', 'tentative') order by p.id`.execute(change.db);
  for (const { id } of pools) await change.lock('pool', id);
  const { rows } = await sql<{ commitments: boolean; quotes: boolean }>`
    with running as (select space_id, id from pools where stage in ('open', 'tentative'))
    select exists (select from commitments c join running r on r.space_id = c.space_id and r.id = c.pool_id
        where c.person_id = ${personId} and c.state = 'standing') as commitments,
      exists (select from quotes q join running r on r.space_id = q.space_id and r.id = q.pool_id
        where coalesce(q.organisation_id, q.person_id) = any (${[...makers]}::uuid[]) and q.withdrawn_at is null) as quotes`.execute(
    change.db,
  );
  if (rows[0]?.commitments) return 'commitment-stands';
  return rows[0]?.quotes ? 'quote-stands' : undefined;
}
