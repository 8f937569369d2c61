/** What direct offers announce; the subject is the offer or the order. */
export const DIRECT_EVENTS = ['direct.opened', 'direct.closed', 'direct.ordered'] as const;
