import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { done } from '#server/outcome.ts';
import { closeSpace, closeSpaceInput, reopenSpace } from './close-space.ts';
import { invitationsRoutes } from './invitations-api.ts';
import { membersRoutes } from './members-api.ts';
import { joinSpace, leaveSpace } from './memberships.ts';
import { openSpace, openSpaceInput } from './open-space.ts';
import { organisationsRoutes } from './organisations-api.ts';
import { setTarget, setTargetInput } from './set-target.ts';
import { settleSpace, settleSpaceInput } from './settle-space.ts';
import { directoryPage, readSpaces } from './space-directory.ts';
import { spaceAddress } from './space-input.ts';
import { readSpaceHome } from './space-page-reads.ts';
import { answers } from './spaces-answers.ts';

const inSpace = z.object({ space: spaceAddress });
const tag = 'Spaces';

/** The public API of spaces, their members, invitations and organisations. */
export const spacesRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces',
    action: 'installation.visit',
    scope: 'read',
    tag,
    summary: 'The spaces that you belong to, those you have closed, and the public ones',
    query: directoryPage,
    answer: z.object({
      own: z.array(answers.listedSpace),
      closed: z.array(answers.listedSpace),
      open: z.array(answers.listedSpace),
      nextPage: z.number().int().nullable(),
    }),
    run: async ({ services, actor, query }) => done(await readSpaces(services, actor, query)),
  }),
  commandRoute(openSpace, {
    method: 'post',
    path: '/spaces',
    scope: 'write',
    tag,
    summary: 'Open a space',
    body: openSpaceInput as never,
    answer: z.object({ id: z.string(), address: z.string() }),
    status: 201,
  }),
  apiRoute({
    method: 'get',
    path: '/spaces/{space}',
    action: 'space.see',
    scope: 'read',
    tag,
    summary: 'One space, and what you are in it',
    params: inSpace,
    answer: answers.spaceHome,
    run: ({ services, actor, params }) => readSpaceHome(services, actor, params.space),
  }),
  commandRoute(settleSpace, {
    method: 'patch',
    path: '/spaces/{space}',
    scope: 'host',
    tag,
    summary: 'Change what a space is called, how it looks and who may see it',
    params: inSpace as never,
    body: settleSpaceInput.omit({ space: true }) as never,
    answer: z.object({ address: z.string(), version: z.number().int() }),
  }),
  commandRoute(closeSpace, {
    method: 'delete',
    path: '/spaces/{space}',
    scope: 'host',
    tag,
    summary: 'Close a space; its name is asked for',
    params: inSpace as never,
    body: closeSpaceInput.omit({ space: true }) as never,
    answer: z.object({ closed: z.literal(true) }),
  }),
  commandRoute(reopenSpace, {
    method: 'post',
    path: '/spaces/{space}/reopening',
    scope: 'host',
    tag,
    summary: 'Open a closed space again',
    params: inSpace as never,
    answer: z.object({ address: z.string() }),
  }),
  commandRoute(setTarget, {
    method: 'put',
    path: '/spaces/{space}/targets',
    scope: 'host',
    tag,
    summary: 'Set or take back a target of the scorecard',
    params: inSpace as never,
    body: setTargetInput.omit({ space: true }) as never,
    answer: z.object({ measure: z.string(), goal: z.number().int().nullable() }),
  }),
  commandRoute(joinSpace, {
    method: 'put',
    path: '/spaces/{space}/membership',
    scope: 'write',
    tag,
    summary: 'Join a public space',
    params: inSpace as never,
    answer: z.object({ role: z.string() }),
  }),
  commandRoute(leaveSpace, {
    method: 'delete',
    path: '/spaces/{space}/membership',
    scope: 'write',
    tag,
    summary: 'Leave a space',
    params: inSpace as never,
    answer: z.object({ left: z.literal(true) }),
  }),
  ...membersRoutes,
  ...organisationsRoutes,
  ...invitationsRoutes,
];
