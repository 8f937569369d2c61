import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DesignNode } from '@muster/kit/design';
import {
  applyUpdate,
  encodeStateAsUpdate,
  Doc,
  mergeUpdates,
  XmlElement,
  Map as SharedMap,
} from 'yjs';
import { fromBase64, toBase64 } from './base64.ts';
import type { Change } from './change.ts';
import { placesFor } from './design-entries.ts';
import { Editor } from './editor.ts';
import { diceFrom, node, randomChange, start } from './random-changes.ts';
import {
  beginDocument,
  designIn,
  joinUpdate,
  MOST_UPDATE_BYTES,
  updateBetween,
} from './shared-document.ts';

const SEED = Number(process.env.SEED ?? 20_261_125);
const KEEPER = 1_000_000;

/** Two windows and the updates that each has told and the other has not taken yet. */
function twoWindows(begin: DesignNode) {
  const document = beginDocument(begin, KEEPER);
  const told: [Uint8Array[], Uint8Array[]] = [[], []];
  const windows = [0, 1].map(
    (at) => new Editor(document, { writer: at + 1, onUpdate: (update) => told[at]?.push(update) }),
  );
  const [one, other] = windows;
  assert.ok(one && other);
  return { document, one, other, told };
}

test('whatever two do, in whatever order they hear of it, they come to the same design, and so does the keeper', () => {
  console.log(`seed ${SEED}`);
  const roll = diceFrom(SEED);
  for (let round = 0; round < 300; round++) {
    const { document, one, other, told } = twoWindows(start);
    const windows = [one, other] as const;
    const all: { update: Uint8Array; writer: number }[] = [];
    const hear = (at: number) => {
      const updates = told[1 - at]?.splice(0) ?? [];
      all.push(...updates.map((update) => ({ update, writer: 2 - at })));
      for (const update of updates) windows[at]?.take(update);
    };
    for (let step = 0; step < 25; step++) {
      const at = roll(2);
      const editor = windows[at] ?? one;
      const deed = roll(6);
      if (deed === 0) editor.undo();
      else if (deed === 1) editor.redo();
      else if (deed === 2) hear(at);
      else editor.do(randomChange(editor.root, roll, `n${at}-${step}`));
    }
    [0, 1, 0, 1].forEach(hear);
    assert.deepEqual(one.root, other.root);
    let kept = document;
    for (const { update, writer } of all) {
      const joined = joinUpdate([kept], update, writer);
      assert.ok(joined.kind === 'joined', JSON.stringify(joined));
      kept = joined.document;
    }
    assert.deepEqual(designIn([kept]), one.root);
  }
});

test('to undo takes back what one did oneself, and leaves what the other did', () => {
  const roll = diceFrom(SEED + 1);
  for (let round = 0; round < 300; round++) {
    const { one, other, told } = twoWindows(start);
    const pass = () => {
      told[0].splice(0).forEach((update) => other.take(update));
      told[1].splice(0).forEach((update) => one.take(update));
    };
    for (let step = 0; step < 8; step++) {
      one.do(widthOf('root.in[1]', roll(1_000)));
      other.do(widthOf('root.in[2]', roll(1_000)));
      if (roll(2) === 0) pass();
    }
    pass();
    const theirs = other.root.slots['in']?.[1];
    while (one.canUndo) one.undo();
    pass();
    assert.deepEqual(other.root, one.root);
    assert.deepEqual(one.root.slots['in']?.[0], start.slots['in']?.[0]);
    assert.deepEqual(one.root.slots['in']?.[1], theirs);
    while (one.canRedo) one.redo();
    pass();
    while (other.canUndo) other.undo();
    pass();
    assert.deepEqual(one.root.slots['in']?.[1], start.slots['in']?.[1]);
  }
});

function widthOf(path: string, value: number): Change {
  return { kind: 'set', node: path, parameter: 'width', value };
}

test('of two that change the same setting the later change of the other is not undone', () => {
  const { one, other, told } = twoWindows(start);
  one.do(widthOf('root.in[1]', 10));
  told[0].splice(0).forEach((update) => other.take(update));
  other.do(widthOf('root.in[1]', 20));
  told[1].splice(0).forEach((update) => one.take(update));
  one.undo();
  assert.equal(one.root.slots['in']?.[0]?.set['width'], 20);
});

