import { members, ownOrHosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with wanteds: any member says what is wanted, its author decides what becomes of it. */
export const wantedsPolicy = {
  'wanted.read': readers,
  'wanted.write': members,
  'wanted.edit': ownOrHosts,
  /** «Me too», and taking it back. */
  'wanted.join': members,
  'wanted.propose': members,
  'wanted.suggest-merge': members,
  /** Takes or declines what others propose for it. */
  'wanted.decide': ownOrHosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/wanted': 'wanted.read',
  '/s/[space]/wanted.csv': 'wanted.read',
  '/s/[space]/wanted/new': 'wanted.write',
  '/s/[space]/wanted/[wanted]': 'wanted.read',
  '/s/[space]/wanted/[wanted]/edit': 'wanted.edit',
} satisfies Record<string, keyof typeof wantedsPolicy>;
