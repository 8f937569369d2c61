import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { onWanted } from './find-wanted.ts';
import { meTooInput, sayMeToo, takeBackMeToo } from './me-too.ts';
import { decideMerge, decideMergeInput, suggestMerge, suggestMergeInput } from './merge-wanted.ts';
import {
  decideProposal,
  decideProposalInput,
  proposeSpec,
  proposeSpecInput,
} from './propose-spec.ts';
import { listedWanted, readWanted, readWanteds, wantedPage, wantedView } from './wanted-reads.ts';
import {
  editWanted,
  editWantedInput,
  removeWanted,
  writeWanted,
  writeWantedInput,
} from './write-wanted.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Wanted', scope: 'write' } as const;
const wantedsPath = '/spaces/{space}/wanted';
const wantedPath = `${wantedsPath}/{wanted}`;
const written = z.object({ address: z.string(), version: z.number().int() });
const place = { space: true, wanted: true } as const;

/** The public API of what people want. */
export const wantedsRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: wantedsPath,
    action: 'wanted.read',
    scope: 'read',
    tag: 'Wanted',
    summary: 'What is wanted in a space',
    params: inSpace,
    query: wantedPage,
    answer: z.object({ wanteds: z.array(listedWanted), more: z.boolean() }),
    run: ({ services, actor, params, query }) => readWanteds(services, actor, params.space, query),
  }),
  apiRoute({
    method: 'get',
    path: wantedPath,
    action: 'wanted.read',
    scope: 'read',
    tag: 'Wanted',
    summary: 'One wanted: its spec sheet, who wants it too, what is proposed for it',
    params: onWanted,
    answer: wantedView,
    run: ({ services, actor, params }) => readWanted(services, actor, params),
  }),
  commandRoute(writeWanted, {
    ...about,
    method: 'post',
    path: wantedsPath,
    summary: 'Say what you want, with a spec sheet',
    params: inSpace as never,
    body: writeWantedInput.omit({ space: true }) as never,
    answer: written,
    status: 201,
  }),
  commandRoute(editWanted, {
    ...about,
    method: 'patch',
    path: wantedPath,
    summary: 'Edit a wanted',
    params: onWanted as never,
    body: editWantedInput.omit(place) as never,
    answer: written,
  }),
  commandRoute(removeWanted, {
    ...about,
    method: 'delete',
    path: wantedPath,
    summary: 'Take a wanted away',
    params: onWanted as never,
    answer: z.object({ address: z.string() }),
  }),
  commandRoute(sayMeToo, {
    ...about,
    method: 'put',
    path: `${wantedPath}/me-too`,
    summary: 'Want it too: how many, and perhaps the most for one',
    params: onWanted as never,
    body: meTooInput.omit(place) as never,
    answer: z.object({ quantity: z.number().int() }),
  }),
  commandRoute(takeBackMeToo, {
    ...about,
    method: 'delete',
    path: `${wantedPath}/me-too`,
    summary: 'Not want it any more',
    params: onWanted as never,
    answer: z.object({ taken: z.boolean() }),
  }),
  commandRoute(proposeSpec, {
    ...about,
    method: 'post',
    path: `${wantedPath}/proposals`,
    summary: 'Propose another spec sheet',
    params: onWanted as never,
    body: proposeSpecInput.omit(place) as never,
    answer: z.object({ proposal: z.string() }),
    status: 201,
  }),
  commandRoute(decideProposal, {
    ...about,
    method: 'post',
    path: `${wantedPath}/proposals/{proposal}/decision`,
    summary: 'Take or decline a proposal for your wanted',
    params: onWanted.extend({ proposal: z.uuid() }) as never,
    body: decideProposalInput.pick({ outcome: true }) as never,
    answer: z.object({ outcome: z.string() }),
  }),
  commandRoute(suggestMerge, {
    ...about,
    method: 'post',
    path: `${wantedPath}/merges`,
    summary: 'Say that this wanted is the same as another one',
    params: onWanted as never,
    body: suggestMergeInput.pick({ into: true }) as never,
    answer: z.object({ merge: z.string() }),
    status: 201,
  }),
  commandRoute(decideMerge, {
    ...about,
    method: 'post',
    path: `${wantedPath}/merges/{merge}/decision`,
    summary: 'Fold your wanted into another one, or not',
    params: onWanted.extend({ merge: z.uuid() }) as never,
    body: decideMergeInput.pick({ outcome: true }) as never,
    answer: z.object({ outcome: z.string() }),
  }),
];
