import { joinSpace, leaveSpace } from '#features/spaces/server/memberships.ts';
import { act } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions } from './$types';

export const actions: Actions = {
  join: async (event) => {
    const data = await event.request.formData();
    const joined = await act(event, joinSpace, {
      name: 'join',
      data,
      input: { space: event.params.space },
    });
    if (joined.kind === 'failure') return joined.failure;
  },
  leave: async (event) => {
    const data = await event.request.formData();
    const left = await act(event, leaveSpace, {
      name: 'leave',
      data,
      input: { space: event.params.space },
    });
    if (left.kind === 'failure') return left.failure;
    redirect(303, '/');
  },
};
