import { countUnread } from '#features/notifications/server/notification-reads.ts';
import { newestPosition } from '#server/events/event-reads.ts';
import { positionText } from '#server/events/event.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { services, actor, viewer } = locals;
  return services.database.read(actor, async (db) => {
    const { name } = await db.selectFrom('installation').select('name').executeTakeFirstOrThrow();
    // What was told since then comes by the live stream, so both are of one snapshot.
    const told = viewer.person && {
      unread: await countUnread(db, viewer.person.id),
      since: positionText(await newestPosition(db)),
    };
    return { installation: name, viewer, told };
  });
};
