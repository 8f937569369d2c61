import { invoiceIssued, invoiceReduced } from '@muster/ledger/acts';
import { sql } from 'kysely';
import { settlePool, titleWithVariant } from '#features/pools/server/pools.ts';
import type { Change } from '#server/commands/change.ts';
import { joinedBySets, refreshStatistics } from '#server/database/statistics.ts';
import type { HappenedEvent } from '#server/events/event.ts';
import type { Follower } from '#server/events/follower.ts';
import type { Entry } from './book-journals.ts';
import {
  bookOrThrow,
  closeInvoices,
  INVOICE_COLUMNS,
  type InvoiceRow,
  makeRefundsDue,
  ofInvoice,
  openAmounts,
  takeBack,
} from './invoice-money.ts';
import { issueInvoices } from './issue-invoices.ts';

const DAY_MS = 86_400_000;

/**
 * What the money of a pool follows: a tentative pool asks its buyers to pay, one that is paid by all is settled at once, a
 * tipped one is brought to its final price, a void one gives everything back.
 */
export const collectionFollower: Follower = {
  name: 'payments.collections',
  kinds: ['pool.tentative', 'invoice.paid', 'pool.tipped', 'pool.voided'],
  follow: async (change, event) => {
    const poolId = String(event.data.poolId ?? event.data.dealId ?? event.subjectId);
    const on = { spaceId: event.spaceId, poolId };
    switch (event.kind) {
      case 'pool.tentative':
        return openCollection(change, on);
      case 'invoice.paid':
        return settleWhenAllPaid(change, on, event);
      case 'pool.tipped':
        return finishTipped(change, on);
      case 'pool.voided':
        return finishVoid(change, on);
    }
  },
};

type OnPool = { spaceId: string; poolId: string };

