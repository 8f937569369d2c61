import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { excerpt } from '#server/markdown/markdown.ts';
import { isId } from '#server/ids.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

const MOST_SUBJECTS = 50;
const MOST_REPORTS = 500;
const SETTLED_A_PAGE = 30;
const EXCERPT_LETTERS = 600;

export const settledPage = z.object({
  /** From the answer before: where the next page begins. */
  after: z.string().max(100).optional(),
});

const written = z.object({
  kind: z.enum(['post', 'comment']),
  /** The id of a comment, the address of a post. */
  object: z.string(),
  author: z.string(),
  excerpt: z.string(),
  title: z.string(),
  path: z.string(),
  removed: z.boolean(),
});
export type ReportedWords = z.infer<typeof written>;

export const openSubject = written.extend({
  reports: z.array(z.object({ reporter: z.string(), reason: z.string(), at: z.string() })),
});
export const settledSubject = written.extend({
  id: z.string(),
  outcome: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  undoneAt: z.string().nullable(),
});

/** What waits for a decision, the longest waiting first, with all its reports. */
export async function readQueue(services: Services, actor: Actor, address: string) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'report.review' },
    async (db, { space }) => {
      const rows = await db
        .selectFrom('reports')
        .innerJoin('people', 'people.id', 'reports.reporterId')
        .select(['subjectKind', 'subjectId', 'reason', 'reports.createdAt', 'people.name'])
        .where('spaceId', '=', space.id)
        .where('settledAt', 'is', null)
        .orderBy('reports.createdAt')
        .limit(MOST_REPORTS)
        .execute();
      const grouped = Map.groupBy(rows, ({ subjectKind, subjectId }) => subjectKind + subjectId);
      const groups = [...grouped.values()].slice(0, MOST_SUBJECTS);
      const words = await readWritten(
        db,
        space,
        groups.flatMap(([first]) => (first ? [first] : [])),
      );
      return {
        subjects: groups.flatMap((reports) => {
          const about = words.get(reports[0]?.subjectId ?? '');
          if (!about) return [];
          return [
            {
              ...about,
              reports: reports.map(({ name, reason, createdAt }) => ({
                reporter: name,
                reason,
                at: createdAt.toISOString(),
              })),
            },
          ];
        }),
      };
    },
  );
}

/** What was decided, the newest first. */
export async function readSettled(
  services: Services,
  actor: Actor,
  address: string,
  { after }: z.infer<typeof settledPage>,
) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'report.review' },
    async (db, { space }) => {
      const [afterTime, afterId] = after?.split('_') ?? [];
      const rows = await db
        .selectFrom('settlements')
        .innerJoin('people', 'people.id', 'settlements.settledBy')
        .select(['settlements.id', 'subjectKind', 'subjectId', 'outcome', 'reason'])
        .select(['settledAt', 'undoneAt', 'people.name'])
        .where('spaceId', '=', space.id)
        .$if(Boolean(afterTime && afterId), (query) =>
          query.where(
            sql<boolean>`(settled_at, settlements.id) < (${afterTime}::timestamptz, ${afterId}::uuid)`,
          ),
        )
        .orderBy('settledAt', 'desc')
        .orderBy('settlements.id', 'desc')
        .limit(SETTLED_A_PAGE + 1)
        .execute();
      const shown = rows.slice(0, SETTLED_A_PAGE);
      const words = await readWritten(db, space, shown);
      const last = rows.length > SETTLED_A_PAGE ? shown.at(-1) : undefined;
      return {
        settlements: shown.flatMap((row) => {
          const about = words.get(row.subjectId);
          if (!about) return [];
          const { id, outcome, reason, name: by } = row;
          const undoneAt = row.undoneAt?.toISOString() ?? null;
          return [{ ...about, id, outcome, reason, by, at: row.settledAt.toISOString(), undoneAt }];
        }),
        next: last ? `${last.settledAt.toISOString()}_${last.id}` : null,
      };
    },
  );
}

