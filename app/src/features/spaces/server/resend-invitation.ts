import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { invitationState } from './invitation-state.ts';
import { mailInvitation } from './invite.ts';
import { spaceAddress } from './space-input.ts';
import type { SpaceStanding } from './space-reads.ts';

/** Whoever did not answer so many mails does not want to. */
const MOST_MAILS = 5;

export const resendInvitationInput = z.object({ space: spaceAddress, invitation: z.uuid() });

/** A host has the mail of an open invitation sent once more. */
export const resendInvitation: Command<
  z.infer<typeof resendInvitationInput>,
  SpaceStanding,
  { mailsSent: number }
> = {
  name: 'space.resend-invitation',
  action: 'invitation.manage',
  input: resendInvitationInput,
  find: findTheSpace,
  apply: async (change, { invitation: id }, { space }) => {
    const inviterId = personOf(change.actor);
    if (!inviterId) return refused('sign-in-needed');
    await change.lock('invitation-mails', id);
    const invitation = await change.db
      .selectFrom('invitations')
      .select(['email', 'note', 'mailsSent', 'usesLeft', 'expiresAt', 'revokedAt'])
      .where('spaceId', '=', space.id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!invitation) return refused('not-found');
    const { email, note } = invitation;
    if (email === null) return refused('not-now', 'invitation-is-a-link');
    const state = invitationState(invitation, change.now);
    if (state !== 'open') return refused('not-now', `invitation-${state}`);
    await change.services.faults.pause('resend invitation');
    if (invitation.mailsSent >= MOST_MAILS) return refused('limit-reached', 'most-mails');
    const mailsSent = invitation.mailsSent + 1;
    await change.db
      .updateTable('invitations')
      .set({ mailsSent })
      .where('spaceId', '=', space.id)
      .where('id', '=', id)
      .execute();
    await mailInvitation(change, { id, email, note, inviterId }, space);
    await change.emit({ kind: 'invitation.resent', spaceId: space.id, subjectId: id });
    return done({ mailsSent });
  },
};
