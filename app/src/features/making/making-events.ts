/** What making announces; the subject is the order or the delivery. */
export const MAKING_EVENTS = [
  'order.placed',
  'order.accepted',
  'order.declined',
  'milestone.shown',
  'milestone.released',
  'milestone.sent-back',
  'delivery.dispatched',
  'delivery.confirmed',
  'dispute.opened',
  'dispute.settled',
] as const;