/** What somebody is about to report, for a reader of the space; nothing that is removed or not published. */
export async function readForReport(
  services: Services,
  actor: Actor,
  address: string,
  about: { comment?: string | null | undefined; post?: string | null | undefined },
): Promise<Outcome<ReportedWords>> {
  const read = await readInSpace(
    services,
    actor,
    { space: address, action: 'report.file' },
    async (db, { space }) => {
      const subject = await findReported(db, space.id, about);
      if (!subject) return undefined;
      return (await readWritten(db, space, [subject])).get(subject.subjectId);
    },
  );
  if (read.kind === 'refused') return read;
  return read.value && !read.value.removed ? done(read.value) : refused('not-found');
}

async function findReported(
  db: Handle,
  spaceId: string,
  { comment, post }: { comment?: string | null | undefined; post?: string | null | undefined },
): Promise<Subject | undefined> {
  if (comment && isId(comment)) {
    const shown = await db
      .selectFrom('comments')
      .innerJoin('threads', (join) =>
        join
          .onRef('threads.spaceId', '=', 'comments.spaceId')
          .onRef('threads.id', '=', 'comments.threadId'),
      )
      .select('comments.id')
      .where('comments.spaceId', '=', spaceId)
      .where('comments.id', '=', comment)
      .where('threads.hiddenAt', 'is', null)
      .executeTakeFirst();
    return shown && { subjectKind: 'comment', subjectId: shown.id };
  }
  const found = await db
    .selectFrom('posts')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('address', '=', post ?? '')
    .where('publishedAt', 'is not', null)
    .executeTakeFirst();
  return found && { subjectKind: 'post', subjectId: found.id };
}

type Subject = { subjectKind: string; subjectId: string };

/** What the subjects say, by their ids; hosts see it also when it was taken down. */
async function readWritten(
  db: Handle,
  space: { id: string; address: string },
  subjects: readonly Subject[],
): Promise<Map<string, ReportedWords>> {
  const idsOf = (kind: string) =>
    subjects.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
  return new Map([
    ...(await readPosts(db, space, idsOf('post'))),
    ...(await readComments(db, space, idsOf('comment'))),
  ]);
}

async function readPosts(
  db: Handle,
  space: { id: string; address: string },
  ids: readonly string[],
): Promise<[string, ReportedWords][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('posts')
    .innerJoin('people', 'people.id', 'posts.authorId')
    .select(['posts.id', 'posts.address', 'posts.title', 'posts.body', 'posts.removedAt'])
    .select('people.name')
    .where('posts.spaceId', '=', space.id)
    .where('posts.id', 'in', ids)
    .execute();
  return rows.map((row) => [
    row.id,
    {
      kind: 'post',
      object: row.address ?? '',
      author: row.name,
      title: row.title,
      excerpt: excerpt(row.body, EXCERPT_LETTERS),
      path: `/s/${space.address}/journal/${row.address}`,
      removed: row.removedAt !== null,
    },
  ]);
}

async function readComments(
  db: Handle,
  space: { id: string; address: string },
  ids: readonly string[],
): Promise<[string, ReportedWords][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('comments')
    .innerJoin('people', 'people.id', 'comments.authorId')
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.spaceId', '=', 'comments.spaceId')
        .onRef('threads.id', '=', 'comments.threadId'),
    )
    .leftJoin('posts', (join) =>
      join
        .onRef('posts.spaceId', '=', 'threads.spaceId')
        .onRef('posts.id', '=', 'threads.subjectId'),
    )
    .select(['comments.id', 'comments.body', 'comments.removedAt', 'people.name'])
    .select(['posts.address', 'posts.title'])
    .where('comments.spaceId', '=', space.id)
    .where('comments.id', 'in', ids)
    .execute();
  return rows.map((row) => [
    row.id,
    {
      kind: 'comment',
      object: row.id,
      author: row.name,
      title: row.title ?? '',
      excerpt: excerpt(row.body, EXCERPT_LETTERS),
      path: `/s/${space.address}/journal/${row.address}?at=${row.id}#c-${row.id}`,
      removed: row.removedAt !== null,
    },
  ]);
}