test('what was done without a connection comes together afterwards, told twice or in one piece', () => {
  const { one, other, told } = twoWindows(start);
  for (let step = 0; step < 50; step++) {
    one.do(widthOf('root.in[1]', step), 'drag');
    other.do({ kind: 'insert', node: 'root', slot: 'in', at: 9, child: node(`x${step}`) });
  }
  const [mine, theirs] = told.map((updates) => mergeUpdates(updates));
  assert.ok(mine && theirs);
  for (const _ of [1, 2]) {
    other.take(mine);
    one.take(theirs);
  }
  assert.deepEqual(one.root, other.root);
  assert.equal(one.root.slots['in']?.length, 52);
  assert.equal(one.root.slots['in']?.[0]?.set['width'], 49);
});

test('a long day of dragging leaves a small document', () => {
  const { document, one, told } = twoWindows(start);
  for (let step = 0; step < 5_000; step++) one.do(widthOf('root.in[1]', step), `drag ${step >> 6}`);
  const joined = joinUpdate([document], mergeUpdates(told[0]), 1);
  assert.ok(joined.kind === 'joined');
  console.log(`${joined.document.length} bytes after 5 000 changes`);
  assert.ok(joined.document.length < 2_000);
});

test('a page without script changes what it had shown, and nothing that came meanwhile', () => {
  const { document, one, told } = twoWindows(start);
  one.do(widthOf('root.in[2]', 70));
  const kept = [document, ...told[0]];
  const wished = new Editor(start);
  wished.do(widthOf('root.in[1]', 5));
  wished.do({ kind: 'move', node: 'root.in[1]', at: 1 });
  const update = updateBetween(kept, [start, wished.root], 9);
  const joined = joinUpdate(kept, update, 9);
  assert.ok(joined.kind === 'joined');
  assert.deepEqual(
    joined.root.slots['in']?.map(({ id, set }) => [id, set['width']]),
    [
      ['2', 70],
      ['1', 5],
    ],
  );
  assert.equal(joinUpdate(kept, updateBetween(kept, [start, start], 9), 9).kind, 'joined');
});

/** What somebody tells who has written something else than an editor would. */
function hostile(write: (doc: Doc) => void, writer = 1): Uint8Array {
  const doc = new Doc();
  doc.clientID = writer;
  write(doc);
  return encodeStateAsUpdate(doc);
}

const many = (doc: Doc, count: number) =>
  doc.transact(() => {
    for (let at = 0; at < count; at++) {
      doc.getMap('design').set(`root.in[n${at}]`, 'b');
    }
  });
const deep = (depth: number) => `root${'.in[1]'.repeat(depth)}`;

/** An array in an array, so many times. */
function nested(depth: number): unknown[] {
  return Array.from({ length: depth }).reduce<unknown[]>((inner) => [inner], []);
}

/** What somebody tells who knows the document and takes the outermost thing away. */
function withoutRoot(): Uint8Array {
  const doc = new Doc();
  applyUpdate(doc, beginDocument(start, KEEPER));
  doc.clientID = 1;
  const told: Uint8Array[] = [];
  doc.on('update', (update) => told.push(update));
  doc.getMap('design').delete('root');
  return told[0] ?? new Uint8Array();
}

