import type { Actor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { queueMail } from '#server/mail.ts';
import type { Services } from '#server/services.ts';
import { composeMail } from './compose-mail.ts';

/** From this hour on, where the reader is. */
const MORNING_HOUR = 7;
/** What nobody could send for so long is no news any more. */
const OLDEST_DAYS = 7;
const MOST_READERS = 5_000;
const MOST_TOLD = 200;
const DAY_MS = 86_400_000;
const INSTALLATION_ACTOR: Actor = { kind: 'installation' };

/** Sends whoever chose so one mail in their morning with what is still unread. */
export const sendDigests: JobHandler<Services> = {
  queue: 'notification.digests',
  tries: 3,
  waitSeconds: 60,
  timeoutSeconds: 600,
  // Some time zones are a quarter of an hour beside the full one.
  schedule: '*/15 * * * *',
  run: async (services) => {
    const now = services.clock.now();
    for (const reader of await readersWaiting(services, now)) {
      const local = localTime(now, reader.timeZone);
      if (local.hour >= MORNING_HOUR) await sendDigest(services, reader.personId, local.day);
    }
  },
};

function readersWaiting(services: Services, now: Date) {
  return services.database.read(INSTALLATION_ACTOR, (db) =>
    db
      .selectFrom('notifications as n')
      .innerJoin('people', 'people.id', 'n.personId')
      .select(['n.personId', 'people.timeZone'])
      .distinct()
      .where('n.byMail', '=', 'daily')
      .where('n.mailedAt', 'is', null)
      .where('n.readAt', 'is', null)
      .where('n.createdAt', '>', new Date(now.getTime() - OLDEST_DAYS * DAY_MS))
      .limit(MOST_READERS)
      .execute(),
  );
}

async function sendDigest(services: Services, personId: string, day: string): Promise<void> {
  const pending = await services.database.read(INSTALLATION_ACTOR, (db) =>
    db
      .selectFrom('notifications')
      .select('id')
      .where('personId', '=', personId)
      .where('byMail', '=', 'daily')
      .where('mailedAt', 'is', null)
      .where('readAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .limit(MOST_TOLD)
      .execute(),
  );
  const ids = pending.map(({ id }) => id);
  const mail = await composeMail(services, personId, { notifications: ids, digest: true });
  if (!mail) return;
  const hooks: (() => void)[] = [];
  await services.database.write(INSTALLATION_ACTOR, async (db) => {
    const change = beginChange(services, INSTALLATION_ACTOR, db, hooks);
    const first = await db
      .insertInto('digests')
      .values({ personId, day, madeAt: change.now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (first.numInsertedOrUpdatedRows === 0n) return;
    await db
      .updateTable('notifications')
      .set({ mailedAt: change.now })
      .where('personId', '=', personId)
      .where('id', 'in', ids)
      .execute();
    await queueMail(change, { kind: 'digest', personId, notifications: ids, ...mail });
  });
  for (const run of hooks) run();
}

/** The hour and the day of a moment where somebody is; a time zone that nobody knows counts as UTC. */
export function localTime(now: Date, timeZone: string): { hour: number; day: string } {
  const known = Intl.supportedValuesOf('timeZone').includes(timeZone) ? timeZone : 'UTC';
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: known,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    hour: Number(part('hour')),
    day: `${part('year')}-${part('month')}-${part('day')}`,
  };
}
