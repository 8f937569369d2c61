import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findSubjects } from './subjects.ts';

const A_PAGE = 30;
/** Beyond this the bell says «99+». */
export const MOST_COUNTED = 100;
const MOST_SPACES = 100;

export const notificationPage = z.object({
  /** From the answer before: where the next page begins. */
  after: z.string().max(100).optional(),
  unread: z.enum(['true', 'false']).optional(),
  /** The address of a space: what happened there alone. */
  space: z.string().max(60).optional(),
});
export type NotificationPage = z.infer<typeof notificationPage>;

export const notificationView = z.object({
  id: z.string(),
  kind: z.string(),
  /** Who did it; empty where nobody in particular did. */
  who: z.string(),
  space: z.object({ address: z.string(), name: z.string() }),
  title: z.string(),
  excerpt: z.string(),
  facts: z.record(z.string(), z.string()),
  path: z.string(),
  at: z.string(),
  read: z.boolean(),
});
export type NotificationView = z.infer<typeof notificationView>;

/** What somebody was told, the newest first: only what they may still see. */
export async function readNotifications(
  services: Services,
  actor: Actor,
  wanted: NotificationPage,
): Promise<Outcome<{ notifications: NotificationView[]; next: string | null }>> {
  const personId = personOf(actor);
  if (!personId) return refused('sign-in-needed');
  return services.database.read(actor, async (db) => {
    const [afterTime, afterId] = wanted.after?.split('_') ?? [];
    const rows = await own(db, personId)
      .$if(wanted.unread === 'true', (query) => query.where('n.readAt', 'is', null))
      .$if(Boolean(wanted.space), (query) => query.where('s.address', '=', wanted.space ?? ''))
      .$if(Boolean(afterTime && afterId), (query) =>
        query.where(
          sql<boolean>`(n.created_at, n.id) < (${afterTime}::timestamptz, ${afterId}::uuid)`,
        ),
      )
      .limit(A_PAGE + 1)
      .execute();
    const shown = rows.slice(0, A_PAGE);
    const last = rows.length > A_PAGE ? shown.at(-1) : undefined;
    return done({
      notifications: await view(db, personId, shown),
      next: last ? `${last.createdAt.toISOString()}_${last.id}` : null,
    });
  });
}

/** Some notifications of one person, as they may see them now; for mails. */
export async function viewSome(
  db: Handle,
  personId: string,
  ids: readonly string[],
): Promise<NotificationView[]> {
  if (ids.length === 0) return [];
  return view(db, personId, await own(db, personId).where('n.id', 'in', ids).execute());
}

export async function readUnread(services: Services, actor: Actor): Promise<number> {
  const personId = personOf(actor);
  if (!personId) return 0;
  return services.database.read(actor, (db) => countUnread(db, personId));
}

/** How many are unread, up to a hundred: of what they may still see. */
export async function countUnread(db: Handle, personId: string): Promise<number> {
  const rows = await db
    .selectFrom('notifications')
    .select(['subjectKind', 'subjectId'])
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(MOST_COUNTED)
    .execute();
  if (rows.length === 0) return 0;
  const wanted = rows.map((row) => ({ kind: row.subjectKind, id: row.subjectId }));
  const seen = await findSubjects(db, personId, wanted);
  return wanted.filter(({ kind, id }) => seen.has(`${kind} ${id}`)).length;
}

/** The spaces that one may filter by. */
export async function readToldSpaces(
  services: Services,
  actor: Actor,
): Promise<{ address: string; name: string }[]> {
  const personId = personOf(actor);
  if (!personId) return [];
  return services.database.read(actor, (db) =>
    db
      .selectFrom('notifications as n')
      .innerJoin('spaces as s', 's.id', 'n.spaceId')
      .select(['s.address', 's.name'])
      .distinct()
      .where('n.personId', '=', personId)
      .where('s.closedAt', 'is', null)
      .orderBy('s.name')
      .limit(MOST_SPACES)
      .execute(),
  );
}

function own(db: Handle, personId: string) {
  return db
    .selectFrom('notifications as n')
    .innerJoin('spaces as s', 's.id', 'n.spaceId')
    .leftJoin('people as actor', 'actor.id', 'n.actorId')
    .select(['n.id', 'n.kind', 'n.subjectKind', 'n.subjectId', 'n.data', 'n.createdAt', 'n.readAt'])
    .select(['s.address', 's.name as spaceName', 'actor.name as who'])
    .where('n.personId', '=', personId)
    .orderBy('n.createdAt', 'desc')
    .orderBy('n.id', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof own>['execute']>>[number];
const facts = z.record(z.string(), z.string());

async function view(db: Handle, personId: string, rows: Row[]): Promise<NotificationView[]> {
  const subjects = await findSubjects(
    db,
    personId,
    rows.map((row) => ({ kind: row.subjectKind, id: row.subjectId })),
  );
  return rows.flatMap((row) => {
    const subject = subjects.get(`${row.subjectKind} ${row.subjectId}`);
    if (!subject) return [];
    return [
      {
        id: row.id,
        kind: row.kind,
        who: row.who ?? '',
        space: { address: row.address, name: row.spaceName },
        title: subject.title,
        excerpt: subject.excerpt,
        facts: { ...facts.parse(row.data), ...subject.facts },
        path: subject.path,
        at: row.createdAt.toISOString(),
        read: row.readAt !== null,
      },
    ];
  });
}
