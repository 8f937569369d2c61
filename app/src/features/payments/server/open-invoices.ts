import { findReferences } from '@muster/statement/creditor-reference';
import type { OpenInvoice } from '@muster/statement/match-credit';
import type { StatementLine } from '@muster/statement/statement';
import type { Handle } from '#server/database/database.ts';
import { openAmounts } from './invoice-money.ts';

const MOST_INVOICES = 20_000;

export type InvoiceToMatch = OpenInvoice & { dealId: string; number: number };

/** The invoices that credits may belong to: those whose reference they name, whatever became of them, and all that are open. */
export async function invoicesToMatch(
  db: Handle,
  spaceId: string,
  credits: readonly Pick<StatementLine, 'reference'>[],
): Promise<InvoiceToMatch[]> {
  const references = [...new Set(credits.flatMap(({ reference }) => findReferences(reference)))];
  const rows = await db
    .selectFrom('invoices')
    .innerJoin('people', 'people.id', 'invoices.personId')
    .select(['invoices.id', 'invoices.reference', 'invoices.currency', 'invoices.dealId'])
    .select(['invoices.number', 'people.name as buyer'])
    .where('invoices.spaceId', '=', spaceId)
    .where((where) =>
      where.or([
        where('invoices.closedAt', 'is', null),
        ...(references.length > 0 ? [where('invoices.reference', 'in', references)] : []),
      ]),
    )
    .orderBy('invoices.number')
    .limit(MOST_INVOICES)
    .execute();
  const open = await openAmounts(db, spaceId, rows);
  return rows.map((row) => ({ ...row, open: open.get(row.id) ?? 0 }));
}
