import { readJobs } from '#features/installation/server/machine-reads.ts';
import { tryJobAgain } from '#features/installation/server/operate-machine.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  need(event, await readJobs(event.locals.services, event.locals.actor));

export const actions: Actions = {
  again: async (event) => {
    const data = await event.request.formData();
    const again = await act(event, tryJobAgain, { name: 'again', data, input: typedValues(data) });
    return again.kind === 'failure' ? again.failure : { done: true };
  },
};
