import { markRead } from '#features/notifications/server/manage-notifications.ts';
import {
  notificationPage,
  readNotifications,
  readToldSpaces,
} from '#features/notifications/server/notification-reads.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const asked = notificationPage.safeParse(
    Object.fromEntries([...event.url.searchParams].filter(([, value]) => value !== '')),
  );
  const wanted = asked.success ? asked.data : {};
  // What is told while the page is open is not on it, and is not marked as read with it.
  const upTo = services.clock.now().toISOString();
  const read = need(event, await readNotifications(services, actor, wanted));
  return {
    ...read,
    upTo,
    spaces: await readToldSpaces(services, actor),
    onlyUnread: wanted.unread === 'true',
    space: wanted.space ?? '',
  };
};

export const actions: Actions = {
  markAll: async (event) => {
    const data = await event.request.formData();
    const marked = await act(event, markRead, {
      name: 'mark',
      data,
      input: { upTo: data.get('upTo') },
    });
    if (marked.kind === 'failure') return marked.failure;
  },
  mark: async (event) => {
    const data = await event.request.formData();
    const marked = await act(event, markRead, {
      name: 'mark',
      data,
      input: { notifications: [data.get('notification')] },
    });
    if (marked.kind === 'failure') return marked.failure;
  },
};
