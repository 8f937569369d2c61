import { paymentMatched, paymentReturned, refundDue } from '@muster/ledger/acts';
import { reversalOf } from '@muster/ledger/journal';
import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Refused, refused } from '#server/outcome.ts';
import { bookJournals, journalNamed, refuseWhileHalted } from './book-journals.ts';
import { giveMoney, invoicesOf } from './give-money.ts';
import { type InvoiceRow, makeRefundsDue, ofInvoice } from './invoice-money.ts';

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
    const giving = { paymentId: payment, invoiceId: invoice };
    const refusal = await giveMoney(change, space.id, [giving], { byHand: true });
    return refusal ?? done({ payment, invoice });
  },
};

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
    const found = await invoicesOf(change, space.id, given.invoiceId ? [given.invoiceId] : []);
    const [invoice] = found.values();
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
