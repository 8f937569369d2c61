import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { done } from '#server/outcome.ts';
import { acceptInvitation, acceptInvitationInput, readInvitation } from './accept-invitation.ts';
import { invitationLink, invite, inviteInput, revokeInvitation } from './invite.ts';
import {
  changeMember,
  changeMemberInput,
  joinSpace,
  leaveSpace,
  removeMember,
} from './memberships.ts';
import { openSpace, openSpaceInput } from './open-space.ts';
import {
  addOrganisation,
  addOrganisationInput,
  changeOrganisation,
  changeOrganisationInput,
} from './organisations.ts';
import {
  closeSpace,
  closeSpaceInput,
  setTarget,
  setTargetInput,
  settleSpace,
  settleSpaceInput,
} from './settle-space.ts';
import {
  memberPage,
  readInvitations,
  readMembers,
  readOrganisations,
  readOwnSpaces,
  readSpaceHome,
} from './space-page-reads.ts';
import { spaceAddress } from './space-input.ts';
import { answers } from './spaces-answers.ts';

const inSpace = z.object({ space: spaceAddress });
const withPerson = inSpace.extend({ person: z.uuid() });
const tag = 'Spaces';

/** The public API of spaces, their members, invitations and organisations. */
export const spacesRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces',
    action: 'installation.visit',
    scope: 'read',
    tag,
    summary: 'The spaces that you belong to, and the public ones',
    answer: z.object({ own: z.array(answers.listedSpace), open: z.array(answers.listedSpace) }),
    run: async ({ services, actor }) =>
      done(await services.database.read(actor, (db) => readOwnSpaces(db, actor))),
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
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/members',
    action: 'member.read',
    scope: 'read',
    tag,
    summary: 'The members of a space, newest first',
    params: inSpace,
    query: memberPage,
    answer: z.object({ members: z.array(answers.member), next: z.string().nullable() }),
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
    params: inSpace.extend({ organisation: z.uuid() }) as never,
    body: changeOrganisationInput.omit({ space: true, organisation: true }) as never,
    answer: z.object({ id: z.string() }),
  }),
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/invitations',
    action: 'invitation.manage',
    scope: 'host',
    tag,
    summary: 'Invitations, newest first',
    params: inSpace,
    answer: z.object({ invitations: z.array(answers.invitation) }),
    run: ({ services, actor, params }) => readInvitations(services, actor, params.space),
  }),
  apiRoute({
    method: 'post',
    path: '/spaces/{space}/invitations',
    action: invite.action,
    scope: 'host',
    tag,
    summary: 'Invite by mail, or make a link',
    params: inSpace,
    body: inviteInput.omit({ space: true }),
    answer: answers.invited,
    status: 201,
    run: async ({ services, actor, params, body, key }) => {
      const outcome = await execute(services, actor, invite, { ...body, ...params }, { key });
      return outcome.kind === 'done'
        ? done({ ...outcome.value, link: invitationLink(services, outcome.value.id) })
        : outcome;
    },
  }),
  commandRoute(revokeInvitation, {
    method: 'delete',
    path: '/spaces/{space}/invitations/{invitation}',
    scope: 'host',
    tag,
    summary: 'Take an invitation back',
    params: inSpace.extend({ invitation: z.uuid() }) as never,
    answer: z.object({ revoked: z.literal(true) }),
  }),
  apiRoute({
    method: 'get',
    path: '/invitations/{token}',
    action: 'invitation.see',
    scope: 'none',
    tag,
    summary: 'What a link invites to',
    params: acceptInvitationInput,
    answer: answers.openedInvitation,
    run: ({ services, params }) => readInvitation(services, params.token),
  }),
  commandRoute(acceptInvitation, {
    method: 'post',
    path: '/invitations/{token}/acceptance',
    scope: 'write',
    tag,
    summary: 'Accept an invitation',
    params: acceptInvitationInput as never,
    answer: z.object({ address: z.string(), role: z.string() }),
  }),
];
