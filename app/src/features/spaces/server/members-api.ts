import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { memberPage, readMembers } from './member-reads.ts';
import { changeMember, changeMemberInput, removeMember } from './memberships.ts';
import { spaceAddress } from './space-input.ts';
import { answers } from './spaces-answers.ts';

const inSpace = z.object({ space: spaceAddress });
const withPerson = inSpace.extend({ person: z.uuid() });
const tag = 'Members';

/** The public API of the members of a space. */
export const membersRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/members',
    action: 'member.read',
    scope: 'read',
    tag,
    summary: 'The members of a space, newest first',
    params: inSpace,
    query: memberPage,
    answer: z.object({
      members: z.array(answers.member),
      found: z.number().int(),
      next: z.string().nullable(),
    }),
    run: ({ services, actor, params, query }) => readMembers(services, actor, params.space, query),
  }),
  commandRoute(changeMember, {
    method: 'patch',
    path: '/spaces/{space}/members/{person}',
    scope: 'host',
    tag,
    summary: 'Change the role or the organisation of a member',
    params: withPerson as never,
    body: changeMemberInput.omit({ space: true, person: true }) as never,
    answer: z.object({ role: z.string() }),
  }),
  commandRoute(removeMember, {
    method: 'delete',
    path: '/spaces/{space}/members/{person}',
    scope: 'host',
    tag,
    summary: 'End a membership',
    params: withPerson as never,
    answer: z.object({ removed: z.literal(true) }),
  }),
];
