import { readMachine } from '#features/installation/server/machine-reads.ts';
import { settleInstallation } from '#features/installation/server/operate-machine.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { installation } = need(
    event,
    await readMachine(event.locals.services, event.locals.actor),
  );
  return {
    settled: installation,
    key: crypto.randomUUID(),
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const settled = await act(event, settleInstallation, {
      name: 'settle',
      data,
      input: typedValues(data),
    });
    if (settled.kind === 'failure') return settled.failure;
    redirect(303, '?saved');
  },
};
