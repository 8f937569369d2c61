/** The face of spaces: how other slices find a space and what the actor is to it. */
export { findSpace, standingIn, type SpaceStanding } from './space-reads.ts';
export { readInSpace, readSpace } from './space-page-reads.ts';
export { acceptInvitation } from './accept-invitation.ts';
export { invitationToken, invite } from './invite.ts';
export { findTheSpace } from './find-in-space.ts';
export { openSpace } from './open-space.ts';
export { setTarget } from './set-target.ts';
export { containing, cutPage, isAfter, pageCursor } from './page-cursor.ts';
export { leaveEverySpace } from './leave-every-space.ts';
export { speaksAloneFor } from './speaks-alone.ts';
export { addOrganisation } from './organisations.ts';
