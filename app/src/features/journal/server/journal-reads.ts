import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { excerpt, firstPicture, renderMarkdown } from '#server/markdown/markdown.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

const POSTS_A_PAGE = 20;
const EXCERPT_LETTERS = 280;
const MOST_DRAFTS = 50;
const MOST_VERSIONS = 100;

export const feedPage = z.object({
  /** From the answer before: where the next page begins. */
  after: z.string().max(100).optional(),
  /** Words that the title or the text must hold. */
  search: z.string().trim().max(200).optional(),
  /** The handle of somebody: their posts alone. */
  author: z.string().max(40).optional(),
});

const author = z.object({ id: z.string(), name: z.string(), handle: z.string() });

export const listedPost = z.object({
  address: z.string(),
  title: z.string(),
  excerpt: z.string(),
  author,
  picture: z.object({ path: z.string(), alt: z.string() }).nullable(),
  publishedAt: z.string(),
  comments: z.number().int(),
});

export const shownPost = z.object({
  address: z.string(),
  title: z.string(),
  body: z.string(),
  html: z.string(),
  version: z.number().int(),
  author,
  publishedAt: z.string().nullable(),
  editedAt: z.string().nullable(),
  removed: z.object({ at: z.string(), byAuthor: z.boolean(), reason: z.string() }).nullable(),
  thread: z.string().nullable(),
});
export type ShownPost = z.infer<typeof shownPost>;

/** The published posts of a space, the newest first. */
export async function readFeed(
  services: Services,
  actor: Actor,
  space: string,
  wanted: z.infer<typeof feedPage>,
) {
  return readInSpace(services, actor, { space, action: 'post.read' }, async (db, found) => {
    const [afterTime, afterId] = wanted.after?.split('_') ?? [];
    const rows = await feedQuery(db, found.space.id)
      .$if(Boolean(wanted.search), (query) =>
        query.where(sql<boolean>`posts.search @@ websearch_to_tsquery('simple', ${wanted.search})`),
      )
      .$if(Boolean(wanted.author), (query) =>
        query.where('people.handle', '=', wanted.author ?? ''),
      )
      .$if(Boolean(afterTime && afterId), (query) =>
        query.where(
          sql<boolean>`(posts.published_at, posts.id) < (${afterTime}::timestamptz, ${afterId}::uuid)`,
        ),
      )
      .limit(POSTS_A_PAGE + 1)
      .execute();
    const last = rows.length > POSTS_A_PAGE ? rows[POSTS_A_PAGE - 1] : undefined;
    return {
      posts: rows.slice(0, POSTS_A_PAGE).map(listed),
      next: last?.publishedAt ? `${last.publishedAt.toISOString()}_${last.id}` : null,
    };
  });
}

function feedQuery(db: Handle, spaceId: string) {
  return db
    .selectFrom('posts')
    .innerJoin('people', 'people.id', 'posts.authorId')
    .leftJoin('threads', (join) =>
      join
        .onRef('threads.spaceId', '=', 'posts.spaceId')
        .onRef('threads.subjectId', '=', 'posts.id'),
    )
    .select(['posts.id', 'posts.address', 'posts.title', 'posts.body', 'posts.publishedAt'])
    .select(['people.id as authorId', 'people.name', 'people.handle', 'threads.commentCount'])
    .where('posts.spaceId', '=', spaceId)
    .where('posts.publishedAt', 'is not', null)
    .where('posts.removedAt', 'is', null)
    .orderBy('posts.publishedAt', 'desc')
    .orderBy('posts.id', 'desc');
}

type FeedRow = Awaited<ReturnType<ReturnType<typeof feedQuery>['execute']>>[number];

function listed(row: FeedRow): z.infer<typeof listedPost> {
  return {
    address: row.address ?? '',
    title: row.title,
    excerpt: excerpt(row.body, EXCERPT_LETTERS),
    author: { id: row.authorId, name: row.name, handle: row.handle },
    picture: firstPicture(row.body),
    publishedAt: row.publishedAt?.toISOString() ?? '',
    comments: row.commentCount ?? 0,
  };
}

