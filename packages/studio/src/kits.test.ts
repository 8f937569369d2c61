import assert from 'node:assert/strict';
import { test } from 'node:test';
import { furnitureKit } from '@muster/furniture/furniture-kit';
import { examplePrices } from '@muster/furniture/prices';
import { compareDesigns } from '@muster/kit/compare';
import { compileKit } from '@muster/kit/compiled-kit';
import { type BatchCost, priceBatch } from '@muster/kit/costs';
import { type DesignNode, type DesignValue, readDesign } from '@muster/kit/design';
import { drawDesign } from '@muster/kit/draw-design';
import { evaluate, evaluationHash } from '@muster/kit/evaluate';
import { buildingKit } from '@muster/kit/examples/building-kit';
import { dishKit } from '@muster/kit/examples/dish-kit';
import { hashOf } from '@muster/kit/hash';
import type { Kit, Parameter, PriceList } from '@muster/kit/kit';
import { mergeDesigns } from '@muster/kit/merge';
import { readKit } from '@muster/kit/read-kit';
import { specSheetKit, statedPrices } from '@muster/spec-sheet/spec-sheet-kit';
import { Editor } from './editor.ts';

/** What has to hold for every kit, whatever somebody makes with it. */
const SEED = Number(process.env.SEED ?? 20_261_125);
const ROUNDS = 1_000;
const MOST_LEVELS = 5;
const BATCHES = [1, 2, 3, 7, 10, 25, 50, 200];

const priced = (of: string, per: 'kg' | 'm3'): PriceList['prices'][number] => ({
  of,
  per,
  steps: [
    { from: 1, minor: 900 },
    { from: 100, minor: 700 },
  ],
});
const KITS: readonly (readonly [Kit, PriceList])[] = [
  [furnitureKit, examplePrices],
  [specSheetKit, statedPrices],
  [dishKit, { ...statedPrices, prices: [priced('rice', 'kg'), priced('salt', 'kg')] }],
  [buildingKit, { ...statedPrices, prices: [priced('brick', 'm3')] }],
];

type Roll = (from: number, to: number) => number;

function diceFrom(seed: number): Roll {
  let state = seed;
  return (from, to) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return from + Math.floor((state / 2 ** 32) * (to - from + 1));
  };
}

function pick<Item>(roll: Roll, list: readonly Item[]): Item {
  const item = list[roll(0, list.length - 1)];
  if (item === undefined) throw new Error('The list has something in it.');
  return item;
}

function valueFor(kit: Kit, { kind, options }: Parameter, roll: Roll): DesignValue {
  if (roll(0, 19) === 0) return pick<DesignValue>(roll, ['nonsense', -7, 4e15, true]);
  if (kind === 'quantity') return pick(roll, [roll(0, 3_000_000), roll(0, 9), 0]);
  if (kind === 'flag') return roll(0, 1) === 1;
  if (kind === 'choice') return options ? pick(roll, options).id : '';
  if (kind === 'material') return pick(roll, kit.materials).id;
  return pick(roll, ['1', '2', '3', 'a name']);
}

function randomNode(kit: Kit, type: string, id: string, { roll, level = 0 }: Growth): DesignNode {
  const found = kit.types.find((each) => each.id === type);
  const set: Record<string, DesignValue> = {};
  for (const parameter of found?.parameters ?? []) {
    if (roll(0, 1) === 0) set[parameter.id] = valueFor(kit, parameter, roll);
  }
  const slots = (found?.slots ?? []).map((slot): [string, DesignNode[]] => {
    const count = level >= MOST_LEVELS ? 0 : roll(0, Math.min(slot.max, 4));
    const children = Array.from({ length: count }, (_, at) => {
      const child = roll(0, 19) === 0 ? kit.root : pick(roll, slot.accepts);
      return randomNode(kit, child, String(at + 1), { roll, level: level + 1 });
    });
    return [slot.id, children];
  });
  return { id, type, set, slots: Object.fromEntries(slots) };
}
type Growth = { readonly roll: Roll; readonly level?: number };

function opened(kit: Kit) {
  const read = readKit(JSON.parse(JSON.stringify(kit)));
  assert.ok(read.kind === 'kit', JSON.stringify(read));
  const compiled = compileKit(read.kit);
  assert.ok(compiled.kind === 'kit', JSON.stringify(compiled));
  return compiled.kit;
}

