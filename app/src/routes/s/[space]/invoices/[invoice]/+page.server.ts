import { readInvoice } from '#features/payments/server/invoice-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return { invoice: need(event, await readInvoice(services, actor, event.params)) };
};
