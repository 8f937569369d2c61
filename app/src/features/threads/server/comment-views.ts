import { z } from 'zod';
import type { Handle } from '#server/database/database.ts';
import { excerpt, renderMarkdown } from '#server/markdown/markdown.ts';

export const REACTIONS = ['agree', 'thanks', 'idea', 'disagree'] as const;

/** A comment as every reader may see it; what is particular to one reader is beside it, never in it. */
export const commentView = z.object({
  id: z.string(),
  threadId: z.string(),
  author: z.object({ id: z.string(), handle: z.string(), name: z.string() }),
  body: z
    .string()
    .nullable()
    .meta({ description: 'Markdown as it was written; null once removed.' }),
  html: z.string().nullable(),
  version: z.number().int(),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  removed: z.object({ at: z.string(), byAuthor: z.boolean(), reason: z.string() }).nullable(),
  pin: z.object({ part: z.string(), version: z.number().int() }).nullable().meta({
    description: 'The part of a design that it is about, by its path, and since which version.',
  }),
  answers: z.object({ id: z.string(), author: z.string(), excerpt: z.string() }).nullable(),
  reactions: z.array(z.object({ kind: z.enum(REACTIONS), count: z.number().int() })),
});
export type CommentView = z.infer<typeof commentView>;

/** The views of some comments in four queries however many they are; in the order of the ids. */
export async function viewComments(
  db: Handle,
  spaceId: string,
  ids: readonly string[],
): Promise<CommentView[]> {
  if (ids.length === 0) return [];
  const rows = await commentRows(db, spaceId, ids);
  const reactions = await db
    .selectFrom('reactions')
    .select((select) => ['commentId', 'kind', select.fn.countAll<string>().as('count')])
    .where('spaceId', '=', spaceId)
    .where('commentId', 'in', ids)
    .groupBy(['commentId', 'kind'])
    .execute();
  const mentions = await db
    .selectFrom('mentions')
    .innerJoin('people', 'people.id', 'mentions.personId')
    .select(['commentId', 'handle'])
    .where('spaceId', '=', spaceId)
    .where('commentId', 'in', ids)
    .execute();
  const views = new Map(
    rows.map((row) => {
      const known = new Set(
        mentions.filter(({ commentId }) => commentId === row.id).map(({ handle }) => handle),
      );
      const counts = reactions.filter(({ commentId }) => commentId === row.id);
      return [row.id, viewOf(row, known, counts)];
    }),
  );
  return ids.flatMap((id) => views.get(id) ?? []);
}

type CommentRow = Awaited<ReturnType<typeof commentRows>>[number];

function commentRows(db: Handle, spaceId: string, ids: readonly string[]) {
  return db
    .selectFrom('comments as c')
    .innerJoin('people as author', 'author.id', 'c.authorId')
    .leftJoin('comments as parent', (join) =>
      join.onRef('parent.id', '=', 'c.parentId').onRef('parent.spaceId', '=', 'c.spaceId'),
    )
    .leftJoin('people as answered', 'answered.id', 'parent.authorId')
    .select([
      'c.id',
      'c.threadId',
      'c.authorId',
      'author.handle',
      'author.name',
      'c.body',
      'c.version',
      'c.createdAt',
      'c.editedAt',
    ])
    .select([
      'c.removedAt',
      'c.removedBy',
      'c.removalReason',
      'c.parentId',
      'c.pin',
      'c.pinVersion',
      'parent.body as parentBody',
      'parent.removedAt as parentRemovedAt',
      'answered.name as answeredName',
    ])
    .where('c.spaceId', '=', spaceId)
    .where('c.id', 'in', ids)
    .execute();
}

function viewOf(
  row: CommentRow,
  mentions: ReadonlySet<string>,
  counts: readonly { kind: string; count: string }[],
): CommentView {
  return {
    id: row.id,
    threadId: row.threadId,
    author: { id: row.authorId, handle: row.handle, name: row.name },
    body: row.removedAt ? null : row.body,
    html: row.removedAt ? null : renderMarkdown(row.body, mentions),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    removed: row.removedAt && {
      at: row.removedAt.toISOString(),
      byAuthor: row.removedBy === row.authorId,
      reason: row.removalReason ?? '',
    },
    pin: row.pin === null ? null : { part: row.pin, version: row.pinVersion ?? 1 },
    answers:
      row.parentId === null
        ? null
        : {
            id: row.parentId,
            author: row.answeredName ?? '',
            excerpt: row.parentRemovedAt ? '' : excerpt(row.parentBody ?? '', 120),
          },
    reactions: REACTIONS.flatMap((kind) => {
      const found = counts.find((count) => count.kind === kind);
      return found ? [{ kind, count: Number(found.count) }] : [];
    }),
  };
}
