import type { Handle } from '#server/database/database.ts';
import { openAmounts } from './invoice-money.ts';

const MOST_INVOICES = 10_000;

/** Whether somebody owes a space something, or a space them; by the books, whatever became of the invoice. */
export async function openMoneyOf(
  db: Handle,
  personId: string,
): Promise<'invoice-open' | 'money-due' | undefined> {
  const refund = await db
    .selectFrom('refunds')
    .select('id')
    .where('personId', '=', personId)
    .where('paidAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .executeTakeFirst();
  const invoices = await db
    .selectFrom('invoices')
    .select(['spaceId', 'id', 'dealId', 'currency'])
    .where('personId', '=', personId)
    .limit(MOST_INVOICES)
    .execute();
  const open: number[] = [];
  for (const [spaceId, ofSpace] of Map.groupBy(invoices, (invoice) => invoice.spaceId))
    open.push(...(await openAmounts(db, spaceId, ofSpace)).values());
  if (open.some((amount) => amount > 0)) return 'invoice-open';
  return refund || open.some((amount) => amount < 0) ? 'money-due' : undefined;
}
