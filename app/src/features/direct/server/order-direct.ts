import { grossPrice } from '@muster/clearing/money';
import { sql } from 'kysely';
import { z } from 'zod';
import { placeOrder } from '#features/making/server/making.ts';
import {
  closeInvoices,
  INVOICE_COLUMNS,
  issueInvoices,
  takeBack,
} from '#features/payments/server/payments.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import type { Follower } from '#server/events/follower.ts';
import { inChange } from '#server/commands/in-change.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { done, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findTheOffer, offerQuery, onOffer, type OfferFound } from './open-direct-offer.ts';

const DAY_MS = 86_400_000;
const DAYS_TO_PAY = 14;
const MOST_DUE = 500;

export const orderDirectInput = onOffer.extend({
  units: z.coerce.number().int().min(1).max(1000).default(1),
});

/** Somebody orders one, or a few. The order goes to the maker when it is paid. */
export const orderDirect: Command<
  z.infer<typeof orderDirectInput>,
  OfferFound,
  { invoice: string }
> = {
  name: 'direct.order',
  action: 'direct.order',
  input: orderDirectInput,
  find: findTheOffer,
  apply: async (change, { units }, { space, offer }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    await change.lock('direct-offer', offer.id);
    await change.actForSpace(space.id);
    // The buyer again too: whoever closes their account holds the offers of their spaces until they are gone.
    const { rows } = await sql<{ closed: boolean; member: boolean; taken: number }>`
      select closed_at is not null as closed, exists (select from memberships m where m.space_id = o.space_id and m.person_id = ${personId}) as member, (select coalesce(sum(units), 0)::int from direct_orders d
        where d.space_id = o.space_id and d.offer_id = o.id and d.cancelled_at is null) as taken
      from direct_offers o where o.space_id = ${space.id} and o.id = ${offer.id}`.execute(
      change.db,
    );
    if (!rows[0]?.member) return refused('not-found');
    if (rows[0].closed) return refused('not-now', 'offer-closed');
    if (rows[0].taken + units > offer.most) return refused('limit-reached', 'offer-sold-out');
    const id = change.id();
    await change.db
      .insertInto('directOrders')
      .values({
        spaceId: space.id,
        id,
        offerId: offer.id,
        personId,
        units,
        orderedAt: change.now,
      })
      .execute();
    const netMinor = offer.priceMinor * units;
    const grossMinor = grossPrice(offer.priceMinor, offer.taxBps) * units;
    const [invoice = ''] = await issueInvoices(change, space.id, [
      {
        dealKind: 'direct',
        dealId: id,
        itemId: id,
        personId,
        title: offer.title,
        units,
        unitPriceMinor: offer.priceMinor,
        taxBps: offer.taxBps,
        netMinor,
        taxMinor: grossMinor - netMinor,
        currency: offer.currency,
        dueAt: new Date(change.now.getTime() + DAYS_TO_PAY * DAY_MS),
      },
    ]);
    await change.emit({
      kind: 'direct.ordered',
      spaceId: space.id,
      subjectId: id,
      data: { offer: offer.address, units },
    });
    return done({ invoice });
  },
};

/** A direct order that is paid goes to the maker, once. */
export const directFollower: Follower = {
  name: 'direct.orders',
  kinds: ['invoice.paid'],
  follow: async (change, event) => {
    if (event.data.dealKind !== 'direct') return;
    await passOn(change, { spaceId: event.spaceId, id: String(event.data.dealId) });
  },
};

async function passOn(
  change: Change,
  { spaceId, id }: { spaceId: string; id: string },
): Promise<void> {
  await change.lock('collection', id);
  const paid = await change.db
    .updateTable('directOrders')
    .set({ paidAt: change.now })
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .where('paidAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .returning(['offerId', 'units'])
    .executeTakeFirst();
  if (!paid) return;
  const offer = await offerQuery(change.db, spaceId)
    .where('directOffers.id', '=', paid.offerId)
    .executeTakeFirstOrThrow();
  await closeInvoices(change, spaceId, await invoicesOf(change, spaceId, [id]), 'kept');
  const net = offer.priceMinor * paid.units;
  const feeMinor = Math.floor((net * offer.feeBps) / 10_000);
  await placeOrder(change, spaceId, {
    dealKind: 'direct',
    dealId: id,
    makerId: offer.makerId,
    title: offer.title,
    units: paid.units,
    makerMinor: net - feeMinor,
    feeMinor,
    roundingMinor: 0,
    currency: offer.currency,
    readyOn: new Date(change.now.getTime() + offer.readyDays * DAY_MS).toISOString().slice(0, 10),
  });
}

async function invoicesOf(change: Change, spaceId: string, deals: readonly string[]) {
  return change.db
    .selectFrom('invoices')
    .select(INVOICE_COLUMNS)
    .where('spaceId', '=', spaceId)
    .where('dealId', 'in', deals)
    .where('outcome', 'is', null)
    .execute();
}

/** A direct order that nobody paid in time is off; what comes later goes back. */
export const dueDirectOrders: JobHandler<Services> = {
  queue: 'direct.due',
  tries: 3,
  waitSeconds: 30,
  timeoutSeconds: 120,
  schedule: '*/15 * * * *',
  run: async (services) => {
    const before = new Date(services.clock.now().getTime() - DAYS_TO_PAY * DAY_MS);
    const due = await services.database.read({ kind: 'installation' }, (db) =>
      db
        .selectFrom('directOrders')
        .select(['spaceId', 'id'])
        .where('paidAt', 'is', null)
        .where('cancelledAt', 'is', null)
        .where('orderedAt', '<=', before)
        .limit(MOST_DUE)
        .execute(),
    );
    for (const one of due)
      await inChange(services, { kind: 'installation' }, (change) => cancel(change, one));
  },
};

async function cancel(
  change: Change,
  { spaceId, id }: { spaceId: string; id: string },
): Promise<void> {
  await change.lock('collection', id);
  const cancelled = await change.db
    .updateTable('directOrders')
    .set({ cancelledAt: change.now })
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .where('paidAt', 'is', null)
    .executeTakeFirst();
  if (cancelled.numUpdatedRows === 0n) return;
  const invoices = await invoicesOf(change, spaceId, [id]);
  await takeBack(change, spaceId, invoices, { outcome: 'withdrawn', reason: 'not-counted' });
}
