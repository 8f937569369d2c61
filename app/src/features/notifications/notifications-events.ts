/** What notifications announce; the subject is the notification, or what waits for its first answer. */
export const NOTIFICATION_EVENTS = [
  'notification.made',
  'notification.read',
  'comment.unanswered',
  'post.unanswered',
] as const;
