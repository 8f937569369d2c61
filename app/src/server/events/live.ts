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
import { STIRRED } from './whisper.ts';

/** What a live window is told: to which topic it belongs, and the data that the window shows. */
export type LiveMessage = { topic: string; kind: string; data: unknown };
/** As it goes over the wire, made once for all windows, with where it stands among all that happened. */
type Frame = { topic: string; bytes: Buffer; position: EventPosition };

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
  /** Already framed, as one or more server-sent events. */
  send(frames: Uint8Array): void;
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
export const STANDING_CHANGED = new Set([
  'member.left',
  'member.removed',
  'member.role-changed',
  'space.visibility-changed',
  'space.closed',
]);
const NOTHING = Buffer.alloc(0);
const RELOAD = Buffer.from('event: reload\ndata: {}\n\n');
/** These are about everybody who looks, not about one person. */
const OF_THE_SPACE = new Set(['space.visibility-changed', 'space.closed']);

/**
 * A window, what waits for it while it is told what it had missed, and up to where that reached: this process may come to
 * tell the same only later.
 */
type Window = {
  listener: Listener;
  waiting: Frame[] | undefined;
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
      const read = async () => {
        const batch = await readBatch(database, presenters, told);
        // Before anything is told: who comes back is told what they still may see.
        for (const event of batch.events) closeWhoseStandingChanged({ everyone, topics }, event);
        await tell({ everyone, topics }, batch.frames);
        told = batch.position;
      };
      const wakeUp = wakeOnEvents(database, log, read, (topic) => stir(topics, topic));
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
    const frames: Frame[] = [];
    for (const event of next.events) frames.push(...(await present({ db, presenters, event })));
    return { ...next, frames };
  });
}

type Presented = { db: Handle; presenters: Presenters; event: PlacedEvent };

async function present({ db, presenters, event }: Presented): Promise<Frame[]> {
  const messages = (await presenters[event.kind]?.(db, event)) ?? [];
  const position = { tx: event.tx, id: event.id };
  return messages.map((message) => frameOf(message, position));
}

async function presentFor(listener: Listener, presented: Presented): Promise<Frame[]> {
  const { spaceId } = presented.event;
  if (spaceId !== listener.spaceId && spaceId !== INSTALLATION) return [];
  return (await present(presented)).filter(({ topic }) => listener.topics.has(topic));
}

/**
 * One write a window, whatever the batch holds for it: what is said while windows are told waits for the next batch, so a
 * lively topic costs each window fewer writes, not more. Windows that are told the same share the bytes.
 */
async function tell({ everyone, topics }: Windows, frames: readonly Frame[]): Promise<void> {
  const due = new Map<Window, number[]>();
  for (const [nth, frame] of frames.entries()) {
    for (const window of topics.get(frame.topic) ?? []) {
      if (window.waiting) window.waiting.push(frame);
      else if (isNewsTo(window, frame)) pushTo(due, window, nth);
    }
  }
  const joined = new Map<string, Buffer>();
  let written = 0;
  for (const [window, nths] of due) {
    const key = nths.join();
    const bytes =
      joined.get(key) ?? Buffer.concat(nths.map((nth) => frames[nth]?.bytes ?? NOTHING));
    joined.set(key, bytes);
    if (everyone.has(window)) window.listener.send(bytes);
    if (++written % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A whisper has no position: it is told to whoever listens now. */
function stir(topics: Windows['topics'], topic: string): void {
  const bytes = Buffer.from(`event: ${STIRRED}\ndata: ${JSON.stringify({ topic, data: {} })}\n\n`);
  for (const { listener } of topics.get(topic) ?? []) listener.send(bytes);
}

function pushTo(due: Map<Window, number[]>, window: Window, nth: number): void {
  const nths = due.get(window);
  if (nths) nths.push(nth);
  else due.set(window, [nth]);
}

function isNewsTo(window: Window, { position }: Frame): boolean {
  if (!window.knows) return true;
  if (!isAfter(position, window.knows)) return false;
  window.knows = undefined;
  return true;
}

/** What was missed comes first; what happened while it was read comes after, unless it was among it. */
function catchUp(
  window: Window,
  missed: { messages: Frame[]; position: EventPosition } | 'too-much',
): void {
  const waited = window.waiting ?? [];
  window.waiting = undefined;
  if (missed === 'too-much') {
    window.listener.send(RELOAD);
    return;
  }
  window.knows = missed.position;
  const news = waited.filter((frame) => isNewsTo(window, frame));
  for (const { bytes } of [...missed.messages, ...news]) window.listener.send(bytes);
}

/** The id is the position: the browser sends the last one back when it reconnects. */
function frameOf({ kind, topic, data }: LiveMessage, position: EventPosition): Frame {
  const text = `event: ${kind}\nid: ${positionText(position)}\ndata: ${JSON.stringify({ topic, data })}\n\n`;
  return { topic, position, bytes: Buffer.from(text) };
}

function closeWhoseStandingChanged(windows: Windows, event: HappenedEvent): void {
  if (!STANDING_CHANGED.has(event.kind)) return;
  const person = OF_THE_SPACE.has(event.kind) ? undefined : event.subjectId;
  for (const window of windows.everyone) {
    const { listener } = window;
    if (listener.spaceId !== event.spaceId) continue;
    if (person !== undefined && listener.personId !== person) continue;
    // Out of the lists at once: its socket may take a while to end.
    leave(windows, window);
    listener.close();
  }
}
