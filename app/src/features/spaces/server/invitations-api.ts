import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { done } from '#server/outcome.ts';
import { acceptInvitation, acceptInvitationInput, readInvitation } from './accept-invitation.ts';
import { invitationPage, readInvitations } from './invitation-reads.ts';
import { invitationLink, invite, inviteInput, revokeInvitation } from './invite.ts';
import { resendInvitation } from './resend-invitation.ts';
import { spaceAddress } from './space-input.ts';
import { answers } from './spaces-answers.ts';

const inSpace = z.object({ space: spaceAddress });
const tag = 'Invitations';

/** The public API of invitations. */
export const invitationsRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/invitations',
    action: 'invitation.manage',
    scope: 'host',
    tag,
    summary: 'Invitations, newest first',
    params: inSpace,
    query: invitationPage,
    answer: z.object({
      invitations: z.array(answers.invitation),
      next: z.string().nullable(),
    }),
    run: ({ services, actor, params, query }) =>
      readInvitations(services, actor, params.space, query),
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
  commandRoute(resendInvitation, {
    method: 'post',
    path: '/spaces/{space}/invitations/{invitation}/mails',
    scope: 'host',
    tag,
    summary: 'Have the mail of an open invitation sent once more',
    params: inSpace.extend({ invitation: z.uuid() }) as never,
    answer: z.object({ mailsSent: z.number().int() }),
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
