import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { mentionedHandles } from '#server/markdown/markdown.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { type CommentView, viewComments } from './comment-views.ts';
import { findTheThread, inThread, type ThreadSubjectFound } from './find-comment.ts';
import { follow } from './thread-subjects.ts';

export const MOST_COMMENTS_A_THREAD = 10_000;
export const MOST_COMMENTS_AT_A_STRETCH = 20;
const STRETCH_MS = 5 * 60_000;

export const commentBody = z.string().trim().min(1).max(10_000);
/** A part of a design by its path, such as `root.body[1].bays[2].shelf[0]`, and the version in which somebody pointed at it. */
const pinned = z.object({
  part: z
    .string()
    .max(500)
    .regex(/^root(\.[a-z0-9][a-z0-9-]*(\[[a-z0-9-]+\])?)*$/),
  version: z.coerce.number().int().min(1).max(200),
});
/** Only a design has parts. */
const PINNED = 'design';

export const writeCommentInput = inThread.extend({
  body: commentBody,
  parent: z.uuid().nullable().default(null),
  pin: pinned.nullable().default(null),
});
type WriteCommentInput = z.infer<typeof writeCommentInput>;

/** Somebody says something in a thread, perhaps in answer to somebody; from then on they follow it. */
export const writeComment: Command<WriteCommentInput, ThreadSubjectFound, CommentView> = {
  name: 'thread.write-comment',
  action: 'comment.write',
  input: writeCommentInput,
  find: findTheThread,
  apply: async (change, { body, parent, pin }, { space, thread }) => {
    const unverified = await requireVerified(change);
    const personId = personOf(change.actor);
    if (unverified || !personId) return unverified ?? refused('sign-in-needed');
    if (thread.lockedAt) return refused('not-now', 'thread-locked');
    if (parent && !(await isIn(change, space.id, thread.id, parent)))
      return invalid({ field: 'parent', reason: 'not-a-choice' });
    if (pin && thread.subjectKind !== PINNED)
      return invalid({ field: 'pin', reason: 'not-a-choice' });
    await change.lock('comments-written', personId);
    if ((await countRecent(change, space.id, personId)) >= MOST_COMMENTS_AT_A_STRETCH)
      return { ...refused('too-many', 'comments-at-a-stretch'), retryAfterSeconds: 60 };
    if (!(await takePlace(change, space.id, thread.id)))
      return refused('limit-reached', 'most-comments');
    const comment = {
      spaceId: space.id,
      id: change.id(),
      threadId: thread.id,
      parentId: parent,
      authorId: personId,
      body,
      pin: pin?.part ?? null,
      pinVersion: pin?.version ?? null,
      createdAt: change.now,
    };
    await change.db.insertInto('comments').values(comment).execute();
    const mentioned = await noteMentions(change, space, comment.id, body);
    await follow(change, { spaceId: space.id, threadId: thread.id, personId });
    const data = { threadId: thread.id, authorId: personId, parentId: parent, mentioned };
    await change.emit({ kind: 'comment.written', spaceId: space.id, subjectId: comment.id, data });
    const [view] = await viewComments(change.db, space.id, [comment.id]);
    return view ? done(view) : refused('not-found');
  },
};

/** Writes down whom a text calls upon, those alone who may read it; answers who is new. */
export async function noteMentions(
  change: Change,
  space: { id: string; visibility: string },
  commentId: string,
  body: string,
): Promise<string[]> {
  const handles = mentionedHandles(body);
  await change.db
    .deleteFrom('mentions')
    .where('spaceId', '=', space.id)
    .where('commentId', '=', commentId)
    .execute();
  if (handles.length === 0) return [];
  const people = await change.db
    .selectFrom('people')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.personId', '=', 'people.id').on('memberships.spaceId', '=', space.id),
    )
    .select('people.id')
    .where('handle', 'in', handles)
    .where('closedAt', 'is', null)
    .$if(space.visibility !== 'public', (query) => query.where('memberships.role', 'is not', null))
    .execute();
  if (people.length > 0)
    await change.db
      .insertInto('mentions')
      .values(people.map(({ id }) => ({ spaceId: space.id, commentId, personId: id })))
      .execute();
  return people.map(({ id }) => id);
}

async function isIn(
  change: Change,
  spaceId: string,
  threadId: string,
  id: string,
): Promise<boolean> {
  const found = await change.db
    .selectFrom('comments')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('threadId', '=', threadId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

async function countRecent(change: Change, spaceId: string, authorId: string): Promise<number> {
  const since = new Date(change.now.getTime() - STRETCH_MS);
  const { count } = await change.db
    .selectFrom('comments')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('authorId', '=', authorId)
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One statement counts and bounds: the row of the thread is held until the change ends. */
async function takePlace(change: Change, spaceId: string, threadId: string): Promise<boolean> {
  const taken = await change.db
    .updateTable('threads')
    .set((set) => ({ commentCount: set('commentCount', '+', 1), lastCommentAt: change.now }))
    .where('spaceId', '=', spaceId)
    .where('id', '=', threadId)
    .where('commentCount', '<', MOST_COMMENTS_A_THREAD)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}
