import { z } from 'zod';
import { MOST_DESIGN_LETTERS } from '#features/designs/server/designs.ts';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { benchSince, benchView, listedBench, readBench, readBenches } from './bench-reads.ts';
import {
  changeBench,
  changeBenchInput,
  changed,
  tellBench,
  tellBenchInput,
} from './change-bench.ts';
import { onBench } from './find-bench.ts';
import { holdInHand, holdInHandInput } from './hold-in-hand.ts';
import { openBench, openBenchInput } from './open-bench.ts';
import { closeBench, shareBench, shareBenchInput } from './share-bench.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Benches', scope: 'write' } as const;
const reads = { tag: 'Benches', scope: 'read', method: 'get' } as const;
const benchesPath = '/spaces/{space}/benches';
const benchPath = `${benchesPath}/{bench}`;
const keys = { space: true, bench: true } as const;

/** The public API of benches, where several work on one design. */
export const benchesRoutes: ApiRoute[] = [
  apiRoute({
    ...reads,
    path: benchesPath,
    action: 'bench.open',
    summary: 'The benches that you work on',
    params: inSpace,
    answer: z.object({ benches: z.array(listedBench) }),
    run: ({ services, actor, params }) => readBenches(services, actor, params.space),
  }),
  commandRoute(openBench, {
    ...about,
    method: 'post',
    path: benchesPath,
    summary: 'Put a design where others can work on it too',
    params: inSpace as never,
    body: openBenchInput.omit({ space: true }) as never,
    bodyMost: 4 * MOST_DESIGN_LETTERS,
    answer: z.object({ address: z.string() }),
    status: 201,
  }),
  apiRoute({
    ...reads,
    path: benchPath,
    action: 'bench.work',
    summary: 'A bench: its document or what came since, and who is there',
    params: onBench,
    query: benchSince,
    answer: benchView,
    run: ({ services, actor, params, query }) =>
      readBench(services, actor, { ...params, ...query }),
  }),
  commandRoute(tellBench, {
    ...about,
    method: 'post',
    path: `${benchPath}/updates`,
    summary: 'Tell what a window has changed, as an update of Yjs',
    description:
      'The update must be by `writer` alone, of entries of the design alone, and leave a design within the bounds.',
    params: onBench as never,
    body: tellBenchInput.omit(keys) as never,
    answer: changed,
    status: 201,
  }),
  commandRoute(changeBench, {
    ...about,
    method: 'post',
    path: `${benchPath}/changes`,
    summary: 'Change what is different between two designs, for programs without Yjs',
    params: onBench as never,
    body: changeBenchInput.omit(keys) as never,
    bodyMost: 8 * MOST_DESIGN_LETTERS,
    answer: changed,
    status: 201,
  }),
  commandRoute(holdInHand, {
    ...about,
    method: 'put',
    path: `${benchPath}/hand`,
    summary: 'Say that a window is there, and what it has in hand',
    params: onBench as never,
    body: holdInHandInput.omit(keys) as never,
    answer: z.object({ newest: z.number().int() }),
  }),
  commandRoute(shareBench, {
    ...about,
    method: 'put',
    path: `${benchPath}/sharing`,
    summary: 'Say who may work on your bench',
    params: onBench as never,
    body: shareBenchInput.omit(keys) as never,
    answer: z.object({ byLink: z.boolean() }),
  }),
  commandRoute(closeBench, {
    ...about,
    method: 'delete',
    path: benchPath,
    summary: 'Clear your bench away',
    params: onBench as never,
    answer: z.object({ address: z.string(), begun: z.string() }),
  }),
];
