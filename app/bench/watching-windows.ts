import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What each window is to hear, and where it is to be told from. */
export type Watched = { port: number; path: string; tokenOf(nth: number): string };

export type Windows = {
  /** Milliseconds of `performance.now()` at which each window heard of a note; filled as they come. */
  heardOf(note: string): number[];
  /** Windows that were cut off. */
  lost(): number;
  close(): void;
};

const AT_ONCE = 100;
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 20;
const NOTE = /note-\d+-end/g;

/** What a comment has to say so that windows know it again. */
export function noteOf(nth: number): string {
  return `note-${nth}-end`;
}

/** Opens plain sockets, one a window: what reads them costs as little as it can, since it runs on the same machine. */
export async function openWindows(watched: Watched, count: number): Promise<Windows> {
  const sockets: Socket[] = [];
  const heard = new Map<string, number[]>();
  const state = { ready: 0, lost: 0, closing: false };
  for (let nth = 0; nth < count; nth++) {
    sockets.push(openOne(watched, nth, state, heard));
    await until(() => state.ready + state.lost > nth - AT_ONCE);
  }
  await until(() => state.ready + state.lost >= count);
  return {
    heardOf: (note) => heard.get(note) ?? [],
    lost: () => state.lost,
    close: () => {
      state.closing = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

type State = { ready: number; lost: number; closing: boolean };

function openOne(
  { port, path, tokenOf }: Watched,
  nth: number,
  state: State,
  heard: Map<string, number[]>,
): Socket {
  const socket = connect(port, '127.0.0.1');
  let ready = false;
  let last = '';
  socket.setNoDelay(true);
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${tokenOf(nth)}\r\n\r\n`,
  );
  socket.on('data', (part) => {
    const at = performance.now();
    const text = part.toString('latin1');
    if (!ready && text.includes('event: ready')) {
      ready = true;
      state.ready += 1;
    }
    for (const [note] of text.matchAll(NOTE)) {
      // A frame says it twice, as text and as it is shown; the first part of a frame counts.
      if (note === last) continue;
      last = note;
      const times = heard.get(note) ?? [];
      if (times.length === 0) heard.set(note, times);
      times.push(at);
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (!state.closing) state.lost += 1;
  });
  return socket;
}

async function until(holds: () => boolean): Promise<void> {
  const from = performance.now();
  while (!holds()) {
    if (performance.now() - from > READY_WITHIN_MS) throw new Error('The windows did not open.');
    await wait(LOOK_EVERY_MS);
  }
}
