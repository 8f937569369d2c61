import { members, ownOrHosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with designs: anybody who reads the space may play, members publish, authors go on with their own. */
export const designsPolicy = {
  /** The gallery, a design's page, the studio, and what leaves as a file. */
  'design.read': readers,
  'design.publish': members,
  /** A further version of one's own; others remix. */
  'design.continue': { ...ownOrHosts, host: 'own' },
  'design.remove': ownOrHosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/designs': 'design.read',
  '/s/[space]/designs/studio/[start]': 'design.read',
  '/s/[space]/designs/[design]': 'design.read',
  '/s/[space]/designs/[design]/compare': 'design.read',
  '/s/[space]/designs/[design]/export/[format]': 'design.read',
} satisfies Record<string, keyof typeof designsPolicy>;
