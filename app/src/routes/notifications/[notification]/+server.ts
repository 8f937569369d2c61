import { redirect } from '@sveltejs/kit';
import { markRead } from '#features/notifications/server/manage-notifications.ts';
import { viewSome } from '#features/notifications/server/notification-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import { refused } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

/** Leads to what a notification is about; being led there is having read it, also without script. */
export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  if (actor.kind !== 'person') return need(event, refused('sign-in-needed'));
  const { notification } = event.params;
  const marked = await execute(services, actor, markRead, { notifications: [notification] });
  const [view] =
    marked.kind === 'done'
      ? await services.database.read(actor, (db) => viewSome(db, actor.personId, [notification]))
      : [];
  redirect(303, view?.path ?? '/notifications');
};
