import { z } from 'zod';
import { findSpace, standingIn } from '#features/spaces/server/spaces.ts';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { renderMarkdown } from '#server/markdown/markdown.ts';
import { done, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import {
  editPost,
  editPostInput,
  onPost,
  showPost,
  writePost,
  writePostInput,
} from './write-post.ts';

const inSpace = z.object({ space: z.string() });
const written = z.object({ address: z.string(), version: z.number().int() });
const about = { tag: 'Journal', scope: 'write' } as const;
const postPath = '/spaces/{space}/posts/{post}';
const postView = written.extend({
  title: z.string(),
  body: z.string(),
  html: z.string(),
  publishedAt: z.string().nullable(),
  thread: z.string().nullable(),
});

/** The public API of the journal. */
export const journalRoutes: ApiRoute[] = [
  commandRoute(writePost, {
    ...about,
    method: 'post',
    path: '/spaces/{space}/posts',
    summary: 'Begin a post, as a draft',
    params: inSpace as never,
    body: writePostInput.omit({ space: true }) as never,
    answer: written,
    status: 201,
  }),
  commandRoute(editPost, {
    ...about,
    method: 'patch',
    path: postPath,
    summary: 'Edit a post',
    params: onPost as never,
    body: editPostInput.omit({ space: true, post: true }) as never,
    answer: written,
  }),
  commandRoute(showPost, {
    ...about,
    method: 'put',
    path: `${postPath}/state`,
    summary: 'Publish, remove or restore a post',
    params: onPost as never,
    body: z.object({ to: z.string() }) as never,
    answer: written,
  }),
  apiRoute({
    method: 'get',
    path: postPath,
    action: 'post.read',
    scope: 'read',
    tag: 'Journal',
    summary: 'A published post',
    params: onPost,
    answer: postView,
    run: ({ services, actor, params }) =>
      services.database.read(actor, async (db) => {
        const found = await findSpace(db, actor, params.space);
        const row = services.policies['post.read'];
        if (!found || !row) return refused('not-found');
        if (!allows(row, standingIn(found, actor)))
          return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
        const post = await db
          .selectFrom('posts')
          .leftJoin('threads', (join) =>
            join
              .onRef('threads.subjectId', '=', 'posts.id')
              .onRef('threads.spaceId', '=', 'posts.spaceId'),
          )
          .select(['title', 'body', 'version', 'publishedAt', 'threads.id as thread'])
          .where('posts.spaceId', '=', found.space.id)
          .where('address', '=', params.post)
          .where('publishedAt', 'is not', null)
          .where('removedAt', 'is', null)
          .executeTakeFirst();
        return post
          ? done({
              ...post,
              address: params.post,
              html: renderMarkdown(post.body),
              publishedAt: post.publishedAt?.toISOString() ?? null,
            })
          : refused('not-found');
      }),
  }),
];
