import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDesigns } from '@muster/kit/compare';
import { compileKit } from '@muster/kit/compiled-kit';
import type { DesignNode } from '@muster/kit/design';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { sayFinding, sayQuantity, saySetting } from '@muster/kit/say';
import { furnitureKit } from './furniture-kit.ts';
import { starters } from './starters.ts';

const kit = hashOf(furnitureKit);
const found = compileKit(furnitureKit);
assert.ok(found.kind === 'kit');
const compiled = found.kit;

function evaluated(root: DesignNode) {
  const evaluation = evaluate(compiled, kit, { kit, root });
  assert.ok(evaluation.kind === 'evaluation');
  return { root, evaluation };
}

/** The bookcase with another depth, so many shelves and perhaps a second bay. */
function bookcase(depth: number, shelves: number, more: readonly DesignNode[] = []): DesignNode {
  const { root } = starters.find(({ id }) => id === 'bookcase') ?? assert.fail();
  const body = root.slots['body']?.[0] ?? assert.fail();
  const bay = body.slots['bays']?.[0] ?? assert.fail();
  const open: DesignNode = { id: '1', type: 'open', set: { shelves }, slots: {} };
  const bays = [{ ...bay, slots: { compartments: [open] } }, ...more];
  const changed = { ...body, set: { ...body.set, depth }, slots: { bays } };
  return { ...root, slots: { body: [changed] } };
}

test('two shelves more and a deeper body: by part, by setting, and by weight', () => {
  const before = evaluated(bookcase(300_000, 3));
  const after = evaluated(bookcase(350_000, 5));
  const { settings, parts, added, removed, takeoffs } = compareDesigns(compiled, before, after);
  assert.deepEqual(
    settings.map(({ parameter, before: was, after: is }) => [parameter, was, is]),
    [
      ['depth', 300_000, 350_000],
      ['shelves', 3, 5],
    ],
  );
  const shelves = parts.find(({ name }) => name.en === 'Shelf');
  assert.deepEqual([shelves?.before, shelves?.after], [3, 5]);
  assert.deepEqual([added, removed], [[], []]);
  const mass = takeoffs.find(({ id }) => id === 'mass');
  assert.ok((mass?.after ?? 0) > (mass?.before ?? 0));
});

test('a bay that came is said once, without what is in it; the other way round it went', () => {
  const open: DesignNode = { id: '1', type: 'open', set: {}, slots: {} };
  const bay: DesignNode = { id: 'new', type: 'bay', set: {}, slots: { compartments: [open] } };
  const before = evaluated(bookcase(300_000, 3));
  const after = evaluated(bookcase(300_000, 3, [bay]));
  assert.deepEqual(compareDesigns(compiled, before, after).added, [
    { node: 'root.body[1].bays[new]', type: 'bay' },
  ]);
  assert.deepEqual(compareDesigns(compiled, after, before).removed, [
    { node: 'root.body[1].bays[new]', type: 'bay' },
  ]);
  const same = compareDesigns(compiled, before, before);
  assert.deepEqual(
    [same.settings, same.added, same.removed, same.parts, same.takeoffs],
    [[], [], [], [], []],
  );
});

test('quantities, choices and findings have words in both languages', () => {
  assert.equal(sayQuantity(350_000, 'length', 'en'), '350\u00a0mm');
  assert.equal(sayQuantity(202_500, 'length', 'de'), '202,5\u00a0mm');
  assert.equal(sayQuantity(62_900_000, 'mass', 'de'), '62,9\u00a0kg');
  const say = { language: 'de', yes: 'ja', no: 'nein' };
  const base = { type: 'carcass', parameter: 'base' };
  assert.equal(saySetting(compiled, { ...base, value: 'plinth' }, say), 'einem Sockel');
  assert.equal(saySetting(compiled, { ...base, parameter: 'back', value: true }, say), 'ja');
  const { findings } = evaluated(bookcase(200_000, 9)).evaluation;
  for (const language of ['en', 'de'])
    for (const finding of findings)
      assert.doesNotMatch(sayFinding(compiled, finding, language) ?? '', /[{}]/);
});
