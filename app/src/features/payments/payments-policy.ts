import { hosts, members, ownOrHosts, type PolicyTable } from '#server/policy.ts';

/** Who may do what with money. Makers see their own books with their orders; the rest of the ledger is the hosts'. */
export const paymentsPolicy = {
  /** One's own invoices. */
  'invoice.list': members,
  'invoice.read': ownOrHosts,
  /** Where buyers pay to, and who holds the money. */
  'payment.settle': hosts,
  /** Statements, matching, refunds. */
  'payment.manage': hosts,
  'ledger.read': hosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/payments': 'payment.manage',
  '/s/[space]/payments/refunds.csv': 'payment.manage',
  '/s/[space]/payments/ledger': 'ledger.read',
  '/s/[space]/pools/[pool]/payments': 'invoice.list',
  '/s/[space]/invoices': 'invoice.list',
  '/s/[space]/invoices/[invoice]': 'invoice.read',
} satisfies Record<string, keyof typeof paymentsPolicy>;
