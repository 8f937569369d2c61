import { sql } from 'kysely';
import type { Change } from '#server/commands/change.ts';
import { inPieces } from '#server/database/pieces.ts';
import type { Follower } from '#server/events/follower.ts';
import { newAddress } from '#server/ids.ts';

/** What each milestone releases of the maker's money, in hundredths; the last one gets what is left. */
const PLAN = [
  { kind: 'begun', percent: 30 },
  { kind: 'built', percent: 40 },
  { kind: 'delivered', percent: 30 },
] as const;

export type NewOrder = {
  dealKind: 'pool' | 'direct';
  dealId: string;
  /** The maker's organisation, or the person who quoted without one. */
  makerId: string;
  title: string;
  units: number;
  makerMinor: number;
  feeMinor: number;
  roundingMinor: number;
  currency: string;
  /** A day, as `2026-12-24`. */
  readyOn: string;
};

/** A pool that has tipped becomes an order to its maker, once. */
export const orderFollower: Follower = {
  name: 'making.orders',
  kinds: ['pool.tipped'],
  follow: async (change, event) => {
    const poolId = String(event.data.poolId ?? event.subjectId);
    const order = await orderOfPool(change, { spaceId: event.spaceId, poolId });
    if (order) await placeOrder(change, event.spaceId, order);
  },
};

async function orderOfPool(
  change: Change,
  { spaceId, poolId }: { spaceId: string; poolId: string },
): Promise<NewOrder | undefined> {
  const row = await change.db
    .selectFrom('poolClearings')
    .innerJoin('pools', (join) =>
      join
        .onRef('pools.spaceId', '=', 'poolClearings.spaceId')
        .onRef('pools.id', '=', 'poolClearings.poolId'),
    )
    .innerJoin('quotes', (join) =>
      join
        .onRef('quotes.spaceId', '=', 'poolClearings.spaceId')
        .onRef('quotes.poolId', '=', 'poolClearings.poolId')
        .onRef('quotes.id', '=', 'poolClearings.quoteId'),
    )
    .select(['pools.title', 'pools.currency', 'quotes.organisationId', 'quotes.personId'])
    .select(['poolClearings.quantity', 'supplierCostMinor', 'feeMinor', 'roundingMinor'])
    .select(sql<string>`(date '1970-01-01' + ready_day)::text`.as('readyOn'))
    .where('poolClearings.spaceId', '=', spaceId)
    .where('poolClearings.poolId', '=', poolId)
    .where('round', '=', 2)
    .executeTakeFirst();
  return (
    row && {
      dealKind: 'pool',
      dealId: poolId,
      makerId: row.organisationId ?? row.personId,
      title: row.title,
      units: row.quantity,
      makerMinor: Number(row.supplierCostMinor),
      feeMinor: Number(row.feeMinor),
      roundingMinor: Number(row.roundingMinor),
      currency: row.currency,
      readyOn: row.readyOn,
    }
  );
}

/** Writes the order with its milestones, and a delivery for each invoice that counts. Asked again, nothing more happens. */
export async function placeOrder(change: Change, spaceId: string, order: NewOrder): Promise<void> {
  const id = change.id();
  const address = newAddress();
  const placed = await change.db
    .insertInto('orders')
    .values({ ...order, spaceId, id, address, placedAt: change.now })
    .onConflict((conflict) => conflict.columns(['spaceId', 'dealId', 'makerId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!placed) return;
  const amounts = sharesOf(order.makerMinor);
  await change.db
    .insertInto('milestones')
    .values(
      PLAN.map(({ kind }, position) => ({
        spaceId,
        id: change.id(),
        orderId: id,
        position,
        kind,
        amountMinor: amounts[position] ?? 0,
      })),
    )
    .execute();
  await addDeliveries(change, { spaceId, orderId: id, order });
  const data = { address, dealKind: order.dealKind, dealId: order.dealId, makerId: order.makerId };
  await change.emit({ kind: 'order.placed', spaceId, subjectId: id, data });
}

function sharesOf(amount: number): number[] {
  const shares = PLAN.map(({ percent }) => Math.floor((amount * percent) / 100));
  const left = amount - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, nth) => (nth === shares.length - 1 ? share + left : share));
}

/** For a pool the units are those of the final clearing: its invoices may not have been brought to it yet. */
async function addDeliveries(
  change: Change,
  { spaceId, orderId, order }: { spaceId: string; orderId: string; order: NewOrder },
): Promise<void> {
  const { rows } = await sql<{ id: string; personId: string; units: number; variant: string }>`
    select i.id, i.person_id, coalesce(a.units, i.units) as units, coalesce(v.name, '') as variant
    from invoices i left join allocations a
      on a.space_id = i.space_id and a.pool_id = i.deal_id and a.commitment_id = i.item_id and a.round = 2
    left join commitments c on c.space_id = a.space_id and c.pool_id = a.pool_id and c.id = a.commitment_id
    left join pool_variants v on v.space_id = c.space_id and v.pool_id = c.pool_id and v.id = c.variant_id
    where i.space_id = ${spaceId} and i.deal_id = ${order.dealId} and (a.units is not null or i.deal_kind = 'direct')
    order by i.number`.execute(change.db);
  for (const piece of inPieces(rows))
    await change.db
      .insertInto('deliveries')
      .values(
        piece.map(({ id, personId, units, variant }) => ({
          spaceId,
          id: change.id(),
          orderId,
          invoiceId: id,
          personId,
          units,
          variant,
        })),
      )
      .execute();
}
