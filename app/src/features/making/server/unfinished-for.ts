import { sql } from 'kysely';
import type { Handle } from '#server/database/database.ts';

/** Whether something is still to come to a buyer, or to be made by or paid to one of these makers. */
export async function unfinishedFor(
  db: Handle,
  personId: string,
  makers: readonly string[],
): Promise<'parcel-under-way' | 'order-open' | undefined> {
  const { rows } = await sql<{ parcels: boolean; orders: boolean }>`
    select exists (select from deliveries d join orders o on o.space_id = d.space_id and o.id = d.order_id
        where d.person_id = ${personId} and o.state <> 'declined' and (d.delivered_at is null or exists (
          select from disputes p where p.space_id = d.space_id and p.delivery_id = d.id and p.settled_at is null))) as parcels,
      exists (select from orders o where o.maker_id = any (${[...makers]}::uuid[]) and (o.state = 'placed' or o.state = 'accepted'
        and o.maker_minor > (select coalesce(sum(amount_minor), 0) from payouts p
          where p.space_id = o.space_id and p.order_id = o.id))) as orders`.execute(db);
  if (rows[0]?.parcels) return 'parcel-under-way';
  return rows[0]?.orders ? 'order-open' : undefined;
}
