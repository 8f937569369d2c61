import { makerPaid, milestoneReleased } from '@muster/ledger/acts';
import { accountText, type Account } from '@muster/ledger/account';
import { sql } from 'kysely';
import { z } from 'zod';
import { balancesOf, bookJournals, refuseWhileHalted } from '#features/payments/server/payments.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command, Found } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheOrder, onOrder, type OrderFound } from './find-order.ts';

export const onMilestone = onOrder.extend({ milestone: z.uuid() });
type MilestoneFound = OrderFound & { milestone: MilestoneRow };
type MilestoneRow = {
  id: string;
  kind: string;
  position: number;
  amountMinor: string;
  shownAt: Date | null;
  releasedAt: Date | null;
};
type Shown = { milestone: string };

async function findTheMilestone(
  change: Change,
  input: { space: string; order: string; milestone: string },
): Promise<Found<MilestoneFound> | undefined> {
  const found = await findTheOrder(change, input);
  if (!found) return undefined;
  const milestone = await change.db
    .selectFrom('milestones')
    .select(['id', 'kind', 'position', 'amountMinor', 'shownAt', 'releasedAt'])
    .where('spaceId', '=', found.subject.space.id)
    .where('orderId', '=', found.subject.order.id)
    .where('id', '=', input.milestone)
    .executeTakeFirst();
  return milestone && { ...found, subject: { ...found.subject, milestone } };
}

export const showMilestoneInput = onMilestone.extend({
  evidence: z.string().trim().min(1).max(4000),
  /** A picture that was uploaded before. */
  file: z.uuid().nullish(),
});

/** The maker shows that a step is done: in words, and with a picture. */
export const showMilestone: Command<z.infer<typeof showMilestoneInput>, MilestoneFound, Shown> = {
  name: 'making.show-milestone',
  action: 'milestone.show',
  input: showMilestoneInput,
  find: findTheMilestone,
  apply: async (change, { evidence, file }, { space, order, milestone }) => {
    if (order.state !== 'accepted') return refused('not-now', 'order-not-accepted');
    const shown = await change.db
      .updateTable('milestones')
      .set({
        evidence,
        fileId: file ?? null,
        shownAt: change.now,
        shownBy: personOf(change.actor),
        sentBackAt: null,
        sentBackNote: '',
      })
      .where('spaceId', '=', space.id)
      .where('id', '=', milestone.id)
      .where('releasedAt', 'is', null)
      .executeTakeFirst();
    if (shown.numUpdatedRows === 0n) return refused('not-now', 'milestone-released');
    await change.emit({
      kind: 'milestone.shown',
      spaceId: space.id,
      subjectId: order.id,
      data: { address: order.address, milestone: milestone.kind },
    });
    return done({ milestone: milestone.id });
  },
};

/** A host has seen what the maker showed and releases the money that hangs on it. */
export const releaseMilestone: Command<z.infer<typeof onMilestone>, MilestoneFound, Shown> = {
  name: 'making.release-milestone',
  action: 'milestone.release',
  input: onMilestone,
  find: findTheMilestone,
  apply: async (change, _input, { space, order, milestone }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    // Deliveries and disputes of the order wait meanwhile: the last money must not overtake a complaint.
    await change.lock('order', order.id);
    if (milestone.kind === 'delivered' && (await isAnyOnItsWay(change, space.id, order.id)))
      return refused('not-now', 'not-all-delivered');
    const released = await change.db
      .updateTable('milestones')
      .set({ releasedAt: change.now, releasedBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('id', '=', milestone.id)
      .where('shownAt', 'is not', null)
      .where('releasedAt', 'is', null)
      .executeTakeFirst();
    if (released.numUpdatedRows === 0n) return refused('not-now', 'milestone-not-shown');
    const amount = Number(milestone.amountMinor);
    const { currency, dealId: deal, makerId: maker } = order;
    const entry = {
      journal: milestoneReleased({ currency, deal, maker }, amount),
      once: `release ${milestone.id}`,
      dealId: deal,
    };
    const booked = await bookJournals(change, space.id, amount === 0 ? [] : [entry]);
    if (booked) return booked;
    await change.emit({
      kind: 'milestone.released',
      spaceId: space.id,
      subjectId: order.id,
      data: { address: order.address, milestone: milestone.kind },
    });
    return done({ milestone: milestone.id });
  },
};

async function isAnyOnItsWay(change: Change, spaceId: string, orderId: string): Promise<boolean> {
  const { rows } = await sql`
    select from deliveries d where d.space_id = ${spaceId} and d.order_id = ${orderId} and (d.delivered_at is null
      or exists (select from disputes s where s.space_id = d.space_id and s.delivery_id = d.id and s.settled_at is null))
    limit 1`.execute(change.db);
  return rows.length > 0;
}

export const sendBackInput = onMilestone.extend({ note: z.string().trim().min(1).max(2000) });

/** A host is not convinced and says what is missing; the maker shows it anew. */
export const sendMilestoneBack: Command<z.infer<typeof sendBackInput>, MilestoneFound, Shown> = {
  name: 'making.send-milestone-back',
  action: 'milestone.release',
  input: sendBackInput,
  find: findTheMilestone,
  apply: async (change, { note }, { space, order, milestone }) => {
    const sent = await change.db
      .updateTable('milestones')
      .set({ shownAt: null, shownBy: null, sentBackAt: change.now, sentBackNote: note })
      .where('spaceId', '=', space.id)
      .where('id', '=', milestone.id)
      .where('shownAt', 'is not', null)
      .where('releasedAt', 'is', null)
      .executeTakeFirst();
    if (sent.numUpdatedRows === 0n) return refused('not-now', 'milestone-not-shown');
    await change.emit({
      kind: 'milestone.sent-back',
      spaceId: space.id,
      subjectId: order.id,
      data: { address: order.address, milestone: milestone.kind },
    });
    return done({ milestone: milestone.id });
  },
};

/** A host has transferred to the maker all that was released so far, and says so here. */
export const payMaker: Command<z.infer<typeof onOrder>, OrderFound, { amountMinor: number }> = {
  name: 'making.pay-maker',
  action: 'milestone.release',
  input: onOrder,
  find: findTheOrder,
  apply: async (change, _input, { space, order }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    await change.lock('order', order.id);
    const { currency, dealId: deal, makerId: maker } = order;
    const account: Account = { kind: 'maker-due', currency, deal, party: maker };
    const balance = (await balancesOf(change.db, space.id, [account])).get(accountText(account));
    const amount = -(balance ?? 0);
    if (amount <= 0) return refused('not-now', 'nothing-released');
    const id = change.id();
    await change.db
      .insertInto('payouts')
      .values({
        spaceId: space.id,
        id,
        orderId: order.id,
        amountMinor: amount,
        paidAt: change.now,
        paidBy: personOf(change.actor) ?? '',
      })
      .execute();
    const booked = await bookJournals(change, space.id, [
      { journal: makerPaid({ currency, deal, maker }, amount), once: `payout ${id}`, dealId: deal },
    ]);
    return booked ?? done({ amountMinor: amount });
  },
};
