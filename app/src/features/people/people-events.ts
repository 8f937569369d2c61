/** What the slice of people announces; the subject is the person. */
export const PEOPLE_EVENTS = [
  'person.signed-up',
  'person.verified',
  'person.recovered',
  'person.email-changed',
  'person.password-changed',
  'person.password-removed',
  'person.passkey-added',
  'person.passkey-removed',
  'person.openid-linked',
  'person.openid-unlinked',
  'person.profile-changed',
] as const;
