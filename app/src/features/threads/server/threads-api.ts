import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import {
  editComment,
  editCommentInput,
  followThread,
  lockThread,
  react,
  removeComment,
  removeCommentInput,
  restoreComment,
} from './change-comment.ts';
import { commentView } from './comment-views.ts';
import { inThread, onComment } from './find-comment.ts';
import { mentionablePerson, mentionableQuery, readMentionable } from './mentionable.ts';
import { readThread, readVersions, threadPage, threadView, versionView } from './thread-reads.ts';
import { visitThread } from './visit-thread.ts';
import { writeComment, writeCommentInput } from './write-comment.ts';

const tag = 'Threads';
const threadPath = '/spaces/{space}/threads/{thread}';
const commentPath = '/spaces/{space}/comments/{comment}';
const about = { tag, scope: 'write' } as const;

/** The public API of threads and comments. */
export const threadsRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: threadPath,
    action: 'thread.read',
    scope: 'read',
    tag,
    summary: 'A thread, its newest comments first reached',
    params: inThread,
    query: threadPage,
    answer: threadView,
    run: ({ services, actor, params, query }) =>
      services.database.read(actor, (db) =>
        readThread(services, db, actor, { ...params, ...query }),
      ),
  }),
  apiRoute({
    method: 'get',
    path: `${threadPath}/comments/{comment}/versions`,
    action: 'thread.read',
    scope: 'read',
    tag,
    summary: 'What a comment said before',
    params: inThread.extend({ comment: z.uuid() }),
    answer: z.object({ versions: z.array(versionView) }),
    run: ({ services, actor, params }) =>
      services.database.read(actor, (db) => readVersions(services, db, actor, params)),
  }),
  commandRoute(writeComment, {
    ...about,
    method: 'post',
    path: `${threadPath}/comments`,
    summary: 'Write a comment',
    params: inThread as never,
    body: writeCommentInput.omit({ space: true, thread: true }) as never,
    answer: commentView,
    status: 201,
  }),
  commandRoute(editComment, {
    ...about,
    method: 'patch',
    path: commentPath,
    summary: 'Edit a comment',
    params: onComment as never,
    body: editCommentInput.omit({ space: true, comment: true }) as never,
    answer: commentView,
  }),
  commandRoute(removeComment, {
    ...about,
    method: 'post',
    path: `${commentPath}/removal`,
    summary: 'Remove a comment',
    params: onComment as never,
    body: removeCommentInput.omit({ space: true, comment: true }) as never,
    answer: commentView,
  }),
  commandRoute(restoreComment, {
    ...about,
    method: 'delete',
    path: `${commentPath}/removal`,
    summary: 'Undo the removal',
    params: onComment as never,
    answer: commentView,
  }),
  commandRoute(react, {
    ...about,
    method: 'put',
    path: `${commentPath}/reaction`,
    summary: 'React, or take a reaction back',
    params: onComment as never,
    body: z.object({ kind: z.string(), on: z.boolean() }) as never,
    answer: commentView,
  }),
  commandRoute(visitThread, {
    ...about,
    method: 'put',
    path: `${threadPath}/visit`,
    summary: 'Say that you have read a thread up to now',
    params: inThread as never,
    answer: z.object({ seenAt: z.string() }),
  }),
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/mentionable',
    action: 'comment.write',
    scope: 'read',
    tag,
    summary: 'Members whom you may call by name, by the letters typed so far',
    params: z.object({ space: z.string() }),
    query: mentionableQuery,
    answer: z.object({ people: z.array(mentionablePerson) }),
    run: ({ services, actor, params, query }) =>
      readMentionable(services, actor, { ...params, ...query }),
  }),
  commandRoute(followThread, {
    ...about,
    method: 'put',
    path: `${threadPath}/following`,
    summary: 'Follow a thread, or stop',
    params: inThread as never,
    body: z.object({ on: z.boolean() }) as never,
    answer: z.object({ follows: z.boolean() }),
  }),
  commandRoute(lockThread, {
    ...about,
    scope: 'host',
    method: 'put',
    path: `${threadPath}/lock`,
    summary: 'Lock a thread, or open it again',
    params: inThread as never,
    body: z.object({ locked: z.boolean() }) as never,
    answer: z.object({ locked: z.boolean() }),
  }),
];
