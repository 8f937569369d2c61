import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { draftFields, keptDraft, readDraft, readDrafts } from './draft-reads.ts';
import { discardDraft, keepDraft, onDraft } from './keep-draft.ts';

const tag = 'Drafts';
const reading = { tag, scope: 'read', method: 'get', action: 'draft.keep' } as const;
const path = '/me/drafts/{draft}';

/** The public API of what people have typed and not sent. */
export const draftsRoutes: ApiRoute[] = [
  apiRoute({
    ...reading,
    path: '/me/drafts',
    summary: 'What you have typed and not sent, the newest first',
    answer: z.object({ drafts: z.array(keptDraft) }),
    run: ({ services, actor }) => readDrafts(services, actor),
  }),
  apiRoute({
    ...reading,
    path,
    summary: 'What you have typed into one form',
    params: onDraft,
    answer: z.object({ draft: keptDraft.nullable() }),
    run: ({ services, actor, params }) => readDraft(services, actor, params.draft),
  }),
  commandRoute(keepDraft, {
    tag,
    scope: 'write',
    method: 'put',
    path,
    summary: 'Keep what a form holds',
    params: onDraft as never,
    body: z.object({ fields: draftFields, version: z.number().int().min(0) }) as never,
    answer: keptDraft,
  }),
  commandRoute(discardDraft, {
    tag,
    scope: 'write',
    method: 'delete',
    path,
    summary: 'Discard it',
    params: onDraft as never,
    answer: z.object({ discarded: z.boolean() }),
  }),
];
