import { sql } from 'kysely';
import type { Handle } from '../database/database.ts';
import { EVENTS_CHANNEL } from './announcer.ts';

/** What windows are told that follow a topic of which was whispered: to look again. */
export const STIRRED = 'stirred';

/**
 * Tells the windows that follow a topic of a space, once the change is durable, that something stirs there which is no event:
 * who is there, and what they are about. Nothing of it is kept, and a window that misses it misses it; so whoever lives by
 * whispers looks by themselves from time to time. It says nothing but where, since whoever may know the topic may hear it.
 */
export async function whisper(db: Handle, spaceId: string, topic: string): Promise<void> {
  await sql`select pg_notify(${EVENTS_CHANNEL}, ${`${spaceId}/${topic}`})`.execute(db);
}
