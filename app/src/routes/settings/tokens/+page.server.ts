import { redirect } from '@sveltejs/kit';
import { readAccount } from '#features/people/server/account-reads.ts';
import {
  accessTokenText,
  makeAccessToken,
  revokeAccessToken,
} from '#features/people/server/manage-access-tokens.ts';
import { act, keptForm, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { tokens } = need(event, await readAccount(event.locals.services, event.locals.actor));
  return {
    tokens,
    kept: await keptForm(event),
    revoked: event.url.searchParams.has('revoked'),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  make: async (event) => {
    const data = await event.request.formData();
    const days = data.get('days') || undefined;
    const input = { name: data.get('name'), scopes: data.getAll('scopes'), days };
    const made = await act(event, makeAccessToken, { name: 'make', data, input });
    if (made.kind === 'failure') return made.failure;
    return { token: accessTokenText(event.locals.services, made.value.id) };
  },
  revoke: async (event) => {
    const data = await event.request.formData();
    const input = { id: data.get('token') };
    const revoked = await act(event, revokeAccessToken, { name: 'revoke', data, input });
    if (revoked.kind === 'failure') return revoked.failure;
    redirect(303, '/settings/tokens?revoked');
  },
};
