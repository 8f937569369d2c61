import { hosts, ownOrHosts, type PolicyTable, readers, signedIn } from '#server/policy.ts';

/** Who may do what with spaces and memberships. */
export const spacesPolicy = {
  'space.open': signedIn,
  'space.read': readers,
  'space.settle': hosts,
  'member.remove': ownOrHosts,
} satisfies PolicyTable;

export const pages = {
  '/spaces/new': 'space.open',
  '/s/[space]': 'space.read',
} satisfies Record<string, keyof typeof spacesPolicy>;
