import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';

export const EVENTS_CHANNEL = 'muster_events';
/** Announcements that fall into the same window become one NOTIFY: one in each commit would cost half the throughput. */
const WINDOW_MS = 15;
/** Readers rest after they have read; telling them more often would only cost. */
const BETWEEN_MS = 100;

/** Tells every process, once the change is durable, that there are new events to read. */
export type Announcer = { announce(): void; settle(): Promise<void> };

export function openAnnouncer(database: Database, log: Log): Announcer {
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let sentAt = 0;
  const send = async () => {
    timer = undefined;
    sentAt = performance.now();
    try {
      await database.write({ kind: 'visitor' }, (db) =>
        // Nothing is lost with it, so it need not wait for the disk.
        Promise.all([
          sql`set local synchronous_commit = off`.execute(db),
          sql`select pg_notify(${EVENTS_CHANNEL}, '')`.execute(db),
        ]),
      );
    } catch (error) {
      // Readers also look by themselves every second, so a lost announcement only costs that second.
      log.warn({ error: String(error) }, 'announcing events failed');
    }
  };
  return {
    announce: () => {
      timer ??= setTimeout(
        () => {
          sending = send();
        },
        Math.max(WINDOW_MS, sentAt + BETWEEN_MS - performance.now()),
      );
    },
    settle: async () => {
      if (timer) clearTimeout(timer);
      if (timer) await send();
      await sending;
    },
  };
}
