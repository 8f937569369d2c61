import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DesignNode } from '@muster/kit/design';
import { mergeDesigns, type Side } from '@muster/kit/merge';
import { nodeAt } from '@muster/kit/node-path';
import { applyChange, type Change } from './change.ts';
import { Editor } from './editor.ts';
import { diceFrom, node, randomChange, start } from './random-changes.ts';

const SEED = Number(process.env.SEED ?? 20_261_125);

test('whatever was done and undone leaves the design as it was, to the byte, and can be done again', () => {
  console.log(`seed ${SEED}`);
  const roll = diceFrom(SEED);
  for (let round = 0; round < 500; round++) {
    const editor = new Editor(start);
    const texts = [JSON.stringify(editor.root)];
    for (let step = 0; step < 20; step++) {
      editor.do(randomChange(editor.root, roll, `n${step}`));
      // What changes nothing is no step.
      const text = JSON.stringify(editor.root);
      if (text !== texts.at(-1)) texts.push(text);
    }
    for (const text of texts.toReversed().slice(1)) {
      assert.ok(editor.undo());
      assert.equal(JSON.stringify(editor.root), text);
    }
    assert.ok(!editor.canUndo);
    for (const text of texts.slice(1)) {
      assert.ok(editor.redo());
      assert.equal(JSON.stringify(editor.root), text);
    }
    assert.ok(!editor.canRedo);
  }
});

test('one gesture is one step, and the next of the same name another', () => {
  const editor = new Editor(start);
  const widen = (value: number) =>
    editor.do({ kind: 'set', node: 'root', parameter: 'width', value }, 'root.width');
  [10, 20, 30].forEach(widen);
  editor.endGesture();
  [40, 50].forEach(widen);
  assert.equal(editor.root.set['width'], 50);
  editor.undo();
  assert.equal(editor.root.set['width'], 30);
  editor.undo();
  assert.deepEqual(editor.root, start);
  editor.redo();
  editor.redo();
  assert.equal(editor.root.set['width'], 50);
});

test('what cannot be done is refused by name and changes nothing', () => {
  const cases: [Change, string][] = [
    [{ kind: 'remove', node: 'root' }, 'not-the-root'],
    [{ kind: 'remove', node: 'root.in[9]' }, 'no-such-node'],
    [{ kind: 'remove', node: 'elsewhere' }, 'no-such-node'],
    [{ kind: 'insert', node: 'root', slot: 'in', at: 0, child: node('1') }, 'id-taken'],
    [
      {
        kind: 'all',
        changes: [
          { kind: 'remove', node: 'root.in[1]' },
          { kind: 'remove', node: 'root.in[1]' },
        ],
      },
      'no-such-node',
    ],
  ];
  for (const [change, reason] of cases) {
    const changed = applyChange(start, change);
    assert.deepEqual(changed, { kind: 'refused', reason });
  }
});

function set(root: DesignNode, path: string, parameter: string, value: number): DesignNode {
  const changed = applyChange(root, { kind: 'set', node: path, parameter, value });
  assert.ok(changed.kind === 'changed');
  return changed.root;
}

/** A design that came of another by some changes. */
function descendant(root: DesignNode, roll: (below: number) => number, name: string): DesignNode {
  const editor = new Editor(root);
  for (let step = 0; step < 1 + roll(5); step++)
    editor.do(randomChange(editor.root, roll, `${name}${step}`));
  return editor.root;
}

test('merging: with itself itself, with what did not change the other, and no choice is made in silence', () => {
  const roll = diceFrom(SEED + 1);
  for (let round = 0; round < 2_000; round++) {
    const base = descendant(start, roll, 'base');
    const [ours, theirs] = [descendant(base, roll, 'o'), descendant(base, roll, 't')];
    assert.deepEqual(mergeDesigns(base, { ours, theirs: ours }), { root: ours, conflicts: [] });
    assert.deepEqual(mergeDesigns(base, { ours, theirs: base }), { root: ours, conflicts: [] });
    assert.deepEqual(mergeDesigns(base, { ours: base, theirs }), { root: theirs, conflicts: [] });
    const merged = mergeDesigns(base, { ours, theirs });
    const other = mergeDesigns(base, { ours: theirs, theirs: ours });
    assert.deepEqual(
      merged.conflicts.map(({ path }) => path).toSorted(),
      other.conflicts.map(({ path }) => path).toSorted(),
    );
    const allTheirs = new Map(merged.conflicts.map(({ path }): [string, Side] => [path, 'theirs']));
    const taken = mergeDesigns(base, { ours, theirs }, allTheirs);
    for (const { path, node: at, kind, parameter, theirs: value } of taken.conflicts) {
      if (kind !== 'setting' || parameter === null || !allTheirs.has(path)) continue;
      assert.equal(nodeAt(taken.root, at)?.set[parameter] ?? null, value);
    }
  }
});

test('two people who changed different things get both; the same thing is a question', () => {
  const ours = set(set(start, 'root', 'width', 10), 'root.in[1]', 'height', 5);
  const theirs = set(set(start, 'root', 'depth', 20), 'root.in[1]', 'height', 7);
  const { root, conflicts } = mergeDesigns(start, { ours, theirs });
  assert.deepEqual(root.set, { depth: 20, width: 10 });
  assert.deepEqual(
    conflicts.map(({ path, ours: mine, theirs: other }) => [path, mine, other]),
    [['root.in[1].height', 5, 7]],
  );
});
