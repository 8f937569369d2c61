import { readInvoices } from '#features/payments/server/invoice-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  return { invoices: need(event, await readInvoices(services, actor, { space })).invoices };
};
