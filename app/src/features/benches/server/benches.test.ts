import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromBase64, toBase64 } from '@muster/studio/base64';
import type { DesignNode } from '@muster/kit/design';
import { Editor } from '@muster/studio/editor';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { readyToPublish, starter, starterWith } from '../../../../tests/ground/designs.ts';
import { must, openPlace, type Place } from '../../../../tests/ground/market.ts';
import { handleOf, somebody } from '../../../../tests/ground/people.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { type BenchView, readBench, readBenchDesign, readBenches } from './bench-reads.ts';
import { changeBench, FOLD_AFTER, tellBench } from './change-bench.ts';
import { holdInHand } from './hold-in-hand.ts';
import { MOST_OPEN, openBench } from './open-bench.ts';
import { closeBench, shareBench } from './share-bench.ts';

const faults = testFaults();
let muster: TestInstallation;
let place: Place;
let anna: PersonActor;
let ben: PersonActor;

before(async () => {
  muster = await openTestInstallation({ faults });
  place = await openPlace(muster.services);
  anna = await place.peer('Anna');
  ben = await place.peer('Ben');
});
after(() => muster.close());

type At = { space: string; bench: string };

async function openedBy(who: PersonActor, byLink = true): Promise<At> {
  const { space } = place;
  const ready = readyToPublish(starter('bookcase'), 'Bookcase');
  const what = { space, ...ready, begun: 'bookcase', byLink };
  const { address } = await must(muster.services, who, openBench, what);
  return { space, bench: address };
}

async function look(who: PersonActor, at: At, since = 0): Promise<BenchView> {
  const read = await readBench(muster.services, who, { ...at, since });
  assert.ok(read.kind === 'done', JSON.stringify(read));
  return read.value;
}

async function nameOf(outcome: Promise<{ kind: string; name?: string }>): Promise<string> {
  const { kind, name } = await outcome;
  return name ?? kind;
}

let writers = 10_000;

/** A window at a bench, as a browser has one. */
class Window {
  readonly writer = ++writers;
  readonly editor: Editor;
  readonly who: PersonActor;
  readonly at: At;
  private readonly unsent: Uint8Array[] = [];
  private newest: number;

  private constructor(who: PersonActor, at: At, { document, updates, newest }: BenchView) {
    this.who = who;
    this.at = at;
    this.newest = newest;
    this.editor = new Editor(bytes(document ?? ''), {
      writer: this.writer,
      onUpdate: (update) => this.unsent.push(update),
    });
    updates.forEach((update) => this.editor.take(bytes(update)));
  }

  static async open(who: PersonActor, at: At): Promise<Window> {
    return new Window(who, at, await look(who, at));
  }

  async send(): Promise<void> {
    for (const update of this.unsent.splice(0))
      await must(muster.services, this.who, tellBench, this.told(update));
  }

  told(update: Uint8Array) {
    return { ...this.at, writer: this.writer, update: toBase64(update) };
  }

  async hear(): Promise<void> {
    const { document, updates, newest } = await look(this.who, this.at, this.newest);
    for (const each of [document, ...updates]) if (each) this.editor.take(bytes(each));
    this.newest = newest;
  }

  widen(width: number): void {
    const node = 'root.body[1]';
    this.editor.do({ kind: 'set', node, parameter: 'width', value: width });
  }
}

function bytes(text: string): Uint8Array {
  const read = fromBase64(text);
  assert.ok(read);
  return read;
}

const widthOf = (root: DesignNode) => root.slots['body']?.[0]?.set['width'];

test('two who work on one bench come to the same, and a window that opens later too', async () => {
  const at = await openedBy(anna);
  const [mine, theirs] = [await Window.open(anna, at), await Window.open(ben, at)];
  mine.widen(1_100_000);
  theirs.editor.do({ kind: 'set', node: 'root.body[1]', parameter: 'height', value: 1_500_000 });
  await Promise.all([mine.send(), theirs.send()]);
  await Promise.all([mine.hear(), theirs.hear()]);
  assert.deepEqual(mine.editor.root, theirs.editor.root);
  assert.equal(widthOf(theirs.editor.root), 1_100_000);
  mine.editor.undo();
  await mine.send();
  await theirs.hear();
  assert.equal(widthOf(theirs.editor.root), widthOf(starter('bookcase')));
  assert.equal(theirs.editor.root.slots['body']?.[0]?.set['height'], 1_500_000);
  const late = await Window.open(ben, at);
  assert.deepEqual(late.editor.root, mine.editor.root);
  const kept = await readBenchDesign(muster.services, ben, at);
  assert.deepEqual(kept.kind === 'done' && kept.value.root, mine.editor.root);
});

