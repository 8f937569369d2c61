import { redirect } from '@sveltejs/kit';
import { postWords } from '#features/journal/post-words.ts';
import { readPost } from '#features/journal/server/journal-reads.ts';
import { showPost } from '#features/journal/server/write-post.ts';
import { act, need } from '#lib/web/form-action.ts';
import { askedOf, loadThread, threadActions } from '#lib/web/thread-actions.ts';
import { excerpt, firstPicture } from '#server/markdown/markdown.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const post = need(event, await readPost(services, actor, event.params));
  const { origin } = event.url;
  const picture = firstPicture(post.body);
  return {
    post,
    words: postWords(event.locals.viewer.locale),
    picture: picture && { ...picture, address: origin + picture.path },
    summary: excerpt(post.body, 200),
    address: `${origin}/s/${event.params.space}/journal/${post.address}`,
    thread:
      post.thread && !post.removed
        ? await loadThread(event, event.params.space, post.thread)
        : undefined,
    asked: await askedOf(event, post.thread),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  ...threadActions(async (event) => {
    const { space, post = '' } = event.params;
    const { services, actor } = event.locals;
    return need(event, await readPost(services, actor, { space, post })).thread ?? '';
  }),
  show: async (event) => {
    const data = await event.request.formData();
    const to = data.get('to');
    const input = { ...event.params, to, reason: String(data.get('reason') ?? '') };
    const shown = await act(event, showPost, { name: 'show', data, input });
    if (shown.kind === 'failure') return shown.failure;
    redirect(303, event.url.pathname);
  },
};
