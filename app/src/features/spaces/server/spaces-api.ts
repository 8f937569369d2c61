import { z } from 'zod';
import { type ApiRoute, commandRoute } from '#server/api-route.ts';
import { openSpace, openSpaceInput } from './open-space.ts';

/** The public API of spaces. */
export const spacesRoutes: ApiRoute[] = [
  commandRoute(openSpace, {
    method: 'post',
    path: '/spaces',
    scope: 'write',
    tag: 'Spaces',
    summary: 'Open a space',
    body: openSpaceInput as never,
    answer: z.object({ id: z.string(), address: z.string() }),
    status: 201,
  }),
];
