import { error, redirect } from '@sveltejs/kit';
import { closeSpace } from '#features/spaces/server/close-space.ts';
import { settleSpace } from '#features/spaces/server/settle-space.ts';
import { act, typedValues } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { space } = await parent();
  if (space.role !== 'host') error(403);
  return { key: crypto.randomUUID(), saved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  settle: async (event) => {
    const data = await event.request.formData();
    const input = { ...typedValues(data), space: event.params.space };
    const settled = await act(event, settleSpace, { name: 'settle', data, input });
    if (settled.kind === 'failure') return settled.failure;
    redirect(303, '?saved');
  },
  close: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space, name: data.get('name') };
    const closed = await act(event, closeSpace, { name: 'close', data, input });
    if (closed.kind === 'failure') return closed.failure;
    redirect(303, '/spaces');
  },
};
