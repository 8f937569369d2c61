/** What threads announce; the subject is the comment, or the thread itself. */
export const THREAD_EVENTS = [
  'comment.written',
  'comment.edited',
  'comment.removed',
  'comment.restored',
  'reaction.changed',
  'thread.locked',
] as const;
