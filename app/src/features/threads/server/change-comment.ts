import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import { noteAudit } from '#server/audit.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, type Outcome, refused } from '#server/outcome.ts';
import { type CommentView, REACTIONS, viewComments } from './comment-views.ts';
import {
  type CommentFound,
  findTheComment,
  findTheThread,
  inThread,
  onComment,
  type ThreadSubjectFound,
} from './find-comment.ts';
import { commentBody, noteMentions } from './write-comment.ts';

const UNDO_MS = 15 * 60_000;

export const editCommentInput = onComment.extend({
  body: commentBody,
  version: z.coerce.number().int().min(1),
});

/** The author says it anew; what was said before stays readable. */
export const editComment: Command<z.infer<typeof editCommentInput>, CommentFound, CommentView> = {
  name: 'thread.edit-comment',
  action: 'comment.edit',
  input: editCommentInput,
  find: findTheComment,
  apply: async (change, { body, version }, { space, thread, comment }) => {
    if (comment.removedAt) return refused('not-now', 'comment-removed');
    if (thread.lockedAt) return refused('not-now', 'thread-locked');
    const edited = await change.db
      .updateTable('comments')
      .set({ body, version: version + 1, editedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', comment.id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (edited.numUpdatedRows === 0n) return refused('changed-meanwhile');
    const before = {
      spaceId: space.id,
      commentId: comment.id,
      version,
      body: comment.body,
      writtenAt: comment.editedAt ?? comment.createdAt,
    };
    await change.db.insertInto('commentVersions').values(before).execute();
    return announce(change, { space, thread, comment }, 'comment.edited', {
      mentioned: await noteMentions(change, space, comment.id, body),
    });
  },
};

export const removeCommentInput = onComment.extend({
  reason: z.string().trim().max(500).default(''),
});

/** The author takes it back, or a host takes it down and says why. */
export const removeComment: Command<
  z.infer<typeof removeCommentInput>,
  CommentFound,
  CommentView
> = {
  name: 'thread.remove-comment',
  action: 'comment.remove',
  input: removeCommentInput,
  find: findTheComment,
  apply: async (change, { reason }, found) => {
    const personId = personOf(change.actor);
    if (found.comment.authorId !== personId && !reason)
      return invalid({ field: 'reason', reason: 'required' });
    const removed = await change.db
      .updateTable('comments')
      .set({ removedAt: change.now, removedBy: personId, removalReason: reason })
      .where('spaceId', '=', found.space.id)
      .where('id', '=', found.comment.id)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    if (removed.numUpdatedRows === 0n) return viewOf(change, found);
    if (found.comment.authorId !== personId)
      await noteAudit(change, {
        act: 'comment.removed',
        object: `comment ${found.comment.id} of space ${found.space.id}`,
        reason,
      });
    return announce(change, found, 'comment.removed');
  },
};

/** Undo: the author for a quarter of an hour, a host at any time. */
export const restoreComment: Command<z.infer<typeof onComment>, CommentFound, CommentView> = {
  name: 'thread.restore-comment',
  action: 'comment.remove',
  input: onComment,
  find: findTheComment,
  apply: async (change, _input, found) => {
    const { removedAt, removedBy } = found.comment;
    if (!removedAt) return viewOf(change, found);
    const late = change.now.getTime() - removedAt.getTime() > UNDO_MS;
    if (found.role !== 'host' && (late || removedBy !== personOf(change.actor)))
      return refused('not-now', 'undo-over');
    await change.db
      .updateTable('comments')
      .set({ removedAt: null, removedBy: null, removalReason: null })
      .where('spaceId', '=', found.space.id)
      .where('id', '=', found.comment.id)
      .execute();
    return announce(change, found, 'comment.restored');
  },
};

export const reactInput = onComment.extend({ kind: z.enum(REACTIONS), on: z.boolean() });

/** Says with a word that is already there what one thinks, or takes it back; twice is once. */
export const react: Command<z.infer<typeof reactInput>, CommentFound, CommentView> = {
  name: 'thread.react',
  action: 'comment.react',
  input: reactInput,
  find: findTheComment,
  apply: async (change, { kind, on }, found) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    if (found.comment.removedAt) return refused('not-now', 'comment-removed');
    const row = { spaceId: found.space.id, commentId: found.comment.id, personId, kind };
    const changed = on ? await putReaction(change, row) : await takeReaction(change, row);
    return changed
      ? announce(change, found, 'reaction.changed', { reaction: kind, on })
      : viewOf(change, found);
  },
};

type Reaction = { spaceId: string; commentId: string; personId: string; kind: string };

async function putReaction(change: Change, row: Reaction): Promise<boolean> {
  const put = await change.db
    .insertInto('reactions')
    .values({ ...row, createdAt: change.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (put.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function takeReaction(change: Change, row: Reaction): Promise<boolean> {
  const taken = await change.db
    .deleteFrom('reactions')
    .where('spaceId', '=', row.spaceId)
    .where('commentId', '=', row.commentId)
    .where('personId', '=', row.personId)
    .where('kind', '=', row.kind)
    .executeTakeFirst();
  return taken.numDeletedRows > 0n;
}

export const followThreadInput = inThread.extend({ on: z.boolean() });

export const followThread: Command<
  z.infer<typeof followThreadInput>,
  ThreadSubjectFound,
  { follows: boolean }
> = {
  name: 'thread.follow-thread',
  action: 'thread.follow',
  input: followThreadInput,
  find: findTheThread,
  apply: async (change, { on }, { space, thread }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    const mutedAt = on ? null : change.now;
    // Who stops is not made to follow again by their next comment, and hears of the thread only when called by name.
    await change.db
      .insertInto('follows')
      .values({ spaceId: space.id, threadId: thread.id, personId, createdAt: change.now, mutedAt })
      .onConflict((conflict) =>
        conflict.columns(['spaceId', 'threadId', 'personId']).doUpdateSet({ mutedAt }),
      )
      .execute();
    return done({ follows: on });
  },
};

export const lockThreadInput = inThread.extend({ locked: z.boolean() });

/** A host ends a conversation, or opens it again; it stays readable. */
export const lockThread: Command<
  z.infer<typeof lockThreadInput>,
  ThreadSubjectFound,
  { locked: boolean }
> = {
  name: 'thread.lock-thread',
  action: 'thread.lock',
  input: lockThreadInput,
  find: findTheThread,
  apply: async (change, { locked }, { space, thread }) => {
    if (locked === (thread.lockedAt !== null)) return done({ locked });
    await change.db
      .updateTable('threads')
      .set({
        lockedAt: locked ? change.now : null,
        lockedBy: locked ? personOf(change.actor) : null,
      })
      .where('spaceId', '=', space.id)
      .where('id', '=', thread.id)
      .execute();
    await noteAudit(change, {
      act: locked ? 'thread.locked' : 'thread.opened',
      object: `thread ${thread.id} of space ${space.id}`,
    });
    await change.emit({
      kind: 'thread.locked',
      spaceId: space.id,
      subjectId: thread.id,
      data: { locked },
    });
    return done({ locked });
  },
};

type Concerned = Pick<CommentFound, 'space' | 'thread' | 'comment'>;

async function announce(
  change: Change,
  { space, thread, comment }: Concerned,
  kind: string,
  more: Record<string, unknown> = {},
): Promise<Outcome<CommentView>> {
  const data = {
    threadId: thread.id,
    authorId: comment.authorId,
    parentId: comment.parentId,
    mentioned: [],
    ...more,
  };
  await change.emit({ kind, spaceId: space.id, subjectId: comment.id, data });
  return viewOf(change, { space, thread, comment });
}

async function viewOf(
  change: Change,
  { space, comment }: Concerned,
): Promise<Outcome<CommentView>> {
  const [view] = await viewComments(change.db, space.id, [comment.id]);
  return view ? done(view) : refused('not-found');
}
