import { readInvoices } from '#features/payments/server/invoice-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space, pool } = event.params;
  const read = need(event, await readInvoices(services, actor, { space, pool }));
  if (!read.pool) error(404);
  return { ...read, title: read.pool.title, poolAddress: pool };
};
