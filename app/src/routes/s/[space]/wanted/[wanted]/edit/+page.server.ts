import { error, redirect } from '@sveltejs/kit';
import { readWanted } from '#features/wanteds/server/wanted-reads.ts';
import { editWanted, removeWanted } from '#features/wanteds/server/write-wanted.ts';
import { writeSpecText } from '#features/wanteds/spec-text.ts';
import { act, need, signInPath } from '#lib/web/form-action.ts';
import { readWantedForm } from '#lib/web/pool-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { space } = await event.parent();
  if (actor.kind === 'visitor') redirect(303, signInPath(event.url));
  const wanted = need(event, await readWanted(services, actor, event.params));
  if (space.role !== 'host' && wanted.author.id !== viewer.person?.id) error(403);
  const { title, body, version } = wanted;
  return {
    kept: { title, body, version, spec: writeSpecText(wanted.spec) },
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  save: async (event) => {
    const data = await event.request.formData();
    const input = { ...event.params, ...readWantedForm(data), version: data.get('version') };
    const edited = await act(event, editWanted, { name: 'wanted', data, input });
    if (edited.kind === 'failure') return edited.failure;
    redirect(303, `/s/${event.params.space}/wanted/${event.params.wanted}`);
  },
  remove: async (event) => {
    const data = await event.request.formData();
    const gone = await act(event, removeWanted, { name: 'wanted', data, input: event.params });
    if (gone.kind === 'failure') return gone.failure;
    redirect(303, `/s/${event.params.space}/wanted`);
  },
};
