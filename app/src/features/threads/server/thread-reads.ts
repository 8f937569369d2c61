import { z } from 'zod';
import { standingIn } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { newestPosition } from '#server/events/event-reads.ts';
import { positionText } from '#server/events/event.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { commentView, viewComments } from './comment-views.ts';
import { findThread } from './find-comment.ts';

const PAGE = 50;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const MOST_VERSIONS = 100;

/** Ids of comments, which sort by time: the page before one, after one, or around one. With none: the newest page. */
export const threadPage = z.object({
  before: z.uuid().optional(),
  after: z.uuid().optional(),
  at: z.uuid().optional(),
});

export const threadView = z.object({
  id: z.string(),
  locked: z.boolean(),
  commentCount: z.number().int(),
  position: z
    .string()
    .meta({ description: 'Where the live stream goes on from what this answer holds.' }),
  follows: z.boolean(),
  seenAt: z
    .string()
    .nullable()
    .meta({ description: 'Up to when the one who asks has read it before.' }),
  comments: z.array(commentView).meta({ description: 'In the order in which they were written.' }),
  earlier: z.boolean(),
  later: z.boolean(),
  mine: z
    .array(z.object({ comment: z.string(), kind: z.string() }))
    .meta({ description: 'The reactions of the one who asks.' }),
});
export type ThreadView = z.infer<typeof threadView>;

type ThreadWanted = { space: string; thread: string } & z.infer<typeof threadPage>;

export async function readThread(
  services: Services,
  db: Handle,
  actor: Actor,
  wanted: ThreadWanted,
): Promise<Outcome<ThreadView>> {
  const found = await findThread(db, actor, wanted.space, wanted.thread);
  if (!found) return refused('not-found');
  const row = services.policies['thread.read'];
  if (!row || !allows(row, standingIn(found, actor)))
    return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  const page = await pageOf(db, found.space.id, wanted);
  const own = await readOwn(db, actor, {
    spaceId: found.space.id,
    threadId: found.thread.id,
    ids: page.ids,
  });
  return done({
    id: found.thread.id,
    locked: found.thread.lockedAt !== null,
    commentCount: found.thread.commentCount,
    position: positionText(await newestPosition(db)),
    comments: await viewComments(db, found.space.id, page.ids),
    earlier: page.earlier,
    later: page.later,
    ...own,
  });
}

async function pageOf(db: Handle, spaceId: string, wanted: ThreadWanted) {
  const { at } = wanted;
  if (at === undefined) return onePage(db, spaceId, wanted);
  const { thread, space } = wanted;
  const half = Math.floor(PAGE / 2);
  const before = await onePage(db, spaceId, { space, thread, before: at }, half);
  const last = before.ids.at(-1) ?? FIRST_ID;
  const from = await onePage(db, spaceId, { space, thread, after: last }, half);
  return { ids: [...before.ids, ...from.ids], earlier: before.earlier, later: from.later };
}

async function onePage(
  db: Handle,
  spaceId: string,
  { thread, before, after }: ThreadWanted,
  most = PAGE,
) {
  const forward = after !== undefined;
  const rows = await db
    .selectFrom('comments')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('threadId', '=', thread)
    .$if(forward, (query) => query.where('id', '>', after ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('createdAt', forward ? 'asc' : 'desc')
    .orderBy('id', forward ? 'asc' : 'desc')
    .limit(most + 1)
    .execute();
  const ids = rows.slice(0, most).map(({ id }) => id);
  const more = rows.length > most;
  return forward
    ? { ids, earlier: true, later: more }
    : { ids: ids.reverse(), earlier: more, later: before !== undefined };
}

async function readOwn(
  db: Handle,
  actor: Actor,
  { spaceId, threadId, ids }: { spaceId: string; threadId: string; ids: string[] },
) {
  const personId = personOf(actor);
  if (!personId) return { follows: false, seenAt: null, mine: [] };
  const visited = await db
    .selectFrom('threadVisits')
    .select('seenAt')
    .where('spaceId', '=', spaceId)
    .where('threadId', '=', threadId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  const followed = await db
    .selectFrom('follows')
    .select('threadId')
    .where('spaceId', '=', spaceId)
    .where('threadId', '=', threadId)
    .where('personId', '=', personId)
    .where('mutedAt', 'is', null)
    .executeTakeFirst();
  const mine =
    ids.length === 0
      ? []
      : await db
          .selectFrom('reactions')
          .select(['commentId as comment', 'kind'])
          .where('spaceId', '=', spaceId)
          .where('personId', '=', personId)
          .where('commentId', 'in', ids)
          .execute();
  return {
    follows: followed !== undefined,
    seenAt: visited?.seenAt.toISOString() ?? null,
    mine,
  };
}

export const versionView = z.object({
  version: z.number().int(),
  body: z.string(),
  writtenAt: z.string(),
});

/** What a comment said before it was edited; nothing once it was removed. */
export async function readVersions(
  services: Services,
  db: Handle,
  actor: Actor,
  wanted: { space: string; thread: string; comment: string },
): Promise<Outcome<{ versions: z.infer<typeof versionView>[] }>> {
  const thread = await findThread(db, actor, wanted.space, wanted.thread);
  const row = services.policies['thread.read'];
  if (!thread || !row) return refused('not-found');
  if (!allows(row, standingIn(thread, actor)))
    return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  const versions = await db
    .selectFrom('commentVersions as v')
    .innerJoin('comments as c', (join) =>
      join.onRef('c.id', '=', 'v.commentId').onRef('c.spaceId', '=', 'v.spaceId'),
    )
    .select(['v.version', 'v.body', 'v.writtenAt'])
    .where('v.spaceId', '=', thread.space.id)
    .where('v.commentId', '=', wanted.comment)
    .where('c.threadId', '=', wanted.thread)
    .where('c.removedAt', 'is', null)
    .orderBy('v.version', 'desc')
    .limit(MOST_VERSIONS)
    .execute();
  return done({
    versions: versions.map((version) => ({
      ...version,
      writtenAt: version.writtenAt.toISOString(),
    })),
  });
}