/** A line that costs more for each in the larger batch, and does not say that it is about whole sheets. */
function unexplained(small: BatchCost, large: BatchCost): string[] {
  const dearer = large.lines.filter((line, at) => {
    const each = (small.lines[at]?.total ?? 0) / small.batch;
    return line.total / large.batch > each + 1;
  });
  const explained = dearer.some(({ items }) => items.some(({ wholeSheets }) => wholeSheets));
  return explained ? [] : dearer.map(({ id }) => `${id} ${small.batch} to ${large.batch}`);
}

for (const [kit, prices] of KITS) {
  const hash = hashOf(kit);
  const compiled = opened(kit);

  function evaluated(given: DesignNode) {
    const read = readDesign(JSON.parse(JSON.stringify({ kit: hash, root: given })));
    assert.ok(read.kind === 'design', JSON.stringify(read));
    const evaluation = evaluate(compiled, hash, read.design);
    assert.ok(evaluation.kind === 'evaluation', JSON.stringify(evaluation));
    return { root: read.design.root, evaluation };
  }

  test(`${kit.id}: whatever is made with it comes to the same twice, to nothing below zero, and can be drawn`, () => {
    console.log(`seed ${SEED}`);
    const roll = diceFrom(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      const { root, evaluation } = evaluated(randomNode(kit, kit.root, 'root', { roll }));
      const again = evaluated(root);
      const proof = evaluationHash({ kit: hash, root }, evaluation);
      assert.equal(evaluationHash({ kit: hash, root: again.root }, again.evaluation), proof);
      for (const [id, value] of Object.entries(evaluation.takeoffs))
        assert.ok(value === null || value >= 0, `${round} ${id} ${value}`);
      const ids = evaluation.parts.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const svg = drawDesign(compiled, evaluation, { title: 'x', dimensions: true });
      assert.ok(svg.startsWith('<svg ') && !/NaN|undefined/.test(svg), svg.slice(0, 400));
      const difference = compareDesigns(compiled, { root, evaluation }, again);
      assert.deepEqual(difference, {
        settings: [],
        added: [],
        removed: [],
        parts: [],
        takeoffs: [],
      });
    }
  });

  test(`${kit.id}: in a larger batch one never costs more, unless a line says why`, () => {
    const roll = diceFrom(SEED + 1);
    for (let round = 0; round < ROUNDS / 4; round++) {
      const { evaluation } = evaluated(randomNode(kit, kit.root, 'root', { roll }));
      const costs = BATCHES.map((batch) =>
        priceBatch(compiled, evaluation, prices, { batch, nesting: 'estimate' }),
      );
      for (const [at, large] of costs.entries()) {
        const small = costs[at - 1];
        if (small && large.unit > small.unit + 1)
          assert.deepEqual(unexplained(small, large), [], `round ${round}`);
      }
    }
  });

  test(`${kit.id}: merged with itself it is itself, and what is undone is as if it never was`, () => {
    const roll = diceFrom(SEED + 2);
    for (let round = 0; round < ROUNDS / 2; round++) {
      const { root } = evaluated(randomNode(kit, kit.root, 'root', { roll }));
      const other = evaluated(randomNode(kit, kit.root, 'root', { roll })).root;
      assert.deepEqual(mergeDesigns(other, { ours: root, theirs: root }), { root, conflicts: [] });
      assert.deepEqual(mergeDesigns(root, { ours: root, theirs: other }).root, other);
      const editor = new Editor(root);
      // A slot that holds nothing is as one that is not named: the editor keeps no empty lists.
      const [kept, given] = [evaluated(editor.root), evaluated(root)].map(
        ({ evaluation: { parts, takeoffs, findings } }) => ({ parts, takeoffs, findings }),
      );
      assert.deepEqual(kept, given);
      const begun = JSON.stringify(editor.root);
      const done = kit.types[0]?.parameters.map(({ id }) =>
        editor.do({ kind: 'set', node: 'root', parameter: id, value: roll(0, 9) }),
      );
      for (const [slot, children] of Object.entries(root.slots)) {
        for (const child of children)
          editor.do({ kind: 'remove', node: `root.${slot}[${child.id}]` });
      }
      assert.ok(done?.every((refused) => refused === null));
      while (editor.undo());
      assert.equal(JSON.stringify(editor.root), begun);
    }
  });
}
