import {
  accessTokenText,
  makeAccessToken,
  revokeAccessToken,
} from '#features/people/server/manage-access-tokens.ts';
import { readAccount } from '#features/people/server/account-reads.ts';
import { signOut } from '#features/people/server/sign-in.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...need(event, await readAccount(event.locals.services, event.locals.actor)),
  key: crypto.randomUUID(),
});

export const actions: Actions = {
  others: async ({ locals }) => {
    await signOut(locals.services, locals.actor, 'others');
  },
  make: async (event) => {
    const data = await event.request.formData();
    const input = { name: data.get('name'), scopes: data.getAll('scopes') };
    const made = await act(event, makeAccessToken, { name: 'make', data, input });
    if (made.kind === 'failure') return made.failure;
    return { token: accessTokenText(event.locals.services, made.value.id) };
  },
  revoke: async (event) => {
    const data = await event.request.formData();
    const revoked = await act(event, revokeAccessToken, {
      name: 'revoke',
      data,
      input: { id: data.get('token') },
    });
    if (revoked.kind === 'failure') return revoked.failure;
  },
};
