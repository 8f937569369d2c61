import { saleUndone } from '@muster/ledger/acts';
import { z } from 'zod';
import {
  bookJournals,
  INVOICE_COLUMNS,
  makeRefundsDue,
  ofInvoice,
  refuseWhileHalted,
} from '#features/payments/server/payments.ts';
import { findSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command, Found } from '#server/commands/command.ts';
import { done, type Refused, refused } from '#server/outcome.ts';
import { findTheOrder, onOrder, type OrderFound, standingOn } from './find-order.ts';

const DAY_MS = 86_400_000;
/** So long after it was sent it counts as delivered, unless its buyer said otherwise. */
export const COUNTS_AFTER_DAYS = 14;

export const dispatchInput = onOrder.extend({
  /** One parcel; without it all that are not on their way yet. */
  parcel: z.uuid().nullish(),
  tracking: z.string().trim().max(300).default(''),
});

/** The maker has sent something, to one buyer or to all. */
export const dispatch: Command<z.infer<typeof dispatchInput>, OrderFound, { sent: number }> = {
  name: 'making.dispatch',
  action: 'delivery.dispatch',
  input: dispatchInput,
  find: findTheOrder,
  apply: async (change, { parcel, tracking }, { space, order }) => {
    if (order.state !== 'accepted') return refused('not-now', 'order-not-accepted');
    const sent = await change.db
      .updateTable('deliveries')
      .set({
        tracking,
        dispatchedAt: change.now,
        countsFrom: new Date(change.now.getTime() + COUNTS_AFTER_DAYS * DAY_MS),
      })
      .where('spaceId', '=', space.id)
      .where('orderId', '=', order.id)
      .where('dispatchedAt', 'is', null)
      .$if(Boolean(parcel), (query) => query.where('id', '=', parcel ?? ''))
      .executeTakeFirst();
    const count = Number(sent.numUpdatedRows);
    if (count === 0) return refused('not-now', 'nothing-to-send');
    await change.emit({
      kind: 'delivery.dispatched',
      spaceId: space.id,
      subjectId: order.id,
      data: { address: order.address, parcels: count },
    });
    return done({ sent: count });
  },
};

export const onParcel = z.object({ space: z.string(), parcel: z.uuid() });
type ParcelFound = SpaceStanding & {
  parcel: {
    id: string;
    orderId: string;
    invoiceId: string;
    personId: string;
    dispatchedAt: Date | null;
    deliveredAt: Date | null;
    makerId: string;
  };
};

/** NOTE: as the worker, since row-level security hides the deliveries of others; the policy decides by whose it is. */
async function findTheParcel(
  change: Change,
  input: { space: string; parcel: string },
): Promise<Found<ParcelFound> | undefined> {
  const found = await findSpace(change.db, change.actor, input.space);
  if (!found) return undefined;
  await change.actForSpace(found.space.id);
  const parcel = await change.db
    .selectFrom('deliveries')
    .innerJoin('orders', (join) =>
      join
        .onRef('orders.spaceId', '=', 'deliveries.spaceId')
        .onRef('orders.id', '=', 'deliveries.orderId'),
    )
    .select(['deliveries.id', 'orderId', 'invoiceId', 'personId', 'dispatchedAt', 'deliveredAt'])
    .select('orders.makerId')
    .where('deliveries.spaceId', '=', found.space.id)
    .where('deliveries.id', '=', input.parcel)
    .executeTakeFirst();
  if (!parcel) return undefined;
  const own = parcel.personId === personOf(change.actor);
  return { standing: standingOn(found, own), subject: { ...found, parcel } };
}

/** The buyer has it. */
export const confirmDelivery: Command<z.infer<typeof onParcel>, ParcelFound, { parcel: string }> = {
  name: 'making.confirm-delivery',
  action: 'delivery.confirm',
  input: onParcel,
  find: findTheParcel,
  apply: async (change, _input, { space, parcel }) => {
    if (!parcel.dispatchedAt) return refused('not-now', 'not-sent-yet');
    const confirmed = await change.db
      .updateTable('deliveries')
      .set({ deliveredAt: change.now, confirmedBy: 'buyer' })
      .where('spaceId', '=', space.id)
      .where('id', '=', parcel.id)
      .where('deliveredAt', 'is', null)
      .executeTakeFirst();
    if (confirmed.numUpdatedRows > 0n)
      await change.emit({
        kind: 'delivery.confirmed',
        spaceId: space.id,
        subjectId: parcel.orderId,
        data: { parcel: parcel.id },
      });
    return done({ parcel: parcel.id });
  },
};

