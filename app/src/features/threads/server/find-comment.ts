import { z } from 'zod';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';

export const inThread = z.object({ space: z.string(), thread: z.uuid() });
export const onComment = z.object({ space: z.string(), comment: z.uuid() });

export type ThreadSubjectFound = SpaceStanding & {
  thread: { id: string; subjectKind: string; lockedAt: Date | null; commentCount: number };
};

/** A thread that is shown, for somebody who may know of its space. */
export async function findThread(
  db: Handle,
  actor: Actor,
  space: string,
  thread: string,
): Promise<ThreadSubjectFound | undefined> {
  const found = await findSpace(db, actor, space);
  if (!found) return undefined;
  const row = await db
    .selectFrom('threads')
    .select(['id', 'subjectKind', 'lockedAt', 'commentCount'])
    .where('spaceId', '=', found.space.id)
    .where('id', '=', thread)
    .where('hiddenAt', 'is', null)
    .executeTakeFirst();
  return row && { ...found, thread: row };
}

export async function findTheThread(
  change: Change,
  input: z.infer<typeof inThread>,
): Promise<Found<ThreadSubjectFound> | undefined> {
  const found = await findThread(change.db, change.actor, input.space, input.thread);
  return found && { standing: standingIn(found, change.actor), subject: found };
}

export type CommentFound = ThreadSubjectFound & {
  comment: {
    id: string;
    authorId: string;
    parentId: string | null;
    body: string;
    version: number;
    createdAt: Date;
    editedAt: Date | null;
    removedAt: Date | null;
    removedBy: string | null;
  };
};

/** The comment itself. It is not held: whoever changes it names what must still be true in the same statement. */
export async function findTheComment(
  change: Change,
  input: z.infer<typeof onComment>,
): Promise<Found<CommentFound> | undefined> {
  const space = await findSpace(change.db, change.actor, input.space);
  if (!space) return undefined;
  const comment = await change.db
    .selectFrom('comments')
    .select([
      'id',
      'threadId',
      'authorId',
      'parentId',
      'body',
      'version',
      'createdAt',
      'editedAt',
      'removedAt',
      'removedBy',
    ])
    .where('spaceId', '=', space.space.id)
    .where('id', '=', input.comment)
    .executeTakeFirst();
  const found =
    comment && (await findThread(change.db, change.actor, input.space, comment.threadId));
  if (!found) return undefined;
  return {
    standing: standingIn(found, change.actor, comment.authorId),
    subject: { ...found, comment },
  };
}
