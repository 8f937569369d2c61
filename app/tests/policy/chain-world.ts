import { openDirectOffer } from '#features/direct/server/open-direct-offer.ts';
import { answerOrder } from '#features/making/server/answer-order.ts';
import { orderFollower } from '#features/making/server/place-order.ts';
import { collectionFollower } from '#features/payments/server/collect-pool.ts';
import { importStatement } from '#features/payments/server/import-statement.ts';
import type { PersonActor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { followToEnd } from '#server/events/follower.ts';
import { closedPool } from '../ground/collecting-pool.ts';
import { must } from '../ground/market.ts';
import type { TestInstallation } from '../ground/test-installation.ts';

type ChainObject = 'invoice' | 'payment' | 'refund' | 'order' | 'milestone' | 'parcel' | 'offer';

/** Whose the objects of the chain are. */
export const MADE_IN_CHAIN = {
  invoice: 'peer',
  order: 'maker',
  milestone: 'maker',
  parcel: 'peer',
  offer: 'maker',
} as const;

/**
 * A pool that the peer has paid, with too much, so that a refund is due, and money of nobody; and the order that came of it,
 * which the maker has accepted,
 * and the direct offer that it has opened since.
 */
export async function buildChain(
  muster: TestInstallation,
  { address: space, spaceId }: { address: string; spaceId: string },
  { host, maker, peer }: Record<'host' | 'maker' | 'peer', PersonActor>,
): Promise<Record<ChainObject, string>> {
  const { services } = muster;
  const { pool } = await closedPool(services, { space, host, maker, buyers: [peer] });
  await followToEnd(services, collectionFollower);
  const read = <Value>(run: (db: Handle) => Promise<Value>) =>
    services.database.read({ kind: 'installation' }, run);
  const invoice = await read((db) =>
    db
      .selectFrom('invoices')
      .select(['id', 'reference'])
      .where('spaceId', '=', spaceId)
      .executeTakeFirstOrThrow(),
  );
  const rows = [`2026-11-24,300.00,EUR,${invoice.reference}`, '2026-11-24,5.00,EUR,for nobody'];
  const text = ['date,amount,currency,reference', ...rows].join('\n');
  await must(services, host, importStatement, { space, text });
  for (const follower of [collectionFollower, orderFollower]) await followToEnd(services, follower);
  const found = await read(async (db) => ({
    payment: await db
      .selectFrom('payments')
      .select('id')
      .where('spaceId', '=', spaceId)
      .where('invoiceId', 'is', null)
      .executeTakeFirstOrThrow(),
    refund: await db
      .selectFrom('refunds')
      .select('id')
      .where('spaceId', '=', spaceId)
      .executeTakeFirstOrThrow(),
    order: await db
      .selectFrom('orders')
      .innerJoin('milestones', 'milestones.orderId', 'orders.id')
      .innerJoin('deliveries', 'deliveries.orderId', 'orders.id')
      .select(['orders.address', 'milestones.id as milestone', 'deliveries.id as parcel'])
      .where('orders.spaceId', '=', spaceId)
      .orderBy('milestones.position')
      .executeTakeFirstOrThrow(),
  }));
  const { address: order, milestone, parcel } = found.order;
  await must(services, maker, answerOrder, { space, order, answer: 'accepted' });
  const priceMinor = 30_000;
  const { offer } = await must(services, maker, openDirectOffer, {
    space,
    pool,
    priceMinor,
    readyDays: 3,
  });
  return {
    invoice: invoice.id,
    payment: found.payment.id,
    refund: found.refund.id,
    order,
    milestone,
    parcel,
    offer,
  };
}
