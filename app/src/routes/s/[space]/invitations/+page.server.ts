import { invite, revokeInvitation } from '#features/spaces/server/invite.ts';
import { readInvitations } from '#features/spaces/server/spaces.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return {
    ...need(event, await readInvitations(services, actor, event.params.space)),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  invite: async (event) => {
    const data = await event.request.formData();
    const typed = typedValues(data);
    const input = { ...typed, email: typed.email || null, space: event.params.space };
    const made = await act(event, invite, { name: 'invite', data, input });
    if (made.kind === 'failure') return made.failure;
  },
  revoke: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space, invitation: data.get('invitation') };
    const revoked = await act(event, revokeInvitation, { name: 'revoke', data, input });
    if (revoked.kind === 'failure') return revoked.failure;
  },
};
