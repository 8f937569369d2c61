import type { Change } from '#server/commands/change.ts';

/** `kind` is the noun of the slice that opens the thread, such as `post` or `pool`. */
export type ThreadSubject = { spaceId: string; kind: string; id: string; authorId: string };

/** Makes the thread of a subject, once however often it is asked for; the author of the subject follows it. */
export async function openThread(change: Change, subject: ThreadSubject): Promise<string> {
  const { spaceId } = subject;
  await change.db
    .insertInto('threads')
    .values({
      spaceId,
      id: change.id(),
      subjectKind: subject.kind,
      subjectId: subject.id,
      createdAt: change.now,
    })
    .onConflict((conflict) => conflict.columns(['spaceId', 'subjectKind', 'subjectId']).doNothing())
    .execute();
  const { id } = await change.db
    .selectFrom('threads')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .executeTakeFirstOrThrow();
  await follow(change, { spaceId, threadId: id, personId: subject.authorId });
  return id;
}

/** A thread is read when its subject is: the slice of the subject says when that changes. */
export async function showThread(
  change: Change,
  subject: Omit<ThreadSubject, 'authorId'>,
  shown: boolean,
): Promise<void> {
  await change.db
    .updateTable('threads')
    .set({ hiddenAt: shown ? null : change.now })
    .where('spaceId', '=', subject.spaceId)
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .execute();
}

export async function follow(
  change: Change,
  who: { spaceId: string; threadId: string; personId: string },
): Promise<void> {
  await change.db
    .insertInto('follows')
    .values({ ...who, createdAt: change.now })
    .onConflict((conflict) => conflict.columns(['spaceId', 'threadId', 'personId']).doNothing())
    .execute();
}
