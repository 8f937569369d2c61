import { hosts, members, type PolicyTable, readers } from '#server/policy.ts';

/** Who may do what with pools. A maker quotes and does not commit: both would let it move its own price. */
export const poolsPolicy = {
  'pool.read': readers,
  'pool.open': hosts,
  /** Invites makers, changes what may still change, cancels. */
  'pool.manage': hosts,
  'quote.write': { ...hosts, host: 'no', maker: 'yes' },
  'commitment.write': { ...members, maker: 'no' },
  /** Amends, withdraws, and reads the receipt. */
  'commitment.change': { ...hosts, peer: 'own', partner: 'own', host: 'own' },
} satisfies PolicyTable;
