import { redirect } from '@sveltejs/kit';
import { acceptInvitation, readInvitation } from '#features/spaces/server/accept-invitation.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  invitation: need(event, await readInvitation(event.locals.services, event.params.token)),
});

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const accepted = await act(event, acceptInvitation, {
      name: 'accept',
      data,
      input: { token: event.params.token },
    });
    if (accepted.kind === 'failure') return accepted.failure;
    redirect(303, `/s/${accepted.value.address}`);
  },
};
