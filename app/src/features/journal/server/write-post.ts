import { sql } from 'kysely';
import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { openThread, showThread } from '#features/threads/server/threads.ts';
import { personOf } from '#server/actor.ts';
import { noteAudit } from '#server/audit.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command, Found } from '#server/commands/command.ts';
import { newAddress } from '#server/ids.ts';
import { done, invalid, type Outcome, refused } from '#server/outcome.ts';

export const postAddress = z.string().regex(/^[a-z0-9]{8}$/);
const words = { title: z.string().trim().min(1).max(160), body: z.string().max(64_000) };
export const writePostInput = z.object({ space: z.string(), ...words });
export const onPost = z.object({ space: z.string(), post: postAddress });
export const editPostInput = onPost.extend({ ...words, version: z.coerce.number().int().min(1) });
export const showPostInput = onPost.extend({
  to: z.enum(['published', 'removed']),
  /** What the author is told; needed where somebody else takes it down. */
  reason: z.string().trim().max(500).default(''),
});
export type PostWritten = { address: string; version: number };

/** Begins a post as a draft, which its author and the hosts see. */
export const writePost: Command<z.infer<typeof writePostInput>, SpaceStanding, PostWritten> = {
  name: 'journal.write-post',
  action: 'post.write',
  input: writePostInput,
  find: async (change, { space }) => {
    const found = await findSpace(change.db, change.actor, space);
    return found && { standing: standingIn(found, change.actor), subject: found };
  },
  apply: async (change, { title, body }, { space }) => {
    const personId = personOf(change.actor);
    const unverified = await requireVerified(change);
    if (unverified || !personId) return unverified ?? refused('sign-in-needed');
    const address = newAddress();
    const post = {
      spaceId: space.id,
      id: change.id(),
      address,
      authorId: personId,
      title,
      body,
      createdAt: change.now,
    };
    await change.db.insertInto('posts').values(post).execute();
    return done({ address, version: 1 });
  },
};

type PostFound = SpaceStanding & {
  post: {
    id: string;
    authorId: string;
    publishedAt: Date | null;
    removedAt: Date | null;
    removedBy: string | null;
    version: number;
    title: string;
    body: string;
    writtenAt: Date;
  };
};

export async function findThePost(
  change: Change,
  input: { space: string; post: string },
): Promise<Found<PostFound> | undefined> {
  const found = await findSpace(change.db, change.actor, input.space);
  if (!found) return undefined;
  const post = await change.db
    .selectFrom('posts')
    .select(['id', 'authorId', 'publishedAt', 'removedAt', 'removedBy', 'version'])
    .select(['title', 'body', sql<Date>`coalesce(edited_at, created_at)`.as('writtenAt')])
    .where('spaceId', '=', found.space.id)
    .where('address', '=', input.post)
    .executeTakeFirst();
  if (!post) return undefined;
  const standing = standingIn(found, change.actor, post.authorId);
  const hidden = !post.publishedAt || post.removedAt;
  return hidden && !standing.own && standing.role !== 'host'
    ? undefined
    : { standing, subject: { ...found, post } };
}

export const editPost: Command<z.infer<typeof editPostInput>, PostFound, PostWritten> = {
  name: 'journal.edit-post',
  action: 'post.edit',
  input: editPostInput,
  find: findThePost,
  apply: async (change, { post: address, title, body, version }, { space, post }) => {
    const edited = await change.db
      .updateTable('posts')
      .set({ title, body, version: version + 1, editedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', post.id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (edited.numUpdatedRows === 0n) return refused('changed-meanwhile');
    await keepVersion(change, space.id, post);
    if (post.publishedAt)
      await change.emit({
        kind: 'post.edited',
        spaceId: space.id,
        subjectId: post.id,
        data: { address },
      });
    return done({ address, version: version + 1 });
  },
};

/** What a post said before stays readable. */
async function keepVersion(
  change: Change,
  spaceId: string,
  { id, version, title, body, writtenAt }: PostFound['post'],
): Promise<void> {
  await change.db
    .insertInto('postVersions')
    .values({ spaceId, postId: id, version, title, body, writtenAt })
    .execute();
}

/** Publishes a draft with its thread, removes a post, or brings a removed one back; twice is once. */
export const showPost: Command<z.infer<typeof showPostInput>, PostFound, PostWritten> = {
  name: 'journal.show-post',
  action: 'post.edit',
  input: showPostInput,
  find: findThePost,
  apply: async (change, { post: address, to, reason }, found) => {
    const { space, post } = found;
    const unverified = await requireVerified(change);
    if (unverified) return unverified;
    // What a host took down, its author cannot put back.
    if (
      to === 'published' &&
      post.removedAt &&
      found.role !== 'host' &&
      post.removedBy !== personOf(change.actor)
    )
      return refused('not-allowed');
    if (to === 'removed' && post.authorId !== personOf(change.actor) && !reason)
      return invalid({ field: 'reason', reason: 'required' });
    const as = { address, version: post.version };
    if (to === 'removed' ? post.removedAt : post.publishedAt && !post.removedAt) return done(as);
    return to === 'removed'
      ? remove(change, found, { ...as, reason })
      : publish(change, { spaceId: space.id, ...post }, as);
  },
};

async function publish(
  change: Change,
  post: PostFound['post'] & { spaceId: string },
  as: PostWritten,
): Promise<Outcome<PostWritten>> {
  const { spaceId, id, authorId } = post;
  const shown = await change.db
    .updateTable('posts')
    .set({
      publishedAt: post.publishedAt ?? change.now,
      removedAt: null,
      removedBy: null,
      removalReason: null,
    })
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .where((where) =>
      where.or([where('publishedAt', 'is', null), where('removedAt', 'is not', null)]),
    )
    .executeTakeFirst();
  if (shown.numUpdatedRows === 0n) return done(as);
  await openThread(change, { spaceId, kind: 'post', id, authorId });
  await showThread(change, { spaceId, kind: 'post', id }, true);
  await change.emit({
    kind: 'post.published',
    spaceId,
    subjectId: id,
    data: { address: as.address, authorId },
  });
  return done(as);
}

async function remove(
  change: Change,
  { space, post }: PostFound,
  { reason, ...as }: PostWritten & { reason: string },
): Promise<Outcome<PostWritten>> {
  const byAuthor = post.authorId === personOf(change.actor);
  const removed = await change.db
    .updateTable('posts')
    .set({ removedAt: change.now, removedBy: personOf(change.actor), removalReason: reason })
    .where('spaceId', '=', space.id)
    .where('id', '=', post.id)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  if (removed.numUpdatedRows === 0n) return done(as);
  await showThread(change, { spaceId: space.id, kind: 'post', id: post.id }, false);
  await change.emit({
    kind: 'post.removed',
    spaceId: space.id,
    subjectId: post.id,
    data: { address: as.address, authorId: post.authorId },
  });
  if (!byAuthor)
    await noteAudit(change, {
      act: 'post.removed',
      object: `post ${post.id} of space ${space.id}`,
      reason,
    });
  return done(as);
}
