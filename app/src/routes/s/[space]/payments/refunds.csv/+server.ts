import { readMoneyDesk } from '#features/payments/server/payment-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['name', 'account', 'amount_minor', 'currency', 'reason', 'invoice', 'paid_at'];

/** What has to go back, for the transfers at the bank; amounts in minor units. */
export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const { refunds } = need(event, await readMoneyDesk(services, actor, space));
  const rows = refunds.map(({ holder, person, account, amountMinor, currency, ...refund }) => [
    holder || (person ?? ''),
    account,
    String(amountMinor),
    currency,
    refund.reason,
    String(refund.number ?? ''),
    refund.paidAt ?? '',
  ]);
  return csvDownload(`${space}-refunds`, csvOf(COLUMNS, rows));
};
