/** The face of spaces: how other slices find a space and what the actor is to it. */
export { findSpace, standingIn, type SpaceStanding, type SpaceSummary } from './space-reads.ts';
export {
  readInSpace,
  readInvitations,
  readMembers,
  readOwnSpaces,
  readSpaceHome,
} from './space-page-reads.ts';
export { acceptInvitation } from './accept-invitation.ts';
export { invitationToken, invite } from './invite.ts';
export { openSpace } from './open-space.ts';
export { setTarget } from './settle-space.ts';
