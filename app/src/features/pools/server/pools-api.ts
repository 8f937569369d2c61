import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { amendCommitment, withdrawCommitment } from './change-commitment.ts';
import { commit } from './commit.ts';
import { exportLog } from './export-log.ts';
import { inviteMaker, inviteMakerInput } from './invite-maker.ts';
import { openPool } from './open-pool.ts';
import { ownCommitmentView, readOwnCommitment, receiptView } from './own-commitment.ts';
import { commitmentFields, onPool, openPoolFields, quoteFields } from './pool-input.ts';
import { listedPool, poolPage, poolView, readPool, readPools } from './pool-reads.ts';
import { voidPool, voidPoolInput } from './void-pool.ts';
import { withdrawQuote, writeQuote } from './write-quote.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Pools', scope: 'write' } as const;
const poolsPath = '/spaces/{space}/pools';
const poolPath = `${poolsPath}/{pool}`;
const changed = z.object({ commitment: z.string(), position: z.number().int() });

const hostRoutes: ApiRoute[] = [
  commandRoute(openPool, {
    ...about,
    method: 'post',
    path: poolsPath,
    summary: 'Open a pool',
    description:
      'Money in minor units of the currency of the space, rates in basis points. With `quotesDueAt` the quotes of makers are sealed until then.',
    params: inSpace as never,
    body: openPoolFields.omit({ space: true }) as never,
    answer: z.object({ address: z.string() }),
    status: 201,
  }),
  commandRoute(inviteMaker, {
    ...about,
    method: 'post',
    path: `${poolPath}/makers`,
    summary: 'Ask a maker to quote; from the first one on, only those who were asked may',
    params: onPool as never,
    body: inviteMakerInput.omit({ space: true, pool: true }) as never,
    answer: z.object({ organisation: z.string() }),
    status: 201,
  }),
  commandRoute(voidPool, {
    ...about,
    method: 'post',
    path: `${poolPath}/end`,
    summary: 'End a pool before it tips; nobody owes anything',
    params: onPool as never,
    body: voidPoolInput.omit({ space: true, pool: true }) as never,
    answer: z.object({ stage: z.string() }),
  }),
];

const quoteRoutes: ApiRoute[] = [
  commandRoute(writeQuote, {
    ...about,
    method: 'put',
    path: `${poolPath}/quote`,
    summary: 'Quote volume tiers, in the place of your last quote',
    description:
      'In a pool of several variants each tier names `pricesMinor`, a price for each by its key, in the place of `priceMinor`; tiers, `moq` and `capacity` count the units of all, and past its capacity such a quote counts no more.',
    params: onPool as never,
    body: quoteFields as never,
    answer: z.object({ quote: z.string(), sealedUntil: z.string().nullable() }),
  }),
  commandRoute(withdrawQuote, {
    ...about,
    method: 'delete',
    path: `${poolPath}/quote`,
    summary: 'Take your quote back, until the offers freeze',
    params: onPool as never,
    answer: z.object({ quote: z.string() }),
  }),
];

const commitmentRoutes: ApiRoute[] = [
  apiRoute({
    ...about,
    method: 'post',
    path: `${poolPath}/commitment`,
    action: 'commitment.write',
    summary: 'Commit to buy: how many, and the most for one, tax included',
    description:
      'Binding. The answer is sent when the commitment is durable, and holds the receipt: keep it.',
    params: onPool,
    body: z.object(commitmentFields.shape),
    answer: changed.extend({ receipt: receiptView }),
    status: 201,
    run: ({ services, actor, params, body, key }) =>
      commit(services, actor, { ...body, ...params }, { key }),
  }),
  apiRoute({
    method: 'get',
    path: `${poolPath}/commitment`,
    action: 'commitment.write',
    scope: 'read',
    tag: 'Pools',
    summary: 'What you have committed to, with its receipt and what the clearing gave you',
    params: onPool,
    answer: z.object({ commitment: ownCommitmentView.nullable() }),
    run: ({ services, actor, params }) => readOwnCommitment(services, actor, params),
  }),
  commandRoute(amendCommitment, {
    ...about,
    method: 'patch',
    path: `${poolPath}/commitment`,
    summary: 'Say it anew; who only lowers the most units keeps the place in the line',
    params: onPool as never,
    body: z.object(commitmentFields.shape) as never,
    answer: changed,
  }),
  commandRoute(withdrawCommitment, {
    ...about,
    method: 'delete',
    path: `${poolPath}/commitment`,
    summary: 'Withdraw, until the binding hours begin',
    params: onPool as never,
    answer: changed,
  }),
];

const readRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: poolsPath,
    action: 'pool.read',
    scope: 'read',
    tag: 'Pools',
    summary: 'The pools of a space, each with its picture',
    params: inSpace,
    query: poolPage,
    answer: z.object({ pools: z.array(listedPool), more: z.boolean() }),
    run: ({ services, actor, params, query }) => readPools(services, actor, params.space, query),
  }),
  apiRoute({
    method: 'get',
    path: poolPath,
    action: 'pool.read',
    scope: 'read',
    tag: 'Pools',
    summary: 'A pool: its terms, quotes, and the picture of its live book',
    params: onPool,
    answer: poolView,
    run: ({ services, actor, params }) => readPool(services, actor, params),
  }),
  apiRoute({
    method: 'get',
    path: `${poolPath}/log`,
    action: 'pool.read',
    scope: 'read',
    tag: 'Pools',
    summary: 'The log of a closed pool, for `muster verify`: one canonical JSON text a line',
    params: onPool,
    answer: z.string(),
    run: async ({ services, actor, params }) => {
      const exported = await exportLog(services, actor, params);
      return exported.kind === 'refused'
        ? exported
        : { kind: 'done', value: logResponse(exported.value, params.pool) };
    },
  }),
];

export function logResponse(text: string, pool: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'application/x-ndjson',
      'content-disposition': `attachment; filename="pool-${pool}.log"`,
      'cache-control': 'no-store',
    },
  });
}

/** The public API of pools. */
export const poolsRoutes: ApiRoute[] = [
  ...readRoutes,
  ...hostRoutes,
  ...quoteRoutes,
  ...commitmentRoutes,
];
