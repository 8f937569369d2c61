import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DesignNode } from '@muster/kit/design';
import { readThread } from '#features/threads/server/thread-reads.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { readyToPublish, starter } from '../../../../tests/ground/designs.ts';
import { must, openPlace, type Place } from '../../../../tests/ground/market.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { readDesignPage } from './design-reads.ts';
import { readPinnedTalk, readSaidBefore } from './pinned-talk.ts';
import { publishDesign, publishVersion } from './publish-design.ts';
import { withEdits } from './studio-form.ts';

let muster: TestInstallation;
let place: Place;
let anna: PersonActor;
let ben: PersonActor;

before(async () => {
  muster = await openTestInstallation();
  place = await openPlace(muster.services);
  anna = await place.peer('Anna');
  ben = await place.peer('Ben');
});
after(() => muster.close());

const SHELF = 'root.body[1].bays[2].compartments[1].shelf[0]';

/** The sideboard without its second bay, where the shelf is. */
function withoutBay(root: DesignNode): DesignNode {
  const body = (root.slots['body'] ?? []).map((node) => ({
    ...node,
    slots: { ...node.slots, bays: (node.slots['bays'] ?? []).filter(({ id }) => id !== '2') },
  }));
  return { ...root, slots: { ...root.slots, body } };
}

async function pageOf(design: string, number: number) {
  const read = await readDesignPage(muster.services, ben, { space: place.space, design, number });
  assert.ok(read.kind === 'done');
  return { space: place.space, ...read.value };
}

async function saidAt(design: string, number: number, locale = 'en') {
  const page = await pageOf(design, number);
  const thread = page.view.thread ?? '';
  const read = await muster.services.database.read(ben, (db) =>
    readThread(muster.services, db, ben, { space: place.space, thread }),
  );
  assert.ok(read.kind === 'done');
  const { comments } = read.value;
  const talk = await readPinnedTalk(muster.services, ben, page, { comments, locale });
  assert.ok(talk.kind === 'done');
  return { page, thread, comments, ...talk.value };
}

test('a comment pinned to a part is found again in every version that has it, and else said to be gone', async () => {
  const { space } = place;
  const root = starter('sideboard');
  const { address } = await must(muster.services, anna, publishDesign, {
    space,
    ...readyToPublish(root, 'Sideboard'),
  });
  const { thread } = await saidAt(address, 1);
  const comment = { space, thread, body: 'Could this one be of glass?' };
  const pin = { part: SHELF, version: 1 };
  const { id, pin: kept } = await must(muster.services, ben, writeComment, { ...comment, pin });
  assert.deepEqual(kept, pin);
  const further = { space, design: address };
  const wider = { ...root, set: { ...root.set } };
  await must(muster.services, anna, publishVersion, {
    ...further,
    ...readyToPublish(wider, 'Sideboard, again'),
    after: 1,
  });
  await must(muster.services, anna, publishVersion, {
    ...further,
    ...readyToPublish(withoutBay(root), 'Two bays'),
    after: 2,
  });
  for (const number of [1, 2]) {
    const { said, marks } = await saidAt(address, number);
    assert.deepEqual(said[id], { text: 'on Shelf of Open 1 of Bay 2', mark: 1 });
    assert.deepEqual(
      marks.map(({ number: mark, comment: first, name }) => [mark, first, name]),
      [[1, id, 'Shelf of Open 1 of Bay 2']],
    );
  }
  const gone = await saidAt(address, 3);
  assert.deepEqual(gone.said[id], { text: 'on a part that is gone since version 3', mark: null });
  assert.deepEqual(gone.marks, []);
  const later = { part: 'root.body[1].top', version: 3 };
  await must(muster.services, anna, writeComment, { ...comment, pin: later });
  const remix = await must(muster.services, ben, publishDesign, {
    space,
    ...readyToPublish(root, 'Taken further'),
    parents: [{ design: address, number: 2 }],
  });
  const page = await pageOf(remix.address, 1);
  const { places } = await saidAt(remix.address, 1);
  const saidBefore = await readSaidBefore(muster.services, ben, page, places);
  assert.ok(saidBefore.kind === 'done');
  assert.deepEqual(
    saidBefore.value.map(({ place: where, author }) => [where, author]),
    [
      ['Top', 'Anna'],
      ['Shelf of Open 1 of Bay 2', 'Ben'],
    ],
  );
});

test('only parts of a design can be pinned to, and only in the form of a path', async () => {
  const { space } = place;
  const { address } = await must(muster.services, anna, publishDesign, {
    space,
    ...readyToPublish(starter('bench'), 'Bench'),
  });
  const { thread } = await saidAt(address, 1);
  for (const part of ['<script>', 'root.', 'root.body[1', 'body[1]', `root${'.a'.repeat(300)}`]) {
    const input = { space, thread, body: 'Here', pin: { part, version: 1 } };
    const outcome = await execute(muster.services, ben, writeComment, input);
    assert.equal(outcome.kind, 'refused', part);
  }
});

function withSet(root: DesignNode, values: DesignNode['set']): DesignNode {
  return { ...root, set: { ...root.set, ...values } };
}

test('whoever chooses otherwise keeps what they had edited, but for the places of the choice', () => {
  const merged: DesignNode = { id: 'root', type: 'box', set: { width: 1, height: 1 }, slots: {} };
  const edited = withSet(merged, { depth: 7, width: 5 });
  const chosen = withSet(merged, { width: 2 });
  const kept = withEdits({ before: merged, edited, chosen });
  assert.deepEqual(kept.set, { depth: 7, height: 1, width: 2 });
  assert.deepEqual(withEdits({ before: merged, edited, chosen: merged }), edited);
});
