import { redirect } from '@sveltejs/kit';
import { readPost } from '#features/journal/server/journal-reads.ts';
import { showPost } from '#features/journal/server/write-post.ts';
import { react, removeComment } from '#features/threads/server/change-comment.ts';
import { readThread } from '#features/threads/server/thread-reads.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const post = need(event, await readPost(services, actor, event.params));
  return {
    post,
    thread: post.thread ? await threadOf(event, post.thread) : undefined,
    answer: event.url.searchParams.get('answer'),
    key: crypto.randomUUID(),
  };
};

async function threadOf(event: Parameters<PageServerLoad>[0], thread: string) {
  const { services, actor } = event.locals;
  const before = event.url.searchParams.get('before') ?? undefined;
  const after = event.url.searchParams.get('after') ?? undefined;
  const wanted = {
    space: event.params.space,
    thread,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
  return need(
    event,
    await services.database.read(actor, (db) => readThread(services, db, actor, wanted)),
  );
}

export const actions: Actions = {
  say: async (event) => {
    const data = await event.request.formData();
    const { thread } = need(
      event,
      await readPost(event.locals.services, event.locals.actor, event.params),
    );
    const input = {
      space: event.params.space,
      thread,
      body: data.get('body'),
      parent: data.get('parent') || null,
    };
    const said = await act(event, writeComment, { name: 'say', data, input });
    if (said.kind === 'failure') return said.failure;
    redirect(303, `${event.url.pathname}#c-${said.value.id}`);
  },
  onComment: async (event) => {
    const data = await event.request.formData();
    const comment = { space: event.params.space, comment: data.get('comment') };
    const kind = data.get('react');
    if (kind) return toggle(event, data, { ...comment, kind });
    const removed = await act(event, removeComment, {
      name: 'remove',
      data,
      input: { ...comment, reason: String(data.get('reason') ?? '') },
    });
    if (removed.kind === 'failure') return removed.failure;
  },
  show: async (event) => {
    const data = await event.request.formData();
    const shown = await act(event, showPost, {
      name: 'show',
      data,
      input: { ...event.params, to: data.get('to') },
    });
    if (shown.kind === 'failure') return shown.failure;
    if (data.get('to') === 'removed') redirect(303, `/s/${event.params.space}/journal`);
  },
};

/** A reaction that is there is taken back, one that is not is given; the page says which by `pressed`. */
async function toggle(
  event: RequestEvent,
  data: FormData,
  on: { space: string; comment: unknown; kind: unknown },
) {
  const pressed = new Set(data.getAll('pressed'));
  const changed = await act(event, react, {
    name: 'react',
    data,
    input: { ...on, on: !pressed.has(String(on.kind)) },
  });
  if (changed.kind === 'failure') return changed.failure;
}
