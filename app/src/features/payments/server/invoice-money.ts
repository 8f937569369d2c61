import { sql } from 'kysely';
import { type Account, accountText } from '@muster/ledger/account';
import { invoiceReduced, type OfInvoice, receivable, refundDue } from '@muster/ledger/acts';
import type { Change } from '#server/commands/change.ts';
import type { Handle } from '#server/database/database.ts';
import { inPieces } from '#server/database/pieces.ts';
import { balancesOf, bookJournals, type Entry } from './book-journals.ts';

export type InvoiceRow = {
  id: string;
  dealId: string;
  dealKind: string;
  itemId: string;
  personId: string;
  currency: string;
  netMinor: string;
  taxMinor: string;
  outcome: string | null;
};
export type RefundReason =
  'void' | 'price-fell' | 'too-much' | 'too-late' | 'not-counted' | 'declined' | 'dispute';

export const INVOICE_COLUMNS = [
  'id',
  'dealId',
  'dealKind',
  'itemId',
  'personId',
  'currency',
  'netMinor',
  'taxMinor',
  'outcome',
] as const;

export function ofInvoice({ id, dealId, currency }: InvoiceRow): OfInvoice {
  return { currency, deal: dealId, invoice: id };
}

/** What is open on each invoice by its id: more than 0 is owed, less than 0 was paid too much. */
export async function openAmounts(
  db: Handle,
  spaceId: string,
  invoices: readonly Pick<InvoiceRow, 'id' | 'dealId' | 'currency'>[],
): Promise<Map<string, number>> {
  const accounts = invoices.map((invoice): [string, Account] => [
    invoice.id,
    receivable({ currency: invoice.currency, deal: invoice.dealId, invoice: invoice.id }),
  ]);
  const balances = await balancesOf(
    db,
    spaceId,
    accounts.map(([, account]) => account),
  );
  return new Map(accounts.map(([id, account]) => [id, balances.get(accountText(account)) ?? 0]));
}

/** Takes invoices back whole and makes what was paid on them due to go back. */
export async function takeBack(
  change: Change,
  spaceId: string,
  invoices: readonly InvoiceRow[],
  as: { outcome: 'withdrawn' | 'void'; reason: RefundReason },
): Promise<void> {
  const entries = invoices.map((invoice): Entry => ({
    journal: invoiceReduced(ofInvoice(invoice), {
      net: Number(invoice.netMinor),
      tax: Number(invoice.taxMinor),
    }),
    once: `take back ${invoice.id}`,
    dealId: invoice.dealId,
  }));
  await bookOrThrow(change, spaceId, entries);
  if (invoices.length > 0) await closeInvoices(change, spaceId, invoices, as.outcome);
  await makeRefundsDue(change, spaceId, invoices, as.reason);
}

export async function closeInvoices(
  change: Change,
  spaceId: string,
  invoices: readonly InvoiceRow[],
  outcome: 'kept' | 'withdrawn' | 'void',
): Promise<void> {
  const ids = invoices.map(({ id }) => id);
  await change.db
    .updateTable('invoices')
    .set({ outcome, closedAt: change.now })
    .where('spaceId', '=', spaceId)
    .where((where) => sql<boolean>`${where.ref('id')} = any(${ids}::uuid[])`)
    .execute();
}

/** For every invoice on which more was paid than is owed: a refund, and its posting. */
export async function makeRefundsDue(
  change: Change,
  spaceId: string,
  invoices: readonly InvoiceRow[],
  reason: RefundReason,
): Promise<void> {
  const open = await openAmounts(change.db, spaceId, invoices);
  const refunds = invoices
    .filter(({ id }) => (open.get(id) ?? 0) < 0)
    .map((invoice) => ({ id: change.id(), invoice, amount: -(open.get(invoice.id) ?? 0) }));
  const entries = refunds.map(({ id, invoice, amount }): Entry => ({
    journal: refundDue(ofInvoice(invoice), amount),
    once: `refund ${id}`,
    dealId: invoice.dealId,
  }));
  await bookOrThrow(change, spaceId, entries);
  for (const piece of inPieces(refunds))
    await change.db
      .insertInto('refunds')
      .values(
        piece.map(({ id, invoice, amount }) => ({
          spaceId,
          id,
          invoiceId: invoice.id,
          dealId: invoice.dealId,
          personId: invoice.personId,
          amountMinor: amount,
          currency: invoice.currency,
          reason,
          dueAt: change.now,
        })),
      )
      .execute();
}

/** For what must be possible whatever the books say: a refusal here is a bug. */
export async function bookOrThrow(
  change: Change,
  spaceId: string,
  entries: readonly Entry[],
): Promise<void> {
  const refusal = await bookJournals(change, spaceId, entries);
  if (refusal) throw new Error(`${entries[0]?.once}: ${refusal.because}`);
}
