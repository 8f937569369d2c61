import { paymentMatched, paymentReturned, refundDue } from '@muster/ledger/acts';
import { reversalOf } from '@muster/ledger/journal';
import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, type Refused, refused } from '#server/outcome.ts';
import { bookJournals, journalNamed, refuseWhileHalted } from './book-journals.ts';
import {
  INVOICE_COLUMNS,
  type InvoiceRow,
  makeRefundsDue,
  ofInvoice,
  openAmounts,
} from './invoice-money.ts';

export const onPayment = z.object({ space: z.string(), payment: z.uuid() });
export const matchPaymentInput = onPayment.extend({ invoice: z.uuid() });
type Matched = { payment: string; invoice: string | null };

/** A host says which invoice money belongs to. */
export const matchPayment: Command<z.infer<typeof matchPaymentInput>, SpaceStanding, Matched> = {
  name: 'payments.match-payment',
  action: 'payment.manage',
  input: matchPaymentInput,
  find: findTheSpace,
  apply: async (change, { payment, invoice }, { space }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    const refusal = await giveTo(change, space.id, {
      paymentId: payment,
      invoiceId: invoice,
      byHand: true,
    });
    return refusal ?? done({ payment, invoice });
  },
};

type Giving = { paymentId: string; invoiceId: string; byHand: boolean };

/**
 * Gives money to an invoice inside a change. What is too much is due to go back at once; money for an invoice that has ended
 * goes back whole; an invoice on which nothing is open any more announces it.
 */
export async function giveTo(
  change: Change,
  spaceId: string,
  { paymentId, invoiceId, byHand }: Giving,
): Promise<Refused | undefined> {
  const named = await invoiceOf(change, spaceId, invoiceId);
  if (!named) return invalid({ field: 'invoice', reason: 'no-such-invoice' });
  await change.lock('collection', named.dealId);
  // Looked at again under the lock: the collection may have ended meanwhile.
  const invoice = (await invoiceOf(change, spaceId, invoiceId)) ?? named;
  await change.services.faults.pause('match payment');
  const taken = await change.db
    .updateTable('payments')
    .set((set) => ({
      invoiceId,
      turn: set('turn', '+', 1),
      matchedAt: change.now,
      matchedBy: byHand ? personOf(change.actor) : null,
    }))
    .where('spaceId', '=', spaceId)
    .where('id', '=', paymentId)
    .where('currency', '=', invoice.currency)
    .where('invoiceId', 'is', null)
    .where('returnedAt', 'is', null)
    .returning(['turn', 'amountMinor'])
    .executeTakeFirst();
  if (!taken) return refused('not-now', 'payment-not-free');
  const before = (await openAmounts(change.db, spaceId, [invoice])).get(invoiceId) ?? 0;
  const booked = await bookJournals(change, spaceId, [
    {
      journal: paymentMatched(ofInvoice(invoice), Number(taken.amountMinor)),
      once: `match ${paymentId} ${taken.turn}`,
      dealId: invoice.dealId,
    },
  ]);
  if (booked) return booked;
  await followGiven(change, spaceId, invoice, {
    before,
    after: before - Number(taken.amountMinor),
  });
  return undefined;
}

async function followGiven(
  change: Change,
  spaceId: string,
  invoice: InvoiceRow,
  { before, after }: { before: number; after: number },
): Promise<void> {
  const ended = invoice.outcome === 'withdrawn' || invoice.outcome === 'void';
  if (after < 0) await makeRefundsDue(change, spaceId, [invoice], ended ? 'too-late' : 'too-much');
  if (ended || before <= 0 || after > 0) return;
  const { id, dealId, dealKind, itemId } = invoice;
  await change.emit({
    kind: 'invoice.paid',
    spaceId,
    subjectId: id,
    data: { invoiceId: id, dealKind, dealId, itemId },
  });
}

