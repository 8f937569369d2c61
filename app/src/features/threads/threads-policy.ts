import { hosts, members, ownOrHosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with threads and the comments in them. */
export const threadsPolicy = {
  'thread.read': readers,
  'thread.visit': { ...readers, visitor: 'no' },
  'thread.follow': members,
  'thread.lock': hosts,
  'comment.write': members,
  'comment.edit': { ...ownOrHosts, host: 'own' },
  'comment.remove': ownOrHosts,
  'comment.react': members,
} satisfies PolicyTable;
