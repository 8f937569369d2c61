import { sql } from 'kysely';
import type { Handle } from '../database/database.ts';
import { INSTALLATION } from '../ids.ts';
import type { EventPosition, PlacedEvent } from './event.ts';

export const MOST_EVENTS_AT_ONCE = 200;

/**
 * The next events after a position, in an order that every reader sees alike. Transactions that may still commit, and all
 * after the oldest of them, are left for the next call: reading by id alone would step over an event that commits late.
 */
export async function eventsAfter(
  db: Handle,
  position: EventPosition,
): Promise<{ events: PlacedEvent[]; position: EventPosition }> {
  // NOTE: a bare `tx` in the order would mean the text that is selected, in which 1000 stands before 999.
  const { rows } = await sql<PlacedEvent>`
    select space_id, id, kind, actor_id, subject_id, data, at, tx::text as tx
    from events
    where (tx, id) > (${position.tx}::xid8, ${position.id}::uuid) and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by events.tx, events.id
    limit ${sql.lit(MOST_EVENTS_AT_ONCE)}`.execute(db);
  const last = rows.at(-1);
  return { events: rows, position: last ? { tx: last.tx, id: last.id } : position };
}

/** The position behind everything that has happened so far. */
export async function newestPosition(db: Handle): Promise<EventPosition> {
  const { rows } = await sql<{
    tx: string;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as tx`.execute(db);
  return { tx: String(rows[0]?.tx ?? '0'), id: INSTALLATION };
}
