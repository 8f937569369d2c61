import { hosts, members, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with direct offers: a maker opens and ends its own, whoever else belongs to the space orders. */
export const directPolicy = {
  'direct.read': readers,
  'direct.open': { ...hosts, host: 'no', maker: 'yes' },
  'direct.close': { ...hosts, maker: 'own' },
  'direct.order': { ...members, maker: 'no' },
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/direct': 'direct.read',
  '/s/[space]/direct/[offer]': 'direct.read',
} satisfies Record<string, keyof typeof directPolicy>;
