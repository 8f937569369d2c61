import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { somebody } from '../../../tests/ground/people.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../tests/ground/test-installation.ts';
import { beginChange, type NewEvent } from '../commands/change.ts';
import { newId } from '../ids.ts';
import { type Live, openLive, type Presenter } from './live.ts';

let muster: TestInstallation;
let live: Live;
const spaceId = newId(new Date());
const WITHIN_MS = 10_000;

/** Says under which thread it was said; nothing else of it matters here. */
const present: Presenter = (_db, { data }) =>
  Promise.resolve([{ topic: `${spaceId}/thread:${String(data.thread)}`, kind: 'said', data }]);

before(async () => {
  muster = await openTestInstallation();
  const { database, log } = muster.services;
  live = openLive(database, log);
  live.start({ 'comment.written': present });
  await until(() => live.position() !== undefined);
});
after(async () => {
  await live.stop();
  await muster.close();
});

test('what happened together reaches a window in one write; the same is the same bytes', async () => {
  const both = [listen(['a', 'b']), listen(['a', 'b'])];
  const other = listen(['b']);
  await happen([said('a', 1), said('b', 2), said('a', 3)]);
  await until(() => other.writes.length > 0 && both.every(({ writes }) => writes.length > 0));
  const [one, two] = both.map(({ writes }) => writes);
  assert.equal(one?.length, 1);
  assert.deepEqual(saidIn(one?.[0]), [1, 2, 3]);
  assert.equal(one?.[0], two?.[0], 'joined once for all');
  assert.deepEqual(saidIn(other.writes[0]), [2]);
  for (const { end } of [...both, other]) end();
});

test('whoever was removed hears nothing of what was said in the same moment', async () => {
  const { personId } = await somebody(muster.services);
  const removed = listen(['a'], personId);
  const stays = listen(['a']);
  await happen([{ kind: 'member.removed', spaceId, subjectId: personId }, said('a', 4)]);
  await until(() => stays.writes.length > 0);
  assert.deepEqual([removed.writes.length, removed.closed()], [0, true]);
  assert.equal(stays.closed(), false);
  stays.end();
});

function listen(threads: string[], personId?: string) {
  const writes: Uint8Array[] = [];
  const state = { closed: false };
  const end = live.subscribe({
    personId,
    spaceId,
    topics: new Set(threads.map((thread) => `${spaceId}/thread:${thread}`)),
    send: (bytes) => void writes.push(bytes),
    close: () => (state.closed = true),
  });
  return { writes, end, closed: () => state.closed };
}

function said(thread: string, nth: number): NewEvent {
  return { kind: 'comment.written', spaceId, data: { thread, nth } };
}

/** In one transaction, so that whoever reads one reads all. */
async function happen(events: NewEvent[]): Promise<void> {
  const hooks: (() => void)[] = [];
  const actor = { kind: 'space', spaceId } as const;
  await muster.services.database.write(actor, async (db) => {
    const change = beginChange(muster.services, actor, db, hooks);
    for (const event of events) await change.emit(event);
  });
  for (const hook of hooks) hook();
}

function saidIn(bytes: Uint8Array | undefined): number[] {
  const text = Buffer.from(bytes ?? []).toString();
  return [...text.matchAll(/"nth":(\d+)/g)].map(([, nth]) => Number(nth)).toSorted();
}

async function until(holds: () => boolean): Promise<void> {
  const from = performance.now();
  while (!holds()) {
    assert.ok(performance.now() - from < WITHIN_MS, String(holds));
    await wait(20);
  }
}
