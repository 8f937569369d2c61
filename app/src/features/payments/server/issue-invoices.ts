import { invoiceIssued } from '@muster/ledger/acts';
import { makeReference } from '@muster/statement/creditor-reference';
import type { Change } from '#server/commands/change.ts';
import { inPieces } from '#server/database/pieces.ts';
import { bookOrThrow } from './invoice-money.ts';
import { mailInvoices } from './payment-mails.ts';

export type NewInvoice = {
  dealKind: 'pool' | 'direct';
  dealId: string;
  /** The commitment or direct order that is paid for; asked again, the invoice that is there stays. */
  itemId: string;
  personId: string;
  title: string;
  units: number;
  unitPriceMinor: number;
  taxBps: number;
  netMinor: number;
  taxMinor: number;
  currency: string;
  dueAt: Date;
};

/** Writes invoices with numbers without gaps and their postings, and tells the buyers. Answers their ids in order. */
export async function issueInvoices(
  change: Change,
  spaceId: string,
  invoices: readonly NewInvoice[],
): Promise<string[]> {
  await change.lock('invoice-numbers', spaceId);
  if (change.actor.kind !== 'installation') await change.actForSpace(spaceId);
  const last = await change.db
    .selectFrom('invoices')
    .select((select) => select.fn.max('number').as('number'))
    .where('spaceId', '=', spaceId)
    .executeTakeFirst();
  const spaceDigits = Number.parseInt(spaceId.slice(-6), 16);
  const rows = invoices.map((invoice, nth) => {
    const number = (last?.number ?? 0) + nth + 1;
    const reference = makeReference(spaceDigits, number);
    return { ...invoice, spaceId, id: change.id(), number, reference, issuedAt: change.now };
  });
  for (const piece of inPieces(rows))
    await change.db.insertInto('invoices').values(piece).execute();
  await bookOrThrow(
    change,
    spaceId,
    rows.map(({ id, dealId, currency, netMinor, taxMinor }) => ({
      journal: invoiceIssued(
        { currency, deal: dealId, invoice: id },
        { net: netMinor, tax: taxMinor },
      ),
      once: `invoice ${id}`,
      dealId,
    })),
  );
  await mailInvoices(change, spaceId, { kind: 'invoice', invoices: rows });
  return rows.map(({ id }) => id);
}