/** The window is as long as the pool's terms say from when the buyers are asked, however late that is. */
async function openCollection(change: Change, { spaceId, poolId }: OnPool): Promise<void> {
  const pool = await change.db
    .selectFrom('pools')
    .select(['currency', 'collectDays'])
    .where('spaceId', '=', spaceId)
    .where('id', '=', poolId)
    .executeTakeFirst();
  if (!pool) return;
  const dueAt = new Date(change.now.getTime() + pool.collectDays * DAY_MS);
  const opened = await change.db
    .insertInto('collections')
    .values({ spaceId, poolId, openedAt: change.now, dueAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('poolId')
    .executeTakeFirst();
  if (!opened) return;
  await refreshStatistics(change.services.database, ['allocations', 'commitments']);
  const allocated = await allocationsOf(change, { spaceId, poolId }, 1);
  const { currency } = pool;
  const invoices = allocated.map((each) => ({
    ...each,
    dealKind: 'pool' as const,
    dealId: poolId,
    currency,
    dueAt,
  }));
  if (invoices.length > 0) await issueInvoices(change, spaceId, invoices);
}

async function allocationsOf(change: Change, { spaceId, poolId }: OnPool, round: 1 | 2) {
  const rows = await change.db
    .selectFrom('allocations')
    .innerJoin('commitments', (join) =>
      join
        .onRef('commitments.spaceId', '=', 'allocations.spaceId')
        .onRef('commitments.poolId', '=', 'allocations.poolId')
        .onRef('commitments.id', '=', 'allocations.commitmentId'),
    )
    .innerJoin('pools', (join) =>
      join
        .onRef('pools.spaceId', '=', 'commitments.spaceId')
        .onRef('pools.id', '=', 'commitments.poolId'),
    )
    .leftJoin('poolVariants', (join) =>
      join
        .onRef('poolVariants.spaceId', '=', 'commitments.spaceId')
        .onRef('poolVariants.poolId', '=', 'commitments.poolId')
        .onRef('poolVariants.id', '=', 'commitments.variantId'),
    )
    .select(titleWithVariant.as('title'))
    .select(['commitments.id', 'commitments.personId', 'commitments.taxBps'])
    .select(['allocations.units', 'allocations.unitPriceMinor', 'allocations.grossMinor'])
    .where('allocations.spaceId', '=', spaceId)
    .where('allocations.poolId', '=', poolId)
    .where('allocations.round', '=', round)
    .orderBy('commitments.seq')
    .execute();
  return rows.map(({ id, personId, title, taxBps, units, unitPriceMinor, grossMinor }) => ({
    itemId: id,
    title,
    personId,
    taxBps: taxBps ?? 0,
    units,
    unitPriceMinor,
    netMinor: unitPriceMinor * units,
    taxMinor: Number(grossMinor) - unitPriceMinor * units,
  }));
}

async function settleWhenAllPaid(change: Change, on: OnPool, event: HappenedEvent): Promise<void> {
  if (event.data.dealKind !== 'pool' || event.data.more === true) return;
  await change.lock('collection', on.poolId);
  const invoices = await openInvoices(change, on);
  const open = await openAmounts(change.db, on.spaceId, invoices);
  if (invoices.every(({ id }) => (open.get(id) ?? 0) <= 0)) await settleCollection(change, on);
}

/**
 * Ends the collection of a pool: what is paid in full is named to the pool, which clears again. Money that is matched at the
 * same time is counted before or after, never half: both take the lock of the collection.
 */
export async function settleCollection(change: Change, on: OnPool): Promise<void> {
  await change.lock('collection', on.poolId);
  const ended = await change.db
    .updateTable('collections')
    .set({ settledAt: change.now })
    .where('spaceId', '=', on.spaceId)
    .where('poolId', '=', on.poolId)
    .where('settledAt', 'is', null)
    .returning('poolId')
    .executeTakeFirst();
  if (!ended) return;
  const invoices = await openInvoices(change, on);
  const open = await openAmounts(change.db, on.spaceId, invoices);
  const [paid, unpaid] = [
    invoices.filter(({ id }) => (open.get(id) ?? 0) <= 0),
    invoices.filter(({ id }) => (open.get(id) ?? 0) > 0),
  ];
  await change.services.faults.pause('settle collection');
  await takeBack(change, on.spaceId, unpaid, { outcome: 'withdrawn', reason: 'not-counted' });
  const settled = await settlePool(change, {
    ...on,
    collected: paid.map(({ itemId }) => itemId),
  });
  // A pool that ended by another way has announced it, and its money follows that.
  if (settled.kind === 'refused' && settled.name !== 'not-now')
    throw new Error(`The pool ${on.poolId} could not be settled: ${JSON.stringify(settled)}`);
  await change.emit({
    kind: 'collection.settled',
    spaceId: on.spaceId,
    subjectId: on.poolId,
    data: { poolId: on.poolId, paid: paid.length, unpaid: unpaid.length },
  });
}

async function openInvoices(change: Change, { spaceId, poolId }: OnPool): Promise<InvoiceRow[]> {
  return change.db
    .selectFrom('invoices')
    .select(INVOICE_COLUMNS)
    .where('spaceId', '=', spaceId)
    .where('dealId', '=', poolId)
    .where('outcome', 'is', null)
    .orderBy('number')
    .execute();
}

/** Brings each invoice to what the final clearing gave its buyer; what was paid beyond that is due to go back. */
async function finishTipped(change: Change, on: OnPool): Promise<void> {
  await change.lock('collection', on.poolId);
  await endCollection(change, on);
  await refreshStatistics(change.services.database, ['allocations', 'invoices', 'ledgerPostings']);
  const finals = new Map(
    (await allocationsOf(change, on, 2)).map((allocated) => [allocated.itemId, allocated]),
  );
  const invoices = await openInvoices(change, on);
  const kept = invoices.filter(({ itemId }) => finals.has(itemId));
  const left = invoices.filter(({ itemId }) => !finals.has(itemId));
  await takeBack(change, on.spaceId, left, { outcome: 'withdrawn', reason: 'not-counted' });
  if (kept.length === 0) return;
  const entries: Entry[] = kept.flatMap((invoice) => {
    const final = finals.get(invoice.itemId);
    return final ? differenceOf(invoice, final) : [];
  });
  await bookOrThrow(change, on.spaceId, entries);
  const moved = kept.flatMap((invoice) => {
    const final = finals.get(invoice.itemId);
    return final && differenceOf(invoice, final).length > 0 ? [{ id: invoice.id, final }] : [];
  });
  await correct(change, on.spaceId, moved);
  await closeInvoices(change, on.spaceId, kept, 'kept');
  await makeRefundsDue(change, on.spaceId, kept, 'price-fell');
}

/** Net and tax move each for itself: a lower price can only lower both, a higher one only raise both. */
function differenceOf(invoice: InvoiceRow, final: { netMinor: number; taxMinor: number }): Entry[] {
  const net = final.netMinor - Number(invoice.netMinor);
  const tax = final.taxMinor - Number(invoice.taxMinor);
  const of = ofInvoice(invoice);
  const dealId = invoice.dealId;
  if (net < 0)
    return [
      {
        journal: invoiceReduced(of, { net: -net, tax: -tax }),
        once: `reduce ${invoice.id}`,
        dealId,
      },
    ];
  if (net > 0)
    return [{ journal: invoiceIssued(of, { net, tax }), once: `raise ${invoice.id}`, dealId }];
  return [];
}

/** The invoices say what is owed in the end; what they said before stands in the ledger. */
async function correct(
  change: Change,
  spaceId: string,
  moved: readonly { id: string; final: Awaited<ReturnType<typeof allocationsOf>>[number] }[],
): Promise<void> {
  const each = (name: 'units' | 'unitPriceMinor' | 'netMinor' | 'taxMinor') =>
    moved.map(({ final }) => final[name]);
  await joinedBySets(change.db, () =>
    sql`update invoices i set units = f.units, unit_price_minor = f.price, net_minor = f.net, tax_minor = f.tax
      from unnest(${moved.map(({ id }) => id)}::uuid[], ${each('units')}::int[], ${each('unitPriceMinor')}::bigint[],
        ${each('netMinor')}::bigint[], ${each('taxMinor')}::bigint[]) as f (id, units, price, net, tax)
      where i.space_id = ${spaceId} and i.id = f.id`.execute(change.db),
  );
}

async function finishVoid(change: Change, on: OnPool): Promise<void> {
  await change.lock('collection', on.poolId);
  await endCollection(change, on);
  const invoices = await openInvoices(change, on);
  await takeBack(change, on.spaceId, invoices, { outcome: 'void', reason: 'void' });
}

async function endCollection(change: Change, { spaceId, poolId }: OnPool): Promise<void> {
  await change.db
    .updateTable('collections')
    .set({ settledAt: change.now })
    .where('spaceId', '=', spaceId)
    .where('poolId', '=', poolId)
    .where('settledAt', 'is', null)
    .execute();
}
