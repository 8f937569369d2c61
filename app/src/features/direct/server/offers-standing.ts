import { sql } from 'kysely';
import type { Change } from '#server/commands/change.ts';

/**
 * Whether a direct offer of one of these makers still stands. The offers of the spaces of somebody who goes are held until
 * the change ends, so that they order nothing meanwhile.
 */
export async function offerStandsOf(
  change: Change,
  personId: string,
  makers: readonly string[],
): Promise<'offer-stands' | undefined> {
  const { rows } = await sql<{ id: string; own: boolean }>`
    select o.id, o.maker_id = any (${[...makers]}::uuid[]) as own
    from direct_offers o join memberships m on m.space_id = o.space_id and m.person_id = ${personId}
    where o.closed_at is null order by o.id`.execute(change.db);
  for (const { id } of rows) await change.lock('direct-offer', id);
  return rows.some(({ own }) => own) ? 'offer-stands' : undefined;
}
