import { error, redirect } from '@sveltejs/kit';
import { writeWanted } from '#features/wanteds/server/write-wanted.ts';
import { act, signInPath } from '#lib/web/form-action.ts';
import { readWantedForm } from '#lib/web/pool-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { space } = await parent();
  if (locals.actor.kind === 'visitor') redirect(303, signInPath(url));
  if (space.role === 'person') error(403);
  return { key: crypto.randomUUID() };
};

export const actions: Actions = {
  save: async (event) => {
    const data = await event.request.formData();
    const input = { ...event.params, ...readWantedForm(data) };
    const written = await act(event, writeWanted, { name: 'wanted', data, input });
    if (written.kind === 'failure') return written.failure;
    redirect(303, `/s/${event.params.space}/wanted/${written.value.address}`);
  },
};
