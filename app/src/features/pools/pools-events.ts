/** What pools announce; the subject is the pool. Data always names it too, as `poolId`. */
export const POOL_EVENTS = [
  'pool.opened',
  'pool.maker-invited',
  'pool.quoted',
  'pool.quote-withdrawn',
  'pool.quotes-opened',
  /** Commitments were made, changed or withdrawn: one event for all that were written together. */
  'pool.moved',
  'pool.tentative',
  'pool.tipped',
  'pool.voided',
] as const;
