import type { Handle } from '#server/database/database.ts';
import type { HappenedEvent } from '#server/events/event.ts';

/** Who is concerned by an event. None of this decides who may see it: that is asked anew, as each of them. */
export const MOST_RECIPIENTS = 5_000;

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function mentionedIn(_db: Handle, { data }: HappenedEvent): Promise<string[]> {
  const { mentioned } = data;
  return Promise.resolve(
    Array.isArray(mentioned) ? mentioned.filter((id) => typeof id === 'string') : [],
  );
}

/** Whoever wrote what the event is about. */
export function authorOf(_db: Handle, { data }: HappenedEvent): Promise<string[]> {
  return Promise.resolve(typeof data.authorId === 'string' ? [data.authorId] : []);
}

export async function parentAuthorOf(db: Handle, event: HappenedEvent): Promise<string[]> {
  const { parentId, threadId } = event.data;
  if (typeof parentId !== 'string') return [];
  const parent = await db
    .selectFrom('comments')
    .select('authorId')
    .where('spaceId', '=', event.spaceId)
    .where('id', '=', parentId)
    .executeTakeFirst();
  return parent ? withoutMuted(db, event.spaceId, textOf(threadId), [parent.authorId]) : [];
}

export async function postAuthorOf(db: Handle, { spaceId, data }: HappenedEvent) {
  const post = await db
    .selectFrom('threads')
    .innerJoin('posts', (join) =>
      join
        .onRef('posts.spaceId', '=', 'threads.spaceId')
        .onRef('posts.id', '=', 'threads.subjectId'),
    )
    .select('posts.authorId')
    .where('threads.spaceId', '=', spaceId)
    .where('threads.id', '=', textOf(data.threadId))
    .executeTakeFirst();
  return post ? withoutMuted(db, spaceId, textOf(data.threadId), [post.authorId]) : [];
}

export async function followersOf(db: Handle, { spaceId, data }: HappenedEvent): Promise<string[]> {
  const rows = await db
    .selectFrom('follows')
    .select('personId')
    .where('spaceId', '=', spaceId)
    .where('threadId', '=', textOf(data.threadId))
    .where('mutedAt', 'is', null)
    .orderBy('createdAt')
    .limit(MOST_RECIPIENTS)
    .execute();
  return rows.map(({ personId }) => personId);
}

export async function hostsOf(db: Handle, { spaceId }: HappenedEvent): Promise<string[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('personId')
    .where('spaceId', '=', spaceId)
    .where('role', '=', 'host')
    .limit(MOST_RECIPIENTS)
    .execute();
  return rows.map(({ personId }) => personId);
}

export async function inviterOf(db: Handle, { spaceId, subjectId }: HappenedEvent) {
  const row = await db
    .selectFrom('memberships')
    .select('invitedBy')
    .where('spaceId', '=', spaceId)
    .where('personId', '=', subjectId ?? '')
    .executeTakeFirst();
  return row?.invitedBy ? [row.invitedBy] : [];
}

export async function reportersOf(db: Handle, { spaceId, subjectId }: HappenedEvent) {
  const rows = await db
    .selectFrom('reports')
    .select('reporterId')
    .where('spaceId', '=', spaceId)
    .where('settlementId', '=', subjectId)
    .limit(MOST_RECIPIENTS)
    .execute();
  return rows.map(({ reporterId }) => reporterId);
}

async function withoutMuted(
  db: Handle,
  spaceId: string,
  threadId: string,
  people: readonly string[],
): Promise<string[]> {
  const muted = await db
    .selectFrom('follows')
    .select('personId')
    .where('spaceId', '=', spaceId)
    .where('threadId', '=', threadId)
    .where('personId', 'in', people)
    .where('mutedAt', 'is not', null)
    .execute();
  return people.filter((id) => !muted.some(({ personId }) => personId === id));
}
