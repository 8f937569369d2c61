import { z } from 'zod';
import type { SpaceStanding } from '#features/spaces/server/spaces.ts';
import { findThePost, postAddress, showPost } from '#features/journal/server/journal.ts';
import { findTheComment, removeComment, restoreComment } from '#features/threads/server/threads.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import { type Outcome, refused } from '#server/outcome.ts';
import type { Standing } from '#server/policy.ts';

export const onSubject = {
  comment: z.object({ space: z.string(), comment: z.uuid() }),
  post: z.object({ space: z.string(), post: postAddress }),
};
export type SubjectKind = keyof typeof onSubject;
export type SubjectInput = { space: string; comment?: string; post?: string };

/** Something that was written and can be reported, as it now stands. */
export type ReportedSubject = SpaceStanding & {
  kind: SubjectKind;
  id: string;
  authorId: string;
  removed: boolean;
};

/** Finds what an input is about, for somebody who may read it. */
export async function findSubject(
  change: Change,
  kind: SubjectKind,
  input: SubjectInput,
): Promise<Found<ReportedSubject> | undefined> {
  return kind === 'comment' ? findComment(change, input) : findPost(change, input);
}

async function findComment(change: Change, { space, comment = '' }: SubjectInput) {
  const found = await findTheComment(change, { space, comment });
  return found && asSubject('comment', found, found.subject.comment);
}

async function findPost(change: Change, { space, post = '' }: SubjectInput) {
  const found = await findThePost(change, { space, post });
  return found && asSubject('post', found, found.subject.post);
}

function asSubject(
  kind: SubjectKind,
  { standing, subject }: { standing: Standing; subject: SpaceStanding },
  { id, authorId, removedAt }: { id: string; authorId: string; removedAt: Date | null },
): Found<ReportedSubject> {
  const { space, role, organisationId } = subject;
  return {
    // Nobody owns a report by having written what it is about.
    standing: { ...standing, own: false },
    subject: { space, role, organisationId, kind, id, authorId, removed: removedAt !== null },
  };
}

/** Takes a subject down with a reason, by the command that its own slice has for it. */
export async function takeDown(
  change: Change,
  subject: ReportedSubject,
  reason: string,
): Promise<Outcome<unknown>> {
  const space = subject.space.address;
  if (subject.kind === 'comment') {
    const input = { space, comment: subject.id, reason };
    const found = await removeComment.find(change, input);
    return found ? removeComment.apply(change, input, found.subject) : gone;
  }
  const input = { space, post: await addressOf(change, subject), to: 'removed' as const, reason };
  const found = await showPost.find(change, input);
  return found ? showPost.apply(change, input, found.subject) : gone;
}

/** Puts back what was taken down. */
export async function putBack(change: Change, subject: ReportedSubject): Promise<Outcome<unknown>> {
  const space = subject.space.address;
  if (subject.kind === 'comment') {
    const input = { space, comment: subject.id };
    const found = await restoreComment.find(change, input);
    return found ? restoreComment.apply(change, input, found.subject) : gone;
  }
  const post = await addressOf(change, subject);
  const input = { space, post, to: 'published' as const, reason: '' };
  const found = await showPost.find(change, input);
  return found ? showPost.apply(change, input, found.subject) : gone;
}

const gone = refused('not-found');

/** The subject of a settlement that is known by its id alone. */
export async function findSettledSubject(
  change: Change,
  found: SpaceStanding,
  settled: { subjectKind: string; subjectId: string },
): Promise<ReportedSubject | undefined> {
  const space = found.space.address;
  if (settled.subjectKind === 'comment')
    return (await findComment(change, { space, comment: settled.subjectId }))?.subject;
  const post = await addressOf(change, { space: found.space, id: settled.subjectId });
  return (await findPost(change, { space, post }))?.subject;
}

async function addressOf(
  change: Change,
  { space, id }: { space: { id: string }; id: string },
): Promise<string> {
  const post = await change.db
    .selectFrom('posts')
    .select('address')
    .where('spaceId', '=', space.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return post?.address ?? '';
}