test('updates are folded into the document, and a window that was away for long catches up', async () => {
  const at = await openedBy(anna);
  const [mine, away] = [await Window.open(anna, at), await Window.open(ben, at)];
  for (let width = 0; width < FOLD_AFTER + 5; width++) mine.widen(900_000 + width * 1_000);
  await mine.send();
  const view = await look(ben, at, 1);
  assert.ok(view.document);
  assert.equal(view.updates.length, 5);
  away.editor.do({ kind: 'set', node: 'root.body[1]', parameter: 'height', value: 1_200_000 });
  await away.hear();
  await away.send();
  await mine.hear();
  assert.deepEqual(mine.editor.root, away.editor.root);
  assert.equal(widthOf(away.editor.root), 900_000 + (FOLD_AFTER + 4) * 1_000);
});

test('who may work on it: its owner, by name whom they let in, by the link every member, and nobody else', async () => {
  const at = await openedBy(anna, false);
  const { services } = muster;
  const [stranger, { host }] = [await somebody(services), place];
  const tries = (who: PersonActor) => {
    const hand = { ...at, writer: ++writers };
    return Promise.all([
      nameOf(readBench(services, who, at)),
      nameOf(execute(services, who, tellBench, { ...hand, update: 'AAA=' })),
      nameOf(execute(services, who, holdInHand, { ...hand, inHand: 'root' })),
      nameOf(
        execute(services, who, changeBench, {
          ...at,
          before: starter('bookcase'),
          after: starterWith('bookcase', { width: 700_000 }),
        }),
      ),
    ]);
  };
  const ALL = ['done', 'done', 'done', 'done'];
  const NONE = ['not-allowed', 'not-allowed', 'not-allowed', 'not-allowed'];
  assert.deepEqual(await tries(anna), ALL);
  for (const who of [ben, host, stranger]) assert.deepEqual(await tries(who), NONE);
  assert.equal(
    await nameOf(execute(services, ben, shareBench, { ...at, byLink: true })),
    'not-allowed',
  );
  await must(services, anna, shareBench, { ...at, letIn: `@${handleOf(ben)}` });
  assert.deepEqual(await tries(ben), ALL);
  assert.deepEqual(await tries(host), NONE);
  await must(services, anna, shareBench, { ...at, shutOut: handleOf(ben) });
  assert.deepEqual(await tries(ben), NONE);
  await must(services, anna, shareBench, { ...at, byLink: true });
  assert.deepEqual(await tries(host), ALL);
  assert.deepEqual(await tries(ben), NONE, 'shut out by name, whatever the link says');
  assert.deepEqual(await tries(stranger), NONE);
  const wrong = await execute(services, anna, shareBench, { ...at, letIn: handleOf(stranger) });
  assert.ok(wrong.kind === 'refused');
  assert.deepEqual(wrong.fields, [{ field: 'letIn', reason: 'no-such-member' }]);
  await must(services, anna, closeBench, at);
  assert.equal(await nameOf(readBench(services, anna, at)), 'not-found');
});

