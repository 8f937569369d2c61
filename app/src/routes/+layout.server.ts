import { countUnread } from '#features/notifications/server/notification-reads.ts';
import { newestPosition } from '#server/events/event-reads.ts';
import { positionText } from '#server/events/event.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { services, actor, viewer } = locals;
  const { name, since } = await services.database.read(actor, async (db) => ({
    ...(await db.selectFrom('installation').select('name').executeTakeFirstOrThrow()),
    since: positionText(await newestPosition(db)),
  }));
  const told = viewer.person ? { unread: await countUnread(services, actor), since } : undefined;
  return { installation: name, viewer, told };
};
