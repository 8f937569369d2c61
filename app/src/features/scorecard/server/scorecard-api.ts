import { z } from 'zod';
import { type ApiRoute, apiRoute } from '#server/api-route.ts';
import { readScorecard, scorecard } from './scorecard-reads.ts';

/** The public API of the scorecard. */
export const scorecardRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/scorecard',
    action: 'scorecard.read',
    scope: 'read',
    tag: 'Scorecard',
    summary: 'How the space does, measured against its targets; money in minor units',
    params: z.object({ space: z.string() }),
    answer: scorecard,
    run: ({ services, actor, params }) => readScorecard(services, actor, params.space),
  }),
];
