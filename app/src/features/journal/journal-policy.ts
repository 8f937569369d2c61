import { hosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with the journal of a space: hosts and partners write it, members talk under it. */
export const journalPolicy = {
  'post.read': readers,
  'post.write': { ...hosts, partner: 'yes' },
  'post.edit': { ...hosts, partner: 'own' },
} satisfies PolicyTable;

export const pages = {} satisfies Record<string, keyof typeof journalPolicy>;