async function invoiceOf(
  change: Change,
  spaceId: string,
  id: string,
): Promise<InvoiceRow | undefined> {
  return change.db
    .selectFrom('invoices')
    .select(INVOICE_COLUMNS)
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A host takes a match back: a journal reverses it, refunds that followed from it and are not paid yet are called off. */
export const unmatchPayment: Command<z.infer<typeof onPayment>, SpaceStanding, Matched> = {
  name: 'payments.unmatch-payment',
  action: 'payment.manage',
  input: onPayment,
  find: findTheSpace,
  apply: async (change, { payment }, { space }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    const given = await change.db
      .selectFrom('payments')
      .select(['invoiceId', 'amountMinor', 'turn'])
      .where('spaceId', '=', space.id)
      .where('id', '=', payment)
      .executeTakeFirst();
    if (!given) return refused('not-found');
    const invoice = given.invoiceId
      ? await invoiceOf(change, space.id, given.invoiceId)
      : undefined;
    if (!invoice) return refused('not-now', 'payment-not-matched');
    await change.lock('collection', invoice.dealId);
    const called = await callOffRefunds(change, space.id, invoice);
    if (called) return called;
    const freed = await change.db
      .updateTable('payments')
      .set({ invoiceId: null, matchedAt: null, matchedBy: null, turn: given.turn + 1 })
      .where('spaceId', '=', space.id)
      .where('id', '=', payment)
      .where('turn', '=', given.turn)
      .executeTakeFirst();
    if (freed.numUpdatedRows === 0n) return refused('changed-meanwhile');
    const matched = paymentMatched(ofInvoice(invoice), Number(given.amountMinor));
    const reversesId = await journalNamed(change.db, space.id, `match ${payment} ${given.turn}`);
    const booked = await bookJournals(change, space.id, [
      {
        journal: reversalOf(matched, 'payment-unmatched'),
        once: `unmatch ${payment} ${given.turn}`,
        dealId: invoice.dealId,
        ...(reversesId === undefined ? {} : { reversesId }),
      },
    ]);
    if (booked) return booked;
    await makeRefundsDue(change, space.id, [invoice], 'too-much');
    return done({ payment, invoice: null });
  },
};

/** What has gone back already cannot be called off: then the match must stand. */
async function callOffRefunds(
  change: Change,
  spaceId: string,
  invoice: InvoiceRow,
): Promise<Refused | undefined> {
  const refunds = await change.db
    .selectFrom('refunds')
    .select(['id', 'amountMinor', 'paidAt'])
    .where('spaceId', '=', spaceId)
    .where('invoiceId', '=', invoice.id)
    .where('cancelledAt', 'is', null)
    .forUpdate()
    .execute();
  if (refunds.some(({ paidAt }) => paidAt)) return refused('not-now', 'refund-was-paid');
  for (const { id, amountMinor } of refunds) {
    const reversesId = await journalNamed(change.db, spaceId, `refund ${id}`);
    const booked = await bookJournals(change, spaceId, [
      {
        journal: reversalOf(
          refundDue(ofInvoice(invoice), Number(amountMinor)),
          'payment-unmatched',
        ),
        once: `call off refund ${id}`,
        dealId: invoice.dealId,
        ...(reversesId === undefined ? {} : { reversesId }),
      },
    ]);
    if (booked) return booked;
    await change.db
      .updateTable('refunds')
      .set({ cancelledAt: change.now })
      .where('spaceId', '=', spaceId)
      .where('id', '=', id)
      .execute();
  }
  return undefined;
}

/** Money that belongs to nobody here is to go back to where it came from. */
export const returnPayment: Command<
  z.infer<typeof onPayment>,
  SpaceStanding,
  { refund: string }
> = {
  name: 'payments.return-payment',
  action: 'payment.manage',
  input: onPayment,
  find: findTheSpace,
  apply: async (change, { payment }, { space }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    const returned = await change.db
      .updateTable('payments')
      .set({ returnedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', payment)
      .where('invoiceId', 'is', null)
      .where('returnedAt', 'is', null)
      .returning(['amountMinor', 'currency'])
      .executeTakeFirst();
    if (!returned) return refused('not-now', 'payment-not-free');
    const { amountMinor, currency } = returned;
    const refund = change.id();
    const booked = await bookJournals(change, space.id, [
      {
        journal: paymentReturned(currency, payment, Number(amountMinor)),
        once: `return ${payment}`,
        dealId: null,
      },
    ]);
    if (booked) return booked;
    await change.db
      .insertInto('refunds')
      .values({
        spaceId: space.id,
        id: refund,
        paymentId: payment,
        amountMinor,
        currency,
        reason: 'no-owner',
        dueAt: change.now,
      })
      .execute();
    return done({ refund });
  },
};
