import { readLedger } from '#features/payments/server/ledger-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return need(event, await readLedger(services, actor, event.params.space));
};