/** One post: published for all readers, a draft for its author and the hosts alone. */
export async function readPost(
  services: Services,
  actor: Actor,
  wanted: { space: string; post: string },
): Promise<Outcome<ShownPost>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'post.read' },
    async (db, { space, role }) => {
      const row = await db
        .selectFrom('posts')
        .innerJoin('people', 'people.id', 'posts.authorId')
        .leftJoin('threads', (join) =>
          join
            .onRef('threads.spaceId', '=', 'posts.spaceId')
            .onRef('threads.subjectId', '=', 'posts.id'),
        )
        .select([
          'posts.address',
          'posts.title',
          'posts.body',
          'posts.version',
          'posts.publishedAt',
          'posts.editedAt',
          'posts.removedAt',
          'posts.removedBy',
          'posts.removalReason',
        ])
        .select(['people.id as authorId', 'people.name', 'people.handle', 'threads.id as thread'])
        .where('posts.spaceId', '=', space.id)
        .where('posts.address', '=', wanted.post)
        .executeTakeFirst();
      if (!row) return undefined;
      const draft = !row.publishedAt || row.removedAt;
      return draft && role !== 'host' && row.authorId !== personOf(actor) ? undefined : row;
    },
  );
  if (read.kind === 'refused') return read;
  const row = read.value;
  if (!row) return refused('not-found');
  return done({
    address: wanted.post,
    title: row.title,
    body: row.body,
    html: renderMarkdown(row.body),
    version: row.version,
    author: { id: row.authorId, name: row.name, handle: row.handle },
    publishedAt: row.removedAt ? null : (row.publishedAt?.toISOString() ?? null),
    editedAt: row.editedAt?.toISOString() ?? null,
    removed: row.removedAt && {
      at: row.removedAt.toISOString(),
      byAuthor: row.removedBy === row.authorId,
      reason: row.removalReason ?? '',
    },
    thread: row.thread,
  });
}

/** What the actor has begun and not published yet, or what was taken down of theirs. */
export async function readDrafts(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'post.write' }, async (db, found) => ({
    drafts: await db
      .selectFrom('posts')
      .select(['address', 'title'])
      .select(sql<boolean>`removed_at is not null`.as('removed'))
      .where('spaceId', '=', found.space.id)
      .where('authorId', '=', personOf(actor) ?? '')
      .where((where) =>
        where.or([where('publishedAt', 'is', null), where('removedAt', 'is not', null)]),
      )
      .orderBy('createdAt', 'desc')
      .limit(MOST_DRAFTS)
      .execute(),
  }));
}

export const postVersion = z.object({
  version: z.number().int(),
  title: z.string(),
  body: z.string(),
  writtenAt: z.string(),
});

/** What a post said before it was edited, the newest first; for whoever may read the post. */
export async function readPostVersions(
  services: Services,
  actor: Actor,
  wanted: { space: string; post: string },
): Promise<Outcome<{ versions: z.infer<typeof postVersion>[] }>> {
  const post = await readPost(services, actor, wanted);
  if (post.kind === 'refused') return post;
  return readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'post.read' },
    async (db, { space }) => {
      const rows = await db
        .selectFrom('postVersions')
        .innerJoin('posts', (join) =>
          join
            .onRef('posts.spaceId', '=', 'postVersions.spaceId')
            .onRef('posts.id', '=', 'postVersions.postId'),
        )
        .select(['postVersions.version', 'postVersions.title', 'postVersions.body', 'writtenAt'])
        .where('posts.spaceId', '=', space.id)
        .where('posts.address', '=', wanted.post)
        .orderBy('postVersions.version', 'desc')
        .limit(MOST_VERSIONS)
        .execute();
      const versions = rows.map((row) => ({ ...row, writtenAt: row.writtenAt.toISOString() }));
      return { versions };
    },
  );
}
