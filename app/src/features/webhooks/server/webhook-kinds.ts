/** What another system can be told of; the kinds are those of the events of a space. */
export const WEBHOOK_KINDS = [
  'space.settled',
  'member.joined',
  'member.left',
  'member.removed',
  'member.role-changed',
  'post.published',
  'post.edited',
  'post.removed',
  'comment.written',
  'comment.edited',
  'comment.removed',
  'report.filed',
] as const;

/** The queue of the job that delivers. */
export const DELIVER_QUEUE = 'webhook.deliver';
