import type { Presenter } from '#server/events/live.ts';

/** A window of the person alone is told, and asks for the count itself: what may be seen is decided there. */
const present: Presenter = (_db, event) => {
  const { personId } = event.data;
  if (typeof personId !== 'string') return Promise.resolve([]);
  return Promise.resolve([{ topic: `person:${personId}`, kind: 'notifications', data: {} }]);
};

export const notificationPresenters: Readonly<Record<string, Presenter>> = {
  'notification.made': present,
  'notification.read': present,
};
