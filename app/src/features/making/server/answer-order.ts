import { dealSettled } from '@muster/ledger/acts';
import { z } from 'zod';
import {
  bookJournals,
  INVOICE_COLUMNS,
  refuseWhileHalted,
  takeBack,
} from '#features/payments/server/payments.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Refused, refused } from '#server/outcome.ts';
import { findTheOrder, onOrder, type OrderFound } from './find-order.ts';

export const answerOrderInput = onOrder.extend({
  answer: z.enum(['accepted', 'declined']),
  note: z.string().trim().max(2000).default(''),
});

/** The maker takes the order, and what was collected becomes its money to earn; or declines, and everybody gets theirs back. */
export const answerOrder: Command<
  z.infer<typeof answerOrderInput>,
  OrderFound,
  { order: string; state: string }
> = {
  name: 'making.answer-order',
  action: 'order.answer',
  input: answerOrderInput,
  find: findTheOrder,
  apply: async (change, { answer, note }, { space, order }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    if (answer === 'declined' && note === '')
      return { ...refused('invalid'), fields: [{ field: 'note', reason: 'required' }] };
    const answered = await change.db
      .updateTable('orders')
      .set({
        state: answer,
        answeredAt: change.now,
        answeredBy: personOf(change.actor),
        answerNote: note,
      })
      .where('spaceId', '=', space.id)
      .where('id', '=', order.id)
      .where('state', '=', 'placed')
      .executeTakeFirst();
    if (answered.numUpdatedRows === 0n) return refused('not-now', 'order-answered');
    const refusal = await (answer === 'accepted' ? settle : giveBack)(change, { space, order });
    if (refusal) return refusal;
    await change.emit({
      kind: answer === 'accepted' ? 'order.accepted' : 'order.declined',
      spaceId: space.id,
      subjectId: order.id,
      data: { address: order.address, dealId: order.dealId },
    });
    return done({ order: order.address, state: answer });
  },
};

type OnOrder = Pick<OrderFound, 'space' | 'order'>;

function settle(change: Change, { space, order }: OnOrder): Promise<Refused | undefined> {
  const journal = dealSettled(order.currency, order.dealId, {
    makers: [{ maker: order.makerId, amount: Number(order.makerMinor) }],
    fee: Number(order.feeMinor),
    rounding: Number(order.roundingMinor),
  });
  return bookJournals(change, space.id, [
    { journal, once: `settle ${order.dealId}`, dealId: order.dealId },
  ]);
}

async function giveBack(change: Change, { space, order }: OnOrder): Promise<undefined> {
  await change.lock('collection', order.dealId);
  await change.actForSpace(space.id);
  const invoices = await change.db
    .selectFrom('invoices')
    .select(INVOICE_COLUMNS)
    .where('spaceId', '=', space.id)
    .where('dealId', '=', order.dealId)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '=', 'kept')]))
    .execute();
  await takeBack(change, space.id, invoices, { outcome: 'void', reason: 'declined' });
}
