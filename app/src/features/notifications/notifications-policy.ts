import { everyone, type PolicyTable, signedIn } from '#server/policy.ts';

/** Who may read what they were told, and choose what they are told. The signed link of a mail needs no sign-in. */
export const notificationsPolicy = {
  'notification.read': signedIn,
  'notification.choose': signedIn,
  'notification.unsubscribe': everyone,
} satisfies PolicyTable;

export const pages = {
  '/notifications': 'notification.read',
  '/notifications/[notification]': 'notification.read',
  '/settings/notifications': 'notification.choose',
  '/unsubscribe/[unsubscription]': 'notification.unsubscribe',
} satisfies Record<string, keyof typeof notificationsPolicy>;
