/** What payments announce; the subject is the invoice, or the pool of a collection. */
export const PAYMENT_EVENTS = [
  /** Nothing is open on it any more. */
  'invoice.paid',
  /** The collection of a pool has ended and the pool was cleared again. */
  'collection.settled',
  /** The host has transferred it; the subject is null where the money belonged to no invoice. */
  'refund.paid',
] as const;
