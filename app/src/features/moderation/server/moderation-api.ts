import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { reportComment, reportPost, reportWords } from './file-report.ts';
import {
  openSubject,
  readQueue,
  readSettled,
  settledPage,
  settledSubject,
} from './moderation-reads.ts';
import { onSubject } from './reported-subjects.ts';
import {
  settleComment,
  settlementWords,
  settlePost,
  undoSettlement,
  undoSettlementInput,
} from './settle-reports.ts';

const tag = 'Moderation';
const inSpace = z.object({ space: z.string() });
const filed = z.object({ report: z.string() });
const settled = z.object({
  settlement: z.string(),
  outcome: z.string(),
  reports: z.number().int(),
});
const reporting = { tag, scope: 'write', method: 'post', answer: filed, status: 201 } as const;
const settling = { tag, scope: 'host', method: 'post', answer: settled, status: 201 } as const;
const reviewing = { tag, scope: 'host', method: 'get', action: 'report.review' } as const;

/** The public API of reports and what becomes of them. */
export const moderationRoutes: ApiRoute[] = [
  commandRoute(reportComment, {
    ...reporting,
    path: '/spaces/{space}/comments/{comment}/reports',
    summary: 'Report a comment to the hosts, once',
    params: onSubject.comment as never,
    body: reportWords as never,
  }),
  commandRoute(reportPost, {
    ...reporting,
    path: '/spaces/{space}/posts/{post}/reports',
    summary: 'Report a post to the hosts, once',
    params: onSubject.post as never,
    body: reportWords as never,
  }),
  commandRoute(settleComment, {
    ...settling,
    path: '/spaces/{space}/comments/{comment}/settlement',
    summary: 'Decide about a comment and settle its reports',
    params: onSubject.comment as never,
    body: settlementWords as never,
  }),
  commandRoute(settlePost, {
    ...settling,
    path: '/spaces/{space}/posts/{post}/settlement',
    summary: 'Decide about a post and settle its reports',
    params: onSubject.post as never,
    body: settlementWords as never,
  }),
  commandRoute(undoSettlement, {
    tag,
    scope: 'host',
    method: 'delete',
    path: '/spaces/{space}/settlements/{settlement}',
    summary: 'Take a removal back',
    params: undoSettlementInput as never,
    answer: z.object({ undone: z.boolean() }),
  }),
  apiRoute({
    ...reviewing,
    path: '/spaces/{space}/reports',
    summary: 'What waits for a decision, with its reports',
    params: inSpace,
    answer: z.object({ subjects: z.array(openSubject) }),
    run: ({ services, actor, params }) => readQueue(services, actor, params.space),
  }),
  apiRoute({
    ...reviewing,
    path: '/spaces/{space}/settlements',
    summary: 'What was decided, the newest first',
    params: inSpace,
    query: settledPage,
    answer: z.object({ settlements: z.array(settledSubject), next: z.string().nullable() }),
    run: ({ services, actor, params, query }) => readSettled(services, actor, params.space, query),
  }),
];
