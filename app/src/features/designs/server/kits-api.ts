import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { MOST_KIT_LETTERS } from '../kit-trial.ts';
import {
  kitDocument,
  kitList,
  onKit,
  pricesView,
  readKitDocument,
  readKits,
  readPrices,
} from './kit-reads.ts';
import { saveKit, saveKitInput } from './save-kit.ts';
import { savePrices, savePricesInput } from './save-prices.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Kits', scope: 'write' } as const;
const reads = { tag: 'Kits', scope: 'read', action: 'design.read' } as const;
const kitsPath = '/spaces/{space}/kits';
const kitPath = `${kitsPath}/{kit}`;

/** The public API of kits and of what a space pays. */
export const kitsRoutes: ApiRoute[] = [
  apiRoute({
    ...reads,
    method: 'get',
    path: kitsPath,
    summary: 'The kits that a space designs with',
    params: inSpace,
    answer: kitList,
    run: ({ services, actor, params }) => readKits(services, actor, params.space),
  }),
  apiRoute({
    ...reads,
    method: 'get',
    path: kitPath,
    summary: 'A kit as it is now: types, parameters, materials, rules and costs',
    params: onKit,
    answer: kitDocument,
    run: ({ services, actor, params }) => readKitDocument(services, actor, params),
  }),
  commandRoute(saveKit, {
    ...about,
    method: 'post',
    path: kitsPath,
    summary: 'Save a kit of the space, or a further edition of it',
    description:
      'The kit is read by its bounds, its expressions are checked and its starters are made; what is wrong is named by its path.',
    params: inSpace as never,
    body: saveKitInput.omit({ space: true }) as never,
    bodyMost: 4 * MOST_KIT_LETTERS,
    answer: z.object({ kit: z.string(), number: z.number().int(), hash: z.string() }),
    status: 201,
  }),
  apiRoute({
    ...reads,
    method: 'get',
    path: `${kitPath}/prices`,
    summary: 'What a space pays for the materials and hours of a kit',
    params: onKit,
    answer: pricesView,
    run: ({ services, actor, params }) => readPrices(services, actor, params),
  }),
  commandRoute(savePrices, {
    ...about,
    method: 'put',
    path: `${kitPath}/prices`,
    summary: 'Say what the space pays from now on',
    params: onKit as never,
    body: savePricesInput.omit({ space: true, kit: true }) as never,
    bodyMost: MOST_KIT_LETTERS,
    answer: z.object({ kit: z.string(), number: z.number().int() }),
  }),
];
