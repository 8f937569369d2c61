export const INVITATION_STATES = ['open', 'expired', 'revoked', 'used-up'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** Whether an invitation can still be used, and if not, why. */
export function invitationState(
  invitation: { revokedAt: Date | null; expiresAt: Date; usesLeft: number },
  now: Date,
): InvitationState {
  if (invitation.revokedAt) return 'revoked';
  if (invitation.expiresAt <= now) return 'expired';
  return invitation.usesLeft > 0 ? 'open' : 'used-up';
}
