import { hosts, members, type PolicyTable } from '#server/policy.ts';

const makers = { ...hosts, host: 'no', maker: 'own' } as const;
/** Whoever bought it; a maker buys nothing here. */
const buyers = { ...hosts, host: 'own', peer: 'own', partner: 'own' } as const;

/** Who may do what with orders and deliveries. An order is its maker's own, a delivery its buyer's. */
export const makingPolicy = {
  'order.list': members,
  'order.read': { ...hosts, maker: 'own' },
  'order.answer': makers,
  'milestone.show': makers,
  /** Releases, sends back, and marks what was transferred. */
  'milestone.release': hosts,
  'delivery.dispatch': makers,
  'delivery.confirm': buyers,
  'dispute.open': buyers,
  'dispute.settle': hosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/making': 'order.list',
  '/s/[space]/making/[order]': 'order.read',
} satisfies Record<string, keyof typeof makingPolicy>;
