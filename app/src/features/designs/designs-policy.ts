import { hosts, members, ownOrHosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with designs: anybody who reads the space may play, members publish, authors go on with their own. */
export const designsPolicy = {
  /** The gallery, a design's page, the studio, and what leaves as a file. */
  'design.read': readers,
  'design.publish': members,
  /** A further version of one's own; others remix. */
  'design.continue': { ...ownOrHosts, host: 'own' },
  'design.remove': ownOrHosts,
  /** The kits of the space's own, and what it pays for material and hours. Everybody who reads the space may look at them. */
  'kit.edit': hosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/designs': 'design.read',
  '/s/[space]/designs/studio/[start]': 'design.read',
  '/s/[space]/designs/kits': 'design.read',
  '/s/[space]/designs/kits/[kit]': 'kit.edit',
  '/s/[space]/designs/kits/[kit]/prices': 'design.read',
  '/s/[space]/designs/[design]': 'design.read',
  '/s/[space]/designs/[design]/compare': 'design.read',
  '/s/[space]/designs/[design]/export/[format]': 'design.read',
} satisfies Record<string, keyof typeof designsPolicy>;
