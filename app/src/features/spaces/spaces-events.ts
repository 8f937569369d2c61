/** What the slice of spaces announces; the subject is the person or thing it happened to. */
export const SPACE_EVENTS = [
  'space.opened',
  'space.settled',
  'space.visibility-changed',
  'space.closed',
  'member.joined',
  'member.left',
  'member.removed',
  'member.role-changed',
  'invitation.made',
  'invitation.revoked',
  'organisation.added',
  'organisation.changed',
] as const;