test('nobody writes in the name of another window, and what is no change of a design is refused by name', async () => {
  const at = await openedBy(anna);
  const [mine, theirs] = [await Window.open(anna, at), await Window.open(ben, at)];
  const told: Uint8Array[] = [];
  const forged = new Editor(bytes((await look(ben, at)).document ?? ''), {
    writer: mine.writer,
    onUpdate: (update) => told.push(update),
  });
  mine.widen(810_000);
  await mine.send();
  forged.do({ kind: 'set', node: 'root.body[1]', parameter: 'width', value: 1 });
  const reasonOf = async (who: PersonActor, input: object) => {
    const outcome = await execute(muster.services, who, tellBench, { ...at, ...input });
    assert.ok(outcome.kind === 'refused', JSON.stringify(outcome));
    return outcome.fields.map(({ field, reason }) => `${field} ${reason}`);
  };
  const update = toBase64(told[0] ?? new Uint8Array());
  assert.deepEqual(await reasonOf(ben, { writer: mine.writer, update }), ['writer another-writer']);
  assert.deepEqual(await reasonOf(ben, { writer: theirs.writer, update }), [
    'update another-writer',
  ]);
  assert.deepEqual(await reasonOf(ben, { writer: theirs.writer, update: '%%' }), [
    'update not-an-update',
  ]);
  assert.deepEqual(await reasonOf(ben, { writer: theirs.writer, update: 'A'.repeat(200_000) }), [
    'update too-long',
  ]);
  await theirs.hear();
  assert.equal(widthOf(theirs.editor.root), 810_000, 'nothing of it was kept');
});

test('what could not be evaluated within the bounds does not come onto the bench', async () => {
  const at = await openedBy(anna);
  const mine = await Window.open(anna, at);
  const now = mine.editor.root;
  const body = now.slots['body']?.[0];
  const bay = body?.slots['bays']?.[0];
  assert.ok(body && bay);
  const bays = Array.from({ length: 900 }, (_, nth) => ({ ...bay, id: `b${nth}` }));
  const wished = { ...now, slots: { body: [{ ...body, slots: { bays } }] } };
  const many = await execute(muster.services, anna, changeBench, {
    ...at,
    before: now,
    after: wished,
  });
  assert.ok(many.kind === 'refused');
  assert.match(many.fields[0]?.reason ?? '', /^(too-many-|update-too-large)/);
  const deep = { ...now, slots: { body: [deepNode(20)] } };
  const refusal = await execute(muster.services, anna, changeBench, {
    ...at,
    before: now,
    after: deep,
  });
  assert.ok(refusal.kind === 'refused');
  assert.equal(refusal.fields[0]?.reason, 'too-deep');
});

function deepNode(levels: number): DesignNode {
  const slots: DesignNode['slots'] = levels === 0 ? {} : { in: [deepNode(levels - 1)] };
  return { id: '1', type: 'box', set: {}, slots };
}

const hereIn = (view: BenchView) =>
  view.here.map(({ name, inHand, colour }) => [name, inHand, colour]);

test('who is there and what they have in hand, until they were not heard of for a while', async () => {
  const at = await openedBy(anna);
  const hand = (who: PersonActor, writer: number, inHand: string) =>
    must(muster.services, who, holdInHand, { ...at, writer, inHand });
  await hand(anna, 20_001, 'root.body[1]');
  await hand(ben, 20_002, 'root');
  assert.deepEqual(hereIn(await look(ben, at)), [
    ['Anna', 'root.body[1]', 0],
    ['Ben', 'root', 1],
  ]);
  await hand(ben, 20_002, '');
  assert.deepEqual(hereIn(await look(anna, at)), [['Anna', 'root.body[1]', 0]]);
  const mine = await readBenches(muster.services, ben, place.space);
  assert.ok(mine.kind === 'done' && mine.value.benches.some(({ address }) => address === at.bench));
});

test('of eight windows that tell at once none is lost', async () => {
  const at = await openedBy(anna);
  const windows = await Promise.all(Array.from({ length: 8 }, () => Window.open(ben, at)));
  windows.forEach((window, nth) => window.widen(700_000 + nth * 1_000));
  await Promise.all(windows.map((window) => window.send()));
  assert.equal((await look(anna, at)).updates.length, 8);
  await Promise.all(windows.map((window) => window.hear()));
  const widths = new Set(windows.map(({ editor }) => widthOf(editor.root)));
  assert.equal(widths.size, 1);
});

async function openMany(): Promise<number> {
  const who = await place.peer();
  const all = await Promise.allSettled(Array.from({ length: MOST_OPEN + 5 }, () => openedBy(who)));
  return all.filter(({ status }) => status === 'fulfilled').length;
}

test('nobody opens benches without end, and the lock is why', async () => {
  assert.equal(await openMany(), MOST_OPEN);
  faults.leaveOut('benches');
  assert.ok(await goesWrong(async () => (await openMany()) > MOST_OPEN));
  faults.restore();
});
