import type { ServerResponse } from 'node:http';
import { findSpace, standingIn } from '#features/spaces/server/spaces.ts';
import { personOf, type Actor } from '#server/actor.ts';
import { type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';

export const MOST_TOPICS = 20;
const TOPIC = /^[a-z]+:[0-9a-f-]{36}$/;
const BEAT_MS = 25_000;
/** A window that does not read is cut off when this much waits for it: it comes back and reads the page anew. */
const MOST_WAITING_BYTES = 256 * 1024;

/** What somebody wants to follow inside one space; topics are those that the presenters of the slices name. */
export type LiveRequest = { space: string; topics: string[] };

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
  follow(
    services,
    { personId: personOf(actor) ?? undefined, spaceId: found.space.id, topics: wanted.topics },
    response,
  );
  return { kind: 'done', value: undefined };
}

function follow(
  services: Services,
  who: { personId: string | undefined; spaceId: string; topics: string[] },
  response: ServerResponse,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  response.write('retry: 2000\n\nevent: ready\ndata: {}\n\n');
  const end = services.live.subscribe({
    personId: who.personId,
    spaceId: who.spaceId,
    topics: new Set(who.topics.map((topic) => `${who.spaceId}/${topic}`)),
    send: (frame) => {
      if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
      else response.write(frame);
    },
    close: () => response.end(),
  });
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS);
  response.on('close', () => {
    clearInterval(beat);
    end();
  });
}
