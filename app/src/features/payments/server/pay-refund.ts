import { refundPaid } from '@muster/ledger/acts';
import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { bookJournals, refuseWhileHalted } from './book-journals.ts';

export const onRefund = z.object({ space: z.string(), refund: z.uuid() });

/** A host has made the transfer of a refund at the bank and says so here. */
export const payRefund: Command<z.infer<typeof onRefund>, SpaceStanding, { refund: string }> = {
  name: 'payments.pay-refund',
  action: 'payment.manage',
  input: onRefund,
  find: findTheSpace,
  apply: async (change, { refund }, { space }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    const paid = await change.db
      .updateTable('refunds')
      .set({ paidAt: change.now, paidBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('id', '=', refund)
      .where('paidAt', 'is', null)
      .where('cancelledAt', 'is', null)
      .returning(['invoiceId', 'paymentId', 'dealId', 'amountMinor', 'currency'])
      .executeTakeFirst();
    if (!paid) return refused('not-now', 'refund-not-open');
    const party = paid.invoiceId ?? paid.paymentId ?? '';
    const booked = await bookJournals(change, space.id, [
      {
        journal: refundPaid(paid.currency, { deal: paid.dealId, party }, Number(paid.amountMinor)),
        once: `refund paid ${refund}`,
        dealId: paid.dealId,
      },
    ]);
    if (booked) return booked;
    const { invoiceId, dealId } = paid;
    await change.emit({
      kind: 'refund.paid',
      spaceId: space.id,
      ...(invoiceId ? { subjectId: invoiceId } : {}),
      data: { refundId: refund, invoiceId, dealId },
    });
    return done({ refund });
  },
};