const HOSTILE: readonly [string, Uint8Array, string][] = [
  ['noise', Uint8Array.from({ length: 500 }, (_, at) => (at * 7_919) % 256), 'not-an-update'],
  ['a count without what it counts', Uint8Array.from([255, 255, 255, 255, 15, 1]), 'not-an-update'],
  ['too much', new Uint8Array(MOST_UPDATE_BYTES + 1), 'update-too-large'],
  ['another part', hostile((doc) => doc.getMap('other').set('root', 'a')), 'foreign-content'],
  ['a list', hostile((doc) => doc.getArray('design').push([1])), 'foreign-content'],
  ['text', hostile((doc) => doc.getText('design').insert(0, 'hello')), 'foreign-content'],
  [
    'a map in it',
    hostile((doc) => doc.getMap('design').set('root', new SharedMap())),
    'foreign-content',
  ],
  [
    'an element',
    hostile((doc) => doc.getMap('design').set('root', new XmlElement('a'))),
    'foreign-content',
  ],
  [
    'a document in it',
    hostile((doc) => doc.getMap('design').set('root', new Doc())),
    'foreign-content',
  ],
  [
    'bytes',
    hostile((doc) => doc.getMap('design').set('root', new Uint8Array(9))),
    'foreign-content',
  ],
  ['an object', hostile((doc) => doc.getMap('design').set('root:a', { b: 1 })), 'foreign-content'],
  ['a strange name', hostile((doc) => doc.getMap('design').set('__proto__', 1)), 'foreign-content'],
  ['too deep a name', hostile((doc) => doc.getMap('design').set(deep(13), 'a')), 'foreign-content'],
  ['in another name', hostile((doc) => doc.getMap('design').set('root', 'a'), 2), 'another-writer'],
  ['half a number', hostile((doc) => doc.getMap('design').set('root:a', 0.5)), 'not-a-value'],
  ['too large a number', hostile((doc) => doc.getMap('design').set('root:a', 1e300)), 'too-large'],
  [
    'too long a text',
    hostile((doc) => doc.getMap('design').set('root:a', 'x'.repeat(9_999))),
    'too-long',
  ],
  [
    'nested lists',
    hostile((doc) => doc.getMap('design').set('root:a', nested(2_000))),
    'foreign-content',
  ],
  ['nothing left', withoutRoot(), 'no-design'],
  ['too many things', hostile((doc) => many(doc, 2_100)), 'too-many-nodes'],
];

for (const [name, update, reason] of HOSTILE) {
  test(`the keeper refuses ${name} by name and quickly`, () => {
    const document = beginDocument(start, KEEPER);
    const begun = performance.now();
    const joined = joinUpdate([document], update, 1);
    const took = performance.now() - begun;
    assert.deepEqual(joined, { kind: 'refused', reason });
    console.log(`${took.toFixed(1)} ms`);
    assert.deepEqual(designIn([document]), start);
  });
}

test('the keeper refuses what builds on something that it has not', () => {
  const { document, one, told } = twoWindows(start);
  one.do(widthOf('root.in[1]', 1));
  one.do(widthOf('root.in[1]', 2));
  const joined = joinUpdate([document], told[0][1] ?? new Uint8Array(), 1);
  assert.deepEqual(joined, { kind: 'refused', reason: 'out-of-order' });
});

test('one bit changed anywhere never makes the keeper throw', () => {
  const document = beginDocument(start, KEEPER);
  const editor: Uint8Array[] = [];
  const window = new Editor(document, { writer: 1, onUpdate: (update) => editor.push(update) });
  window.do({ kind: 'insert', node: 'root', slot: 'in', at: 1, child: node('y', [node('z')]) });
  window.do({ kind: 'remove', node: 'root.in[1]' });
  const fine = mergeUpdates(editor);
  for (let at = 0; at < fine.length; at++) {
    for (const bit of [1, 8, 64, 128]) {
      const changed = fine.slice();
      changed[at] = (changed[at] ?? 0) ^ bit;
      const joined = joinUpdate([document], changed, 1);
      if (joined.kind === 'joined') assert.equal(joined.root.id, 'root');
    }
  }
});

test('places rise, and whoever stands in order keeps theirs', () => {
  assert.deepEqual(placesFor([undefined, undefined]), [1, 2]);
  assert.deepEqual(placesFor([1, 3, 2]), [1, 3, 4]);
  assert.deepEqual(placesFor([3, 1, 2]), [0, 1, 2]);
  assert.deepEqual(placesFor([1, undefined, 2]), [1, 1.5, 2]);
  assert.deepEqual(placesFor([undefined, 1]), [0, 1]);
  assert.deepEqual(placesFor([1, undefined, 1 + Number.EPSILON]), [1, 2, 3]);
});

test('bytes go through text and back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  assert.equal(fromBase64('%'), null);
});
