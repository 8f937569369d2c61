import { readKits } from '#features/designs/server/kit-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return need(event, await readKits(services, actor, event.params.space));
};
