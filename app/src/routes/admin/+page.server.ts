import { readMachine } from '#features/installation/server/machine-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  machine: need(event, await readMachine(event.locals.services, event.locals.actor)),
});
