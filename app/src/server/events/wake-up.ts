import type pg from 'pg';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { EVENTS_CHANNEL } from './announcer.ts';

const LOOK_EVERY_MS = 1_000;
const RECONNECT_MS = 1_000;
/** So long at least nothing runs again: under load, what happens meanwhile is read together. */
const REST_MS = 100;

export type WakeUp = { stop(): Promise<void> };

/**
 * Calls `run` when events were announced, and every second besides; never twice at once. A call that arrives while one
 * runs, or while it rests afterwards, leads to one more. What is whispered is heard at once, and no event.
 */
export function wakeOnEvents(
  database: Database,
  log: Log,
  run: () => Promise<void>,
  hear: (whispered: string) => void = () => undefined,
): WakeUp {
  const state: {
    stopped: boolean;
    running: Promise<void> | undefined;
    resting: NodeJS.Timeout | undefined;
    again: boolean;
    client: pg.Client | undefined;
  } = {
    stopped: false,
    running: undefined,
    resting: undefined,
    again: false,
    client: undefined,
  };
  const wake = () => {
    if (state.stopped) return;
    if (state.running || state.resting) {
      state.again = true;
      return;
    }
    state.running = run()
      .catch((error: unknown) => log.error({ error: String(error) }, 'following events failed'))
      .finally(() => {
        state.running = undefined;
        state.resting = setTimeout(awake, REST_MS);
      });
  };
  const awake = () => {
    state.resting = undefined;
    if (!state.again) return;
    state.again = false;
    wake();
  };
  const timer = setInterval(wake, LOOK_EVERY_MS);
  const listen = async () => {
    if (state.stopped) return;
    try {
      const client = await database.connect();
      state.client = client;
      client.on('notification', ({ payload }) => (payload ? hear(payload) : wake()));
      client.on('end', () => setTimeout(listen, RECONNECT_MS));
      await client.query(`listen ${EVENTS_CHANNEL}`);
      wake();
    } catch {
      setTimeout(listen, RECONNECT_MS);
    }
  };
  void listen();
  return {
    stop: async () => {
      state.stopped = true;
      clearInterval(timer);
      await state.running;
      clearTimeout(state.resting);
      await state.client?.end();
    },
  };
}
