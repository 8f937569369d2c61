import { invitationPage, readInvitations } from '#features/spaces/server/invitation-reads.ts';
import { invite, revokeInvitation } from '#features/spaces/server/invite.ts';
import { readOrganisations } from '#features/spaces/server/organisation-reads.ts';
import { resendInvitation } from '#features/spaces/server/resend-invitation.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(invitationPage, Object.fromEntries(asked)));
  const [read, together] = await Promise.all([
    readInvitations(services, actor, space, wanted),
    readOrganisations(services, actor, space),
  ]);
  const listed = need(event, read);
  const { organisations } = need(event, together);
  return {
    wanted,
    ...listed,
    organisations: organisations.map(({ id, name }) => ({ id, name })),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  invite: async (event) => {
    const data = await event.request.formData();
    const typed = typedValues(data);
    const input = {
      ...typed,
      email: typed.email || null,
      organisation: typed.organisation || null,
      space: event.params.space,
    };
    const made = await act(event, invite, { name: 'invite', data, input });
    if (made.kind === 'failure') return made.failure;
  },
  revoke: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space, invitation: data.get('invitation') };
    const revoked = await act(event, revokeInvitation, { name: 'revoke', data, input });
    if (revoked.kind === 'failure') return revoked.failure;
  },
  resend: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space, invitation: data.get('invitation') };
    const resent = await act(event, resendInvitation, { name: 'resend', data, input });
    return resent.kind === 'failure' ? resent.failure : { resent: String(data.get('invitation')) };
  },
};
