import { redirect } from '@sveltejs/kit';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { act, signInPath, typedValues } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor.kind === 'visitor') redirect(303, signInPath(url));
  return { key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const opened = await act(event, openSpace, { name: 'open', data, input: typedValues(data) });
    if (opened.kind === 'failure') return opened.failure;
    redirect(303, `/s/${opened.value.address}`);
  },
};
