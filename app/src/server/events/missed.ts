import type { Database, Handle } from '../database/database.ts';
import { eventsAfter } from './event-reads.ts';
import type { EventPosition, PlacedEvent } from './event.ts';

/** Who was away for longer reads the page anew, which costs less than telling it all. */
const MOST_BATCHES = 5;

/** What is told of all that happened since a position, and up to where that reaches. */
export function missedSince<Message>(
  database: Database,
  since: EventPosition,
  present: (db: Handle, event: PlacedEvent) => Promise<Message[]>,
): Promise<{ messages: Message[]; position: EventPosition } | 'too-much'> {
  return database.read({ kind: 'installation' }, async (db) => {
    const messages: Message[] = [];
    let position = since;
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const next = await eventsAfter(db, position);
      if (next.events.length === 0) return { messages, position };
      position = next.position;
      for (const event of next.events) messages.push(...(await present(db, event)));
    }
    return 'too-much';
  });
}
