import { paymentMatched } from '@muster/ledger/acts';
import { sql } from 'kysely';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import { joinedBySets } from '#server/database/statistics.ts';
import { invalid, type Refused, refused } from '#server/outcome.ts';
import { bookJournals } from './book-journals.ts';
import {
  INVOICE_COLUMNS,
  type InvoiceRow,
  makeRefundsDue,
  ofInvoice,
  openAmounts,
} from './invoice-money.ts';

export type Giving = { paymentId: string; invoiceId: string };
type Taken = { id: string; invoiceId: string; turn: number; amountMinor: string };

/**
 * Gives money to invoices inside a change, all of it or none. What is too much is due to go back at once; money for an invoice
 * that has ended goes back whole; an invoice on which nothing is open any more announces it.
 */
export async function giveMoney(
  change: Change,
  spaceId: string,
  givings: readonly Giving[],
  { byHand }: { byHand: boolean },
): Promise<Refused | undefined> {
  const ids = [...new Set(givings.map(({ invoiceId }) => invoiceId))];
  const named = await invoicesOf(change, spaceId, ids);
  if (named.size < ids.length) return invalid({ field: 'invoice', reason: 'no-such-invoice' });
  const deals = new Set([...named.values()].map(({ dealId }) => dealId));
  for (const deal of [...deals].toSorted()) await change.lock('collection', deal);
  // Looked at again under the locks: a collection may have ended meanwhile.
  const invoices = await invoicesOf(change, spaceId, ids);
  await change.services.faults.pause('match payment');
  const taken = await take(change, spaceId, { givings, invoices, byHand });
  if (taken.length < givings.length) return refused('not-now', 'payment-not-free');
  const before = await openAmounts(change.db, spaceId, [...invoices.values()]);
  const booked = await bookJournals(
    change,
    spaceId,
    taken.flatMap(({ id, invoiceId, turn, amountMinor }) => {
      const invoice = invoices.get(invoiceId);
      if (!invoice) return [];
      const journal = paymentMatched(ofInvoice(invoice), Number(amountMinor));
      return [{ journal, once: `match ${id} ${turn}`, dealId: invoice.dealId }];
    }),
  );
  if (booked) return booked;
  await followGiven(change, spaceId, { invoices: [...invoices.values()], before, taken });
  return undefined;
}

/** The money that is free and of the invoice's currency; who takes less than was asked for takes nothing in the end. */
async function take(
  change: Change,
  spaceId: string,
  {
    givings,
    invoices,
    byHand,
  }: { givings: readonly Giving[]; invoices: Map<string, InvoiceRow>; byHand: boolean },
): Promise<Taken[]> {
  const payments = givings.map(({ paymentId }) => paymentId);
  const wanted = givings.map(({ invoiceId }) => invoiceId);
  const currencies = wanted.map((id) => invoices.get(id)?.currency ?? '');
  const { rows } = await joinedBySets(change.db, () =>
    sql<Taken>`update payments p set invoice_id = g.invoice_id, turn = p.turn + 1,
        matched_at = ${change.now}, matched_by = ${byHand ? personOf(change.actor) : null}
      from unnest(${payments}::uuid[], ${wanted}::uuid[], ${currencies}::text[]) as g (id, invoice_id, currency)
      where p.space_id = ${spaceId} and p.id = g.id and p.currency = g.currency
        and p.invoice_id is null and p.returned_at is null
      returning p.id, p.invoice_id, p.turn, p.amount_minor`.execute(change.db),
  );
  return rows;
}

async function followGiven(
  change: Change,
  spaceId: string,
  given: { invoices: InvoiceRow[]; before: Map<string, number>; taken: Taken[] },
): Promise<void> {
  const came = new Map<string, number>();
  for (const { invoiceId, amountMinor } of given.taken)
    came.set(invoiceId, (came.get(invoiceId) ?? 0) + Number(amountMinor));
  const judged = given.invoices.map((invoice) => {
    const before = given.before.get(invoice.id) ?? 0;
    const after = before - (came.get(invoice.id) ?? 0);
    const ended = invoice.outcome === 'withdrawn' || invoice.outcome === 'void';
    return { invoice, ended, tooMuch: after < 0, paid: !ended && before > 0 && after <= 0 };
  });
  const over = judged.filter(({ tooMuch }) => tooMuch);
  for (const [reason, ended] of [
    ['too-late', true],
    ['too-much', false],
  ] as const)
    await makeRefundsDue(
      change,
      spaceId,
      over.filter((each) => each.ended === ended).map(({ invoice }) => invoice),
      reason,
    );
  await announcePaid(
    change,
    spaceId,
    judged.filter(({ paid }) => paid).map(({ invoice }) => invoice),
  );
}

/** `more`: another of the same deal follows, so that whoever asks whether all have paid need ask once. */
async function announcePaid(
  change: Change,
  spaceId: string,
  paid: readonly InvoiceRow[],
): Promise<void> {
  const last = new Map(paid.map(({ id, dealId }) => [dealId, id]));
  for (const { id, dealId, dealKind, itemId } of paid)
    await change.emit({
      kind: 'invoice.paid',
      spaceId,
      subjectId: id,
      data: { invoiceId: id, dealKind, dealId, itemId, more: last.get(dealId) !== id },
    });
}

export async function invoicesOf(
  change: Change,
  spaceId: string,
  ids: readonly string[],
): Promise<Map<string, InvoiceRow>> {
  const rows = await change.db
    .selectFrom('invoices')
    .select(INVOICE_COLUMNS)
    .where('spaceId', '=', spaceId)
    .where((where) => sql<boolean>`${where.ref('id')} = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