const DISPUTE_DAYS = 30;
export const openDisputeInput = onParcel.extend({ reason: z.string().trim().min(1).max(2000) });

/** The buyer says that something is wrong: it did not come, or not as agreed. */
export const openDispute: Command<
  z.infer<typeof openDisputeInput>,
  ParcelFound,
  { dispute: string }
> = {
  name: 'making.open-dispute',
  action: 'dispute.open',
  input: openDisputeInput,
  find: findTheParcel,
  apply: async (change, { reason }, { space, parcel }) => {
    if (!parcel.dispatchedAt) return refused('not-now', 'not-sent-yet');
    await change.lock('order', parcel.orderId);
    const since = parcel.deliveredAt ?? change.now;
    if (change.now.getTime() - since.getTime() > DISPUTE_DAYS * DAY_MS)
      return refused('not-now', 'dispute-too-late');
    const id = change.id();
    const opened = await change.db
      .insertInto('disputes')
      .values({
        spaceId: space.id,
        id,
        deliveryId: parcel.id,
        personId: parcel.personId,
        reason,
        openedAt: change.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!opened) return refused('not-now', 'dispute-open');
    const data = { parcel: parcel.id };
    await change.emit({
      kind: 'dispute.opened',
      spaceId: space.id,
      subjectId: parcel.orderId,
      data,
    });
    return done({ dispute: id });
  },
};

export const settleDisputeInput = onParcel.extend({
  outcome: z.enum(['refund-by-maker', 'refund-by-host', 'kept']),
  answer: z.string().trim().min(1).max(2000),
});

/** A host decides: the buyer keeps it, or gets the money back at the cost of the maker or the host. */
export const settleDispute: Command<
  z.infer<typeof settleDisputeInput>,
  ParcelFound,
  { outcome: string }
> = {
  name: 'making.settle-dispute',
  action: 'dispute.settle',
  input: settleDisputeInput,
  find: findTheParcel,
  apply: async (change, { outcome, answer }, { space, parcel }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    await change.lock('order', parcel.orderId);
    const settled = await change.db
      .updateTable('disputes')
      .set({ outcome, answer, settledAt: change.now, settledBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('deliveryId', '=', parcel.id)
      .where('settledAt', 'is', null)
      .executeTakeFirst();
    if (settled.numUpdatedRows === 0n) return refused('not-now', 'no-dispute');
    if (outcome !== 'kept') {
      const refusal = await undoSale(change, { space, parcel }, outcome);
      if (refusal) return refusal;
    }
    const data = { parcel: parcel.id, outcome };
    await change.emit({
      kind: 'dispute.settled',
      spaceId: space.id,
      subjectId: parcel.orderId,
      data,
    });
    return done({ outcome });
  },
};

/** The whole price goes back, once; a parcel that never came counts as settled from here on. */
async function undoSale(
  change: Change,
  { space, parcel }: Pick<ParcelFound, 'space' | 'parcel'>,
  outcome: 'refund-by-maker' | 'refund-by-host',
): Promise<Refused | undefined> {
  const invoice = await change.db
    .selectFrom('invoices')
    .select(INVOICE_COLUMNS)
    .where('spaceId', '=', space.id)
    .where('id', '=', parcel.invoiceId)
    .executeTakeFirstOrThrow();
  if (invoice.outcome === 'void') return refused('not-now', 'refunded-already');
  const booked = await bookJournals(change, space.id, [
    {
      journal: saleUndone(
        ofInvoice(invoice),
        { net: Number(invoice.netMinor), tax: Number(invoice.taxMinor) },
        outcome === 'refund-by-host' ? 'host' : { maker: parcel.makerId },
      ),
      once: `undo sale ${invoice.id}`,
      dealId: invoice.dealId,
    },
  ]);
  if (booked) return booked;
  await change.db
    .updateTable('invoices')
    .set({ outcome: 'void', closedAt: change.now })
    .where('spaceId', '=', space.id)
    .where('id', '=', invoice.id)
    .execute();
  await makeRefundsDue(change, space.id, [invoice], 'dispute');
  await change.db
    .updateTable('deliveries')
    .set({ deliveredAt: change.now, confirmedBy: 'time' })
    .where('spaceId', '=', space.id)
    .where('id', '=', parcel.id)
    .where('deliveredAt', 'is', null)
    .execute();
  return undefined;
}
