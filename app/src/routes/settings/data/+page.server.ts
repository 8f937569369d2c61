import { redirect } from '@sveltejs/kit';
import { closeAccount } from '#features/installation/server/close-account.ts';
import { readAccount } from '#features/people/server/account-reads.ts';
import { act, keptForm, need } from '#lib/web/form-action.ts';
import { clearSession } from '#lib/web/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = need(event, await readAccount(event.locals.services, event.locals.actor));
  return { handle: person.handle, kept: await keptForm(event) };
};

export const actions: Actions = {
  close: async (event) => {
    const data = await event.request.formData();
    const input = { handle: data.get('handle') };
    const closed = await act(event, closeAccount, { name: 'close', data, input });
    if (closed.kind === 'failure') return closed.failure;
    clearSession(event.cookies, event.url);
    redirect(303, '/sign-in?closed');
  },
};
