import { error, redirect } from '@sveltejs/kit';
import { writePost } from '#features/journal/server/write-post.ts';
import { act, formFailure, signInPath } from '#lib/web/form-action.ts';
import { draftOf, keepForSignIn } from '#lib/web/kept-drafts.ts';
import { previewOf, readPostForm } from '#lib/web/post-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  if (event.locals.actor.kind === 'visitor') redirect(303, signInPath(event.url));
  const { space } = await event.parent();
  if (space.role !== 'host' && space.role !== 'partner') error(403);
  const subject = `post:${space.address}`;
  return { key: crypto.randomUUID(), subject, draft: await draftOf(event, subject) };
};

export const actions: Actions = {
  preview: async ({ request }) => previewOf(await request.formData()),
  save: async (event) => {
    const { space } = event.params;
    const data = await event.request.formData();
    await keepForSignIn(event, data);
    const read = await readPostForm(event, space, data);
    if (read.kind === 'refused') return formFailure(event, 'post', data, read);
    const written = await act(event, writePost, {
      name: 'post',
      data,
      input: { ...read.value, space },
    });
    if (written.kind === 'failure') return written.failure;
    redirect(303, `/s/${space}/journal/${written.value.address}`);
  },
};
