import type { Handle } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { eventsAfter, newestPosition } from './event-reads.ts';
import type { EventPosition, HappenedEvent } from './event.ts';
import { wakeOnEvents } from './wake-up.ts';

/** What a live window is told: to which topic it belongs, and the data that the window shows. */
export type LiveMessage = { topic: string; kind: string; data: unknown };

/**
 * Makes of an event what windows are told. Called once an event and process, not once a window, so it may hold only what
 * everybody may see who may follow the topic.
 */
export type Presenter = (db: Handle, event: HappenedEvent) => Promise<LiveMessage[]>;

export type Listener = {
  personId: string | undefined;
  spaceId: string;
  topics: ReadonlySet<string>;
  /** Already framed as a server-sent event. */
  send(frame: string): void;
  close(): void;
};

export type Live = {
  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void;
  count(): number;
  start(presenters: Readonly<Record<string, Presenter>>): void;
  stop(): Promise<void>;
};

/** Sockets are written in slices, so that a busy topic never holds up other requests for long. */
const SLICE = 250;
/** Events after which what a person may see of a space has to be decided anew: their windows are closed and come back. */
const STANDING_CHANGED = new Set([
  'member.left',
  'member.removed',
  'member.role-changed',
  'space.visibility-changed',
  'space.closed',
]);
/** These are about everybody who looks, not about one person. */
const OF_THE_SPACE = new Set(['space.visibility-changed', 'space.closed']);

export function openLive(database: Database, log: Log): Live {
  const topics = new Map<string, Set<Listener>>();
  const everyone = new Set<Listener>();
  let stop: (() => Promise<void>) | undefined;
  return {
    subscribe: (listener) => {
      everyone.add(listener);
      for (const topic of listener.topics) {
        if (!topics.has(topic)) topics.set(topic, new Set());
        topics.get(topic)?.add(listener);
      }
      return () => {
        everyone.delete(listener);
        for (const topic of listener.topics) {
          topics.get(topic)?.delete(listener);
          if (topics.get(topic)?.size === 0) topics.delete(topic);
        }
      };
    },
    count: () => everyone.size,
    start: (presenters) => {
      let position: EventPosition | undefined;
      const wakeUp = wakeOnEvents(database, log, async () => {
        const batch = await database.read({ kind: 'installation' }, async (db) => {
          position ??= await newestPosition(db);
          const next = await eventsAfter(db, position);
          const messages = [];
          for (const event of next.events)
            messages.push(...((await presenters[event.kind]?.(db, event)) ?? []));
          return { ...next, messages };
        });
        position = batch.position;
        for (const message of batch.messages) await tell(topics.get(message.topic), message);
        for (const event of batch.events) closeWhoseStandingChanged(everyone, event);
      });
      stop = wakeUp.stop;
    },
    stop: async () => {
      await stop?.();
      for (const listener of everyone) listener.close();
    },
  };
}

async function tell(listeners: Set<Listener> | undefined, message: LiveMessage): Promise<void> {
  if (!listeners) return;
  const frame = `event: ${message.kind}\ndata: ${JSON.stringify({ topic: message.topic, data: message.data })}\n\n`;
  let written = 0;
  for (const listener of listeners) {
    listener.send(frame);
    if (++written % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

function closeWhoseStandingChanged(everyone: Set<Listener>, event: HappenedEvent): void {
  if (!STANDING_CHANGED.has(event.kind)) return;
  const person = OF_THE_SPACE.has(event.kind) ? undefined : event.subjectId;
  for (const listener of everyone) {
    if (listener.spaceId !== event.spaceId) continue;
    if (person === undefined || listener.personId === person) listener.close();
  }
}
