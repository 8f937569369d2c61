/** What wanteds announce; the subject is the wanted, and data names its address. */
export const WANTED_EVENTS = [
  'wanted.written',
  'wanted.changed',
  'wanted.removed',
  'wanted.joined',
  'wanted.proposed',
  'wanted.proposal-decided',
  'wanted.merge-suggested',
  'wanted.merged',
] as const;
