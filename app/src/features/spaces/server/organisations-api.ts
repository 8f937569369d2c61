import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { assignMember, releaseMember } from './assign-member.ts';
import { readOrganisations } from './organisation-reads.ts';
import {
  addOrganisation,
  addOrganisationInput,
  changeOrganisation,
  changeOrganisationInput,
  removeOrganisation,
} from './organisations.ts';
import { spaceAddress } from './space-input.ts';
import { answers } from './spaces-answers.ts';

const inSpace = z.object({ space: spaceAddress });
const oneOrganisation = inSpace.extend({ organisation: z.uuid() });
const tag = 'Partners and makers';

/** The public API of the partners and makers of a space. */
export const organisationsRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/organisations',
    action: 'organisation.read',
    scope: 'read',
    tag,
    summary: 'Partners and makers that take part',
    params: inSpace,
    answer: z.object({ organisations: z.array(answers.organisation) }),
    run: ({ services, actor, params }) => readOrganisations(services, actor, params.space),
  }),
  commandRoute(addOrganisation, {
    method: 'post',
    path: '/spaces/{space}/organisations',
    scope: 'host',
    tag,
    summary: 'Add a partner or maker',
    params: inSpace as never,
    body: addOrganisationInput.omit({ space: true }) as never,
    answer: z.object({ id: z.string() }),
    status: 201,
  }),
  commandRoute(changeOrganisation, {
    method: 'patch',
    path: '/spaces/{space}/organisations/{organisation}',
    scope: 'host',
    tag,
    summary: 'Change a partner or maker',
    params: oneOrganisation as never,
    body: changeOrganisationInput.omit({ space: true, organisation: true }) as never,
    answer: z.object({ id: z.string() }),
  }),
  commandRoute(removeOrganisation, {
    method: 'delete',
    path: '/spaces/{space}/organisations/{organisation}',
    scope: 'host',
    tag,
    summary: 'Take a partner or maker away; its people stay members',
    params: oneOrganisation as never,
    answer: z.object({ removed: z.literal(true) }),
  }),
  commandRoute(assignMember, {
    method: 'put',
    path: '/spaces/{space}/organisations/{organisation}/members/{handle}',
    scope: 'host',
    tag,
    summary: 'Say that a member takes part for this organisation',
    params: oneOrganisation.extend({ handle: z.string() }) as never,
    answer: z.object({ organisation: z.string().nullable() }),
  }),
  commandRoute(releaseMember, {
    method: 'delete',
    path: '/spaces/{space}/organisations/{organisation}/members/{handle}',
    scope: 'host',
    tag,
    summary: 'Say that a member takes part for this organisation no longer',
    params: oneOrganisation.extend({ handle: z.string() }) as never,
    answer: z.object({ organisation: z.string().nullable() }),
  }),
];
