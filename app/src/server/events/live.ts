import type { Database, Handle } from '../database/database.ts';
import { INSTALLATION } from '../ids.ts';
import type { Log } from '../log.ts';
import { eventsAfter, newestPosition } from './event-reads.ts';
import {
  type EventPosition,
  type HappenedEvent,
  isAfter,
  type PlacedEvent,
  positionText,
} from './event.ts';
import { missedSince } from './missed.ts';
import { wakeOnEvents } from './wake-up.ts';

/** What a live window is told: to which topic it belongs, and the data that the window shows. */
export type LiveMessage = { topic: string; kind: string; data: unknown };
/** With where it stands among all that happened. */
type PlacedMessage = LiveMessage & { position: EventPosition };

/**
 * Makes of an event what windows are told. Called once an event and process, not once a window, so it may hold only what
 * everybody may see who may follow the topic.
 */
export type Presenter = (db: Handle, event: HappenedEvent) => Promise<LiveMessage[]>;
type Presenters = Readonly<Record<string, Presenter>>;

export type Listener = {
  personId: string | undefined;
  spaceId: string;
  topics: ReadonlySet<string>;
  /** Already framed as a server-sent event. */
  send(frame: string): void;
  close(): void;
};

export type Live = {
  /**
   * Returns the function that ends the subscription. With a position, what happened since then is told first: a window that
   * comes back, to this process or another, has missed nothing.
   */
  subscribe(listener: Listener, since?: EventPosition): () => void;
  count(): number;
  /** Everything up to here has been told to every window of this process. */
  position(): EventPosition | undefined;
  start(presenters: Presenters): void;
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

/**
 * A window, what waits for it while it is told what it had missed, and up to where that reached: this process may come to
 * tell the same only later.
 */
type Window = {
  listener: Listener;
  waiting: PlacedMessage[] | undefined;
  knows: EventPosition | undefined;
};

export function openLive(database: Database, log: Log): Live {
  const topics = new Map<string, Set<Window>>();
  const everyone = new Set<Window>();
  let presenters: Presenters = {};
  let told: EventPosition | undefined;
  let stop: (() => Promise<void>) | undefined;
  return {
    subscribe: (listener, since) => {
      const window: Window = { listener, waiting: since ? [] : undefined, knows: undefined };
      join({ everyone, topics }, window);
      if (since)
        void missedSince(database, since, (db, event) =>
          presentFor(listener, { db, presenters, event }),
        )
          .then((missed) => catchUp(window, missed))
          .catch((error: unknown) => {
            log.warn({ error: String(error) }, 'telling what a window missed failed');
            listener.close();
          });
      return () => leave({ everyone, topics }, window);
    },
    count: () => everyone.size,
    position: () => told,
    start: (given) => {
      presenters = given;
      const wakeUp = wakeOnEvents(database, log, async () => {
        const batch = await readBatch(database, presenters, told);
        for (const message of batch.messages) await tell(topics.get(message.topic), message);
        told = batch.position;
        for (const event of batch.events) closeWhoseStandingChanged(everyone, event);
      });
      stop = wakeUp.stop;
    },
    stop: async () => {
      await stop?.();
      for (const { listener } of everyone) listener.close();
    },
  };
}

type Windows = { everyone: Set<Window>; topics: Map<string, Set<Window>> };

function join({ everyone, topics }: Windows, window: Window): void {
  everyone.add(window);
  for (const topic of window.listener.topics) {
    if (!topics.has(topic)) topics.set(topic, new Set());
    topics.get(topic)?.add(window);
  }
}

function leave({ everyone, topics }: Windows, window: Window): void {
  everyone.delete(window);
  for (const topic of window.listener.topics) {
    topics.get(topic)?.delete(window);
    if (topics.get(topic)?.size === 0) topics.delete(topic);
  }
}

function readBatch(database: Database, presenters: Presenters, from: EventPosition | undefined) {
  return database.read({ kind: 'installation' }, async (db) => {
    const next = await eventsAfter(db, from ?? (await newestPosition(db)));
    const messages: PlacedMessage[] = [];
    for (const event of next.events) messages.push(...(await present({ db, presenters, event })));
    return { ...next, messages };
  });
}

type Presented = { db: Handle; presenters: Presenters; event: PlacedEvent };

async function present({ db, presenters, event }: Presented): Promise<PlacedMessage[]> {
  const messages = (await presenters[event.kind]?.(db, event)) ?? [];
  return messages.map((message) => ({ ...message, position: { tx: event.tx, id: event.id } }));
}

async function presentFor(listener: Listener, presented: Presented): Promise<PlacedMessage[]> {
  const { spaceId } = presented.event;
  if (spaceId !== listener.spaceId && spaceId !== INSTALLATION) return [];
  return (await present(presented)).filter(({ topic }) => listener.topics.has(topic));
}

async function tell(windows: Set<Window> | undefined, message: PlacedMessage): Promise<void> {
  if (!windows) return;
  const frame = frameOf(message);
  let written = 0;
  for (const window of windows) {
    if (window.waiting) window.waiting.push(message);
    else if (isNewsTo(window, message)) window.listener.send(frame);
    if (++written % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

function isNewsTo(window: Window, { position }: PlacedMessage): boolean {
  if (!window.knows) return true;
  if (!isAfter(position, window.knows)) return false;
  window.knows = undefined;
  return true;
}

/** What was missed comes first; what happened while it was read comes after, unless it was among it. */
function catchUp(
  window: Window,
  missed: { messages: PlacedMessage[]; position: EventPosition } | 'too-much',
): void {
  const waited = window.waiting ?? [];
  window.waiting = undefined;
  if (missed === 'too-much') {
    window.listener.send('event: reload\ndata: {}\n\n');
    return;
  }
  for (const message of missed.messages) window.listener.send(frameOf(message));
  window.knows = missed.position;
  for (const message of waited)
    if (isNewsTo(window, message)) window.listener.send(frameOf(message));
}

/** The id is the position: the browser sends the last one back when it reconnects. */
function frameOf({ kind, topic, data, position }: PlacedMessage): string {
  return `event: ${kind}\nid: ${positionText(position)}\ndata: ${JSON.stringify({ topic, data })}\n\n`;
}

function closeWhoseStandingChanged(everyone: Set<Window>, event: HappenedEvent): void {
  if (!STANDING_CHANGED.has(event.kind)) return;
  const person = OF_THE_SPACE.has(event.kind) ? undefined : event.subjectId;
  for (const { listener } of everyone) {
    if (listener.spaceId !== event.spaceId) continue;
    if (person === undefined || listener.personId === person) listener.close();
  }
}
