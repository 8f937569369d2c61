import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { done } from '#server/outcome.ts';
import { choiceView, readOwnChoices } from './choice-reads.ts';
import { CHOICES } from './notification-kind.ts';
import { chooseNotification, markRead, readInput } from './manage-notifications.ts';
import {
  readUnread,
  notificationPage,
  notificationView,
  readNotifications,
} from './notification-reads.ts';
import { openUnsubscription, unsubscribe, unsubscribeInput } from './unsubscribe.ts';

const tag = 'Notifications';
const reading = { tag, scope: 'read', method: 'get', action: 'notification.read' } as const;
const unsubscribePath = '/unsubscriptions/{unsubscription}';

/** The public API of what people are told and what they choose to be told. */
export const notificationsRoutes: ApiRoute[] = [
  apiRoute({
    ...reading,
    path: '/me/notifications',
    summary: 'What you were told, the newest first',
    query: notificationPage,
    answer: z.object({ notifications: z.array(notificationView), next: z.string().nullable() }),
    run: ({ services, actor, query }) => readNotifications(services, actor, query),
  }),
  apiRoute({
    ...reading,
    path: '/me/notifications/unread',
    summary: 'How many are unread, up to 100',
    answer: z.object({ unread: z.number().int() }),
    run: async ({ services, actor }) =>
      actor.kind === 'person'
        ? done({ unread: await readUnread(services, actor) })
        : readNotifications(services, actor, {}),
  }),
  commandRoute(markRead, {
    tag,
    scope: 'write',
    method: 'post',
    path: '/me/notifications/reading',
    summary: 'Mark as read: some, those of a thread, or all up to a moment',
    body: readInput as never,
    answer: z.object({ marked: z.number().int() }),
  }),
  apiRoute({
    ...reading,
    action: 'notification.choose',
    path: '/me/notification-choices',
    summary: 'How you are told of each kind of thing',
    answer: z.object({ kinds: z.array(choiceView) }),
    run: ({ services, actor }) => readOwnChoices(services, actor),
  }),
  commandRoute(chooseNotification, {
    tag,
    scope: 'write',
    method: 'put',
    path: '/me/notification-choices/{kind}',
    summary: 'Choose how you are told of one kind of thing',
    params: z.object({ kind: z.string() }) as never,
    body: z.object({ choice: z.enum(CHOICES) }) as never,
    answer: z.object({ kind: z.string(), choice: z.string() }),
  }),
  commandRoute(unsubscribe, {
    tag,
    scope: 'none',
    method: 'post',
    path: unsubscribePath,
    summary: 'End mails of one kind by the link of a mail (RFC 8058)',
    params: unsubscribeInput as never,
    answer: z.object({ kind: z.string() }),
  }),
  apiRoute({
    tag,
    scope: 'none',
    method: 'get',
    action: 'notification.unsubscribe',
    path: unsubscribePath,
    summary: 'Leads to the page on which a person ends these mails',
    params: unsubscribeInput,
    run: ({ services, params }) => {
      // Nothing ends by looking: scanners of mails follow every link. A link that nobody signed leads to a page that says so.
      const known = openUnsubscription(services, params.unsubscription);
      const location = known ? `/unsubscribe/${params.unsubscription}` : '/unsubscribe/unknown';
      return Promise.resolve(done(new Response(null, { status: 303, headers: { location } })));
    },
  }),
];
