import { hosts, members, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with pools. A maker quotes and does not commit: both would let it move its own price. */
export const poolsPolicy = {
  'pool.read': readers,
  'pool.open': hosts,
  /** Invites makers, changes what may still change, cancels. */
  'pool.manage': hosts,
  'quote.write': { ...hosts, host: 'no', maker: 'yes' },
  /** Commits, amends, withdraws, and reads what is one's own. */
  'commitment.write': { ...members, maker: 'no' },
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/pools': 'pool.read',
  '/s/[space]/pools.csv': 'pool.read',
  '/s/[space]/pools/new': 'pool.open',
  '/s/[space]/pools/[pool]': 'pool.read',
  '/s/[space]/pools/[pool]/numbers.csv': 'pool.read',
  '/s/[space]/pools/[pool]/log': 'pool.read',
  '/s/[space]/pools/[pool]/quote': 'quote.write',
  '/s/[space]/pools/[pool]/receipt': 'commitment.write',
} satisfies Record<string, keyof typeof poolsPolicy>;
