import { hosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with the journal of a space: hosts and partners write it, members talk under it. */
export const journalPolicy = {
  'post.read': readers,
  'post.write': { ...hosts, partner: 'yes' },
  'post.edit': { ...hosts, partner: 'own' },
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/journal': 'post.read',
  '/s/[space]/journal/new': 'post.write',
  '/s/[space]/journal/[post]': 'post.read',
  '/s/[space]/journal/feed.atom': 'post.read',
  '/s/[space]/journal/[post]/history': 'post.read',
  '/s/[space]/journal/[post]/edit': 'post.edit',
} satisfies Record<string, keyof typeof journalPolicy>;
