import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { settleComment } from '#features/moderation/server/settle-reports.ts';
import {
  editComment,
  followThread,
  lockThread,
  react,
  removeComment,
  restoreComment,
} from '#features/threads/server/change-comment.ts';
import { readThread } from '#features/threads/server/thread-reads.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import { threadLink } from '#features/threads/thread-link.ts';
import { threadWords } from '#features/threads/thread-words.ts';
import { act, formFailure, need } from './form-action.ts';
import { draftOf, keepForSignIn } from './kept-drafts.ts';
import { previewOf, readPostForm } from './post-form.ts';

type ThreadEvent = RequestEvent<{ space: string } & Record<string, string>>;

/** What the forms of a thread do, on whatever page it stands; the page says how its thread is found. */
export function threadActions(threadOf: (event: ThreadEvent) => Promise<string>) {
  return {
    say: (event: ThreadEvent) => say(event, threadOf),
    previewComment: async ({ request }: ThreadEvent) => {
      const data = await request.formData();
      const form = data.has('version') ? 'edit' : 'say';
      return { form, ...previewOf(data) };
    },
    edit,
    onComment,
    onThread: (event: ThreadEvent) => onThread(event, threadOf),
    takeDown,
  };
}

async function say(event: ThreadEvent, threadOf: (event: ThreadEvent) => Promise<string>) {
  const data = await event.request.formData();
  await keepForSignIn(event, data);
  const { space } = event.params;
  const thread = await threadOf(event);
  const read = await readPostForm(event, space, data);
  if (read.kind === 'refused') return formFailure(event, 'say', data, read);
  const part = data.get('pin');
  const pin = part ? { part, version: data.get('_pinVersion') } : null;
  const input = { space, thread, body: read.value.body, parent: data.get('parent') || null, pin };
  const said = await act(event, writeComment, { name: 'say', data, input });
  if (said.kind === 'failure') return said.failure;
  redirect(303, `${event.url.pathname}${threadLink(event.url, {})}#c-${said.value.id}`);
}

async function edit(event: ThreadEvent) {
  const data = await event.request.formData();
  await keepForSignIn(event, data);
  const { space } = event.params;
  const comment = data.get('comment');
  const edited = await act(event, editComment, {
    name: 'edit',
    data,
    input: { space, comment, body: data.get('body'), version: data.get('version') },
  });
  if (edited.kind === 'done')
    redirect(
      303,
      `${event.url.pathname}${threadLink(event.url, { at: edited.value.id })}#c-${edited.value.id}`,
    );
  const { failure } = edited;
  if (failure.data.name !== 'changed-meanwhile') return failure;
  const newer = await newestOf(event, space, String(data.get('thread') ?? ''), String(comment));
  return fail(failure.status, { ...failure.data, newer });
}

/** What a comment says now, for whoever wrote over an older version of it. */
async function newestOf(event: ThreadEvent, space: string, thread: string, comment: string) {
  const { services, actor } = event.locals;
  const read = await services.database.read(actor, (db) =>
    readThread(services, db, actor, { space, thread, at: comment }),
  );
  const found = read.kind === 'done' && read.value.comments.find(({ id }) => id === comment);
  return { body: (found && found.body) || '', version: (found && found.version) || 0 };
}

async function onComment(event: ThreadEvent) {
  const data = await event.request.formData();
  const comment = { space: event.params.space, comment: data.get('comment') };
  const kind = data.get('react');
  const changed = kind
    ? await toggle(event, data, { ...comment, kind })
    : data.has('restore')
      ? await act(event, restoreComment, { name: 'restore', data, input: comment })
      : await act(event, removeComment, { name: 'remove', data, input: comment });
  if (changed.kind === 'failure') return changed.failure;
}

/** A reaction that is there is taken back, one that is not is given; the page says which by `pressed`. */
function toggle(
  event: ThreadEvent,
  data: FormData,
  reaction: { space: string; comment: unknown; kind: unknown },
) {
  const pressed = new Set(data.getAll('pressed'));
  const input = { ...reaction, on: !pressed.has(String(reaction.kind)) };
  return act(event, react, { name: 'react', data, input });
}

async function onThread(event: ThreadEvent, threadOf: (event: ThreadEvent) => Promise<string>) {
  const data = await event.request.formData();
  const input = { space: event.params.space, thread: await threadOf(event) };
  const changed = data.has('lock')
    ? await act(event, lockThread, {
        name: 'lock',
        data,
        input: { ...input, locked: data.get('lock') === 'yes' },
      })
    : await act(event, followThread, {
        name: 'follow',
        data,
        input: { ...input, on: data.get('follow') === 'yes' },
      });
  if (changed.kind === 'failure') return changed.failure;
}

/** A host removes somebody's words with a reason; it is a decision that can be taken back, and stands with the others. */
async function takeDown(event: ThreadEvent) {
  const data = await event.request.formData();
  const settled = await act(event, settleComment, {
    name: 'takeDown',
    data,
    input: {
      space: event.params.space,
      comment: data.get('comment'),
      outcome: 'removed',
      reason: String(data.get('reason') ?? ''),
    },
  });
  if (settled.kind === 'failure') return settled.failure;
}

/** The thread of a page, at the place that its address names. */
export async function loadThread(event: RequestEvent, space: string, thread: string) {
  const { services, actor } = event.locals;
  const named = (name: string) => event.url.searchParams.get(name) ?? undefined;
  const [before, after, at] = [named('before'), named('after'), named('at') ?? named('answer')];
  const wanted = {
    space,
    thread,
    ...(before ? { before } : after ? { after } : at ? { at } : {}),
  };
  const read = need(
    event,
    await services.database.read(actor, (db) => readThread(services, db, actor, wanted)),
  );
  return { ...read, words: threadWords(event.locals.viewer.locale) };
}

/** What the address of a page asks of its thread: a comment to answer, quote or edit, and what was kept of the form for it. */
export async function askedOf(event: RequestEvent, thread: string | null) {
  const { searchParams } = event.url;
  const edited = searchParams.get('edit');
  const subject = edited ? `comment-edit:${edited}` : `comment:${thread}`;
  return {
    answer: searchParams.get('answer'),
    quote: searchParams.has('quote'),
    edit: edited,
    draft: thread ? await draftOf(event, subject) : null,
  };
}
