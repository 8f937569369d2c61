import { sql } from 'kysely';
import type { Change } from '#server/commands/change.ts';
import { openAmounts } from './invoice-money.ts';
import { mailInvoices } from './payment-mails.ts';

/** When the first, second and third reminder go out, as shares of the window; there is no fourth. */
const REMINDED_AT = [0.5, 0.75, 0.9] as const;
const MOST_AT_ONCE = 500;

/** Reminds the buyers whose invoice of a pool is still open, each at most three times within the window. */
export async function remindBuyers(change: Change): Promise<void> {
  const rows = await change.db
    .selectFrom('invoices')
    .selectAll()
    .where('dealKind', '=', 'pool')
    .where('outcome', 'is', null)
    .where('dueAt', '>', change.now)
    .where('reminders', '<', REMINDED_AT.length)
    .where(
      sql<boolean>`(${change.now}::timestamptz - issued_at) >= (due_at - issued_at) * (array[${sql.lit(REMINDED_AT[0])}, ${sql.lit(REMINDED_AT[1])}, ${sql.lit(REMINDED_AT[2])}]::float8[])[reminders + 1]`,
    )
    .orderBy('dueAt')
    .limit(MOST_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const spaceId of new Set(rows.map((row) => row.spaceId))) {
    const invoices = rows.filter((row) => row.spaceId === spaceId);
    const open = await openAmounts(change.db, spaceId, invoices);
    await change.db
      .updateTable('invoices')
      .set((set) => ({ reminders: set('reminders', '+', 1), remindedAt: change.now }))
      .where('spaceId', '=', spaceId)
      .where(
        'id',
        'in',
        invoices.map(({ id }) => id),
      )
      .execute();
    await mailInvoices(change, spaceId, {
      kind: 'reminder',
      invoices: invoices
        .filter(({ id }) => (open.get(id) ?? 0) > 0)
        .map((invoice) => ({
          ...invoice,
          netMinor: Number(invoice.netMinor),
          taxMinor: Number(invoice.taxMinor),
        })),
    });
  }
}
