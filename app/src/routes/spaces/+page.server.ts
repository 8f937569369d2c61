import { reopenSpace } from '#features/spaces/server/close-space.ts';
import { directoryPage, readSpaces } from '#features/spaces/server/space-directory.ts';
import { act, need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const asked = Object.fromEntries(event.url.searchParams);
  const wanted = need(event, parse(directoryPage, asked));
  const { services, actor } = event.locals;
  return { wanted, ...(await readSpaces(services, actor, wanted)) };
};

export const actions: Actions = {
  reopen: async (event) => {
    const data = await event.request.formData();
    const input = { space: data.get('space') };
    const reopened = await act(event, reopenSpace, { name: 'reopen', data, input });
    if (reopened.kind === 'failure') return reopened.failure;
    redirect(303, `/s/${reopened.value.address}`);
  },
};
