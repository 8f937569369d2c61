import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { beginChange, type Change } from '../commands/change.ts';
import { INSTALLATION } from '../ids.ts';
import type { Services } from '../services.ts';
import { eventsAfter } from './event-reads.ts';
import type { HappenedEvent } from './event.ts';
import { wakeOnEvents, type WakeUp } from './wake-up.ts';

/**
 * Something that must follow from every event exactly once, such as a notification. What it writes and how far it has read
 * are one transaction: a follower that dies in between starts again from where it stood.
 */
export type Follower = {
  name: string;
  /** The kinds that matter; others are stepped over. */
  kinds: readonly string[];
  follow(change: Change, event: HappenedEvent): Promise<void>;
};

const MOST_BATCHES_A_WAKE = 50;
const LOOK_AGAIN_MS = 10;
const GIVE_UP_MS = 60_000;

/** Runs the followers in this process. Several workers may: each follower is advanced by one of them at a time. */
export function startFollowers(services: Services, followers: readonly Follower[]): WakeUp {
  return wakeOnEvents(services.database, services.log, async () => {
    for (const follower of followers) await followReady(services, follower);
  });
}

/** Advances one follower as far as it may go now. */
async function followReady(services: Services, follower: Follower): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES_A_WAKE; batch++) {
    if (!(await followBatch(services, follower))) return;
  }
}

/**
 * Advances one follower behind everything that has been written. It may have to wait: no event is followed that is newer
 * than a transaction still running, and those of other databases on the same server count too.
 */
export async function followToEnd(services: Services, follower: Follower): Promise<void> {
  const from = performance.now();
  for (;;) {
    await followReady(services, follower);
    const { rows } = await services.database.read({ kind: 'installation' }, (db) =>
      sql`select from events e, event_followers f where f.name = ${follower.name} and (e.tx, e.id) > (f.tx, f.id) limit 1`.execute(
        db,
      ),
    );
    if (rows.length === 0) return;
    if (performance.now() - from > GIVE_UP_MS)
      throw new Error(`The follower ${follower.name} has not caught up within ${GIVE_UP_MS} ms.`);
    await setTimeout(LOOK_AGAIN_MS);
  }
}

async function followBatch(services: Services, follower: Follower): Promise<boolean> {
  const hooks: (() => void)[] = [];
  const advanced = await services.database.write({ kind: 'installation' }, async (db) => {
    await db
      .insertInto('eventFollowers')
      .values({ name: follower.name, tx: '0', id: INSTALLATION })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { rows } = await sql<{ tx: string; id: string }>`
      select tx::text as tx, id from event_followers where name = ${follower.name} for update skip locked`.execute(
      db,
    );
    const position = rows[0];
    if (!position) return false;
    const next = await eventsAfter(db, position);
    if (next.events.length === 0) return false;
    const change = beginChange(services, { kind: 'installation' }, db, hooks);
    for (const event of next.events) {
      if (follower.kinds.includes(event.kind)) await follower.follow(change, event);
    }
    await services.faults.pause(`advance ${follower.name}`);
    await db
      .updateTable('eventFollowers')
      .set({ tx: next.position.tx, id: next.position.id })
      .where('name', '=', follower.name)
      .execute();
    return true;
  });
  for (const run of hooks) run();
  return advanced;
}
