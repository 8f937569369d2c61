import { error, redirect } from '@sveltejs/kit';
import { readPost } from '#features/journal/server/journal-reads.ts';
import { editPost } from '#features/journal/server/write-post.ts';
import { act, formFailure, need } from '#lib/web/form-action.ts';
import { draftOf, keepForSignIn } from '#lib/web/kept-drafts.ts';
import { previewOf, readPostForm } from '#lib/web/post-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const post = need(event, await readPost(services, actor, event.params));
  const own = actor.kind === 'person' && actor.personId === post.author.id;
  if (space.role !== 'host' && !(space.role === 'partner' && own)) error(403);
  const subject = `post-edit:${post.address}`;
  return { post, key: crypto.randomUUID(), subject, draft: await draftOf(event, subject) };
};

export const actions: Actions = {
  preview: async ({ request }) => previewOf(await request.formData()),
  save: async (event) => {
    const { space, post } = event.params;
    const data = await event.request.formData();
    await keepForSignIn(event, data);
    const read = await readPostForm(event, space, data);
    if (read.kind === 'refused') return formFailure(event, 'post', data, read);
    const edited = await act(event, editPost, {
      name: 'post',
      data,
      input: { ...read.value, space, post },
    });
    if (edited.kind === 'failure') return edited.failure;
    redirect(303, `/s/${space}/journal/${post}`);
  },
};
