import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import {
  feedPage,
  listedPost,
  postVersion,
  readDrafts,
  readFeed,
  readPost,
  readPostVersions,
  shownPost,
} from './journal-reads.ts';
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
    body: z.object({ to: z.string(), reason: z.string().optional() }) as never,
    answer: written,
  }),
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/posts',
    action: 'post.read',
    scope: 'read',
    tag: 'Journal',
    summary: 'The published posts, the newest first; or those that hold some words',
    params: inSpace,
    query: feedPage,
    answer: z.object({ posts: z.array(listedPost), next: z.string().nullable() }),
    run: ({ services, actor, params, query }) => readFeed(services, actor, params.space, query),
  }),
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/drafts',
    action: 'post.write',
    scope: 'read',
    tag: 'Journal',
    summary: 'What you have begun and not published yet',
    params: inSpace,
    answer: z.object({
      drafts: z.array(z.object({ address: z.string(), title: z.string(), removed: z.boolean() })),
    }),
    run: ({ services, actor, params }) => readDrafts(services, actor, params.space),
  }),
  apiRoute({
    method: 'get',
    path: postPath,
    action: 'post.read',
    scope: 'read',
    tag: 'Journal',
    summary: 'A post; a draft for its author and the hosts alone',
    params: onPost,
    answer: shownPost,
    run: ({ services, actor, params }) => readPost(services, actor, params),
  }),
  apiRoute({
    method: 'get',
    path: `${postPath}/versions`,
    action: 'post.read',
    scope: 'read',
    tag: 'Journal',
    summary: 'What a post said before it was edited',
    params: onPost,
    answer: z.object({ versions: z.array(postVersion) }),
    run: ({ services, actor, params }) => readPostVersions(services, actor, params),
  }),
];
