import type { ServerResponse } from 'node:http';
import { findSpace, standingIn } from '#features/spaces/server/spaces.ts';
import { personOf, type Actor } from '#server/actor.ts';
import { type Outcome, refused } from '#server/outcome.ts';
import { type EventPosition, positionText } from '#server/events/event.ts';
import { INSTALLATION } from '#server/ids.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';

export const MOST_TOPICS = 20;
const TOPIC = /^[a-z]+:[0-9a-f-]{36}$/;
const BEAT_MS = 25_000;
/** A window that does not read is cut off when this much waits for it: it comes back and reads the page anew. */
const MOST_WAITING_BYTES = 256 * 1024;

/**
 * What somebody wants to follow inside one space; topics are those that the presenters of the slices name. Whatever is for
 * the person alone comes along. `since` is where the window stood when it was last told something.
 */
export type LiveRequest = { space: string; topics: string[]; since: EventPosition | undefined };

/** Keeps a response open and tells it what happens, for as long as the actor may read the space. */
export async function openWindow(
  services: Services,
  actor: Actor,
  wanted: LiveRequest,
  response: ServerResponse,
): Promise<Outcome<undefined>> {
  if (wanted.topics.length === 0 || wanted.topics.length > MOST_TOPICS)
    return refused('invalid', 'topics');
  if (!wanted.topics.every((topic) => TOPIC.test(topic))) return refused('invalid', 'topics');
  const found = await services.database.read(actor, (db) => findSpace(db, actor, wanted.space));
  if (!found) return refused('not-found');
  const row = services.policies['space.read'];
  if (!row || !allows(row, standingIn(found, actor)))
    return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  const personId = personOf(actor) ?? undefined;
  const topics = wanted.topics.map((topic) => `${found.space.id}/${topic}`);
  follow(services, { personId, spaceId: found.space.id, topics, since: wanted.since }, response);
  return { kind: 'done', value: undefined };
}

/** A window outside of any space: it is told what is for its person alone. */
export function openOwnWindow(
  services: Services,
  actor: Actor,
  since: EventPosition | undefined,
  response: ServerResponse,
): Outcome<undefined> {
  const personId = personOf(actor) ?? undefined;
  if (!personId) return refused('sign-in-needed');
  follow(services, { personId, spaceId: INSTALLATION, topics: [], since }, response);
  return { kind: 'done', value: undefined };
}

function follow(
  services: Services,
  who: {
    personId: string | undefined;
    spaceId: string;
    topics: string[];
    since: EventPosition | undefined;
  },
  response: ServerResponse,
): void {
  // Who has left while the page was looked up never closes again: what is opened for them would stay for ever.
  if (response.destroyed) return;
  const { live } = services;
  // Not in chunks: the stream ends with its connection, and what thousands of windows are told is one write each.
  response.removeHeader('transfer-encoding');
  response.writeHead(200, {
    connection: 'close',
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  const own = who.personId ? [`person:${who.personId}`] : [];
  response.write(`retry: 2000\n\n${beatOf('ready', who.since ?? live.position())}`);
  const end = live.subscribe(
    {
      personId: who.personId,
      spaceId: who.spaceId,
      topics: new Set([...who.topics, ...own]),
      send: (frames) => {
        if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
        else response.write(frames);
      },
      close: () => response.end(),
    },
    who.since,
  );
  const beat = setInterval(() => response.write(beatOf('beat', live.position())), BEAT_MS);
  response.on('close', () => {
    clearInterval(beat);
    end();
  });
}

/** Also tells the window where it stands, so that one that hears nothing for an hour need not be told the hour again. */
function beatOf(kind: string, position: EventPosition | undefined): string {
  const id = position ? `id: ${positionText(position)}\n` : '';
  return `event: ${kind}\n${id}data: {}\n\n`;
}
