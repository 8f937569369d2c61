import { everyone, hosts, members, type PolicyTable, readers, signedIn } from '#server/policy.ts';

/** Who may do what with spaces, memberships, invitations and organisations. */
export const spacesPolicy = {
  'space.open': signedIn,
  /** That it is there, its name and purpose. A private space is not found by those outside, whatever this says. */
  'space.see': { ...everyone, operator: 'no' },
  'space.read': readers,
  'space.settle': hosts,
  'space.close': hosts,
  'space.join': { ...hosts, host: 'no', person: 'open' },
  'space.leave': members,
  'member.read': readers,
  'member.change': hosts,
  'invitation.manage': hosts,
  /** The token decides; it is asked for a sign-in when it is used, not when it is looked at. */
  'invitation.see': everyone,
  'invitation.accept': signedIn,
  'organisation.read': readers,
  'organisation.manage': hosts,
  'target.set': hosts,
} satisfies PolicyTable;

export const pages = {
  '/spaces': 'installation.visit',
  '/spaces/new': 'space.open',
  '/join/[token]': 'invitation.see',
  '/s/[space]': 'space.see',
  '/s/[space]/members': 'member.read',
  '/s/[space]/invitations': 'invitation.manage',
  '/s/[space]/organisations': 'organisation.read',
  '/s/[space]/members.csv': 'member.change',
  '/s/[space]/invitations.csv': 'invitation.manage',
  '/s/[space]/targets': 'target.set',
  '/s/[space]/settings': 'space.settle',
} satisfies Record<string, keyof typeof spacesPolicy | 'installation.visit'>;
