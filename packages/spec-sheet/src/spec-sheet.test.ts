import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDesigns } from '@muster/kit/compare';
import { compileKit } from '@muster/kit/compiled-kit';
import { priceBatch } from '@muster/kit/costs';
import type { DesignNode } from '@muster/kit/design';
import { drawDesign } from '@muster/kit/draw-design';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { mergeDesigns } from '@muster/kit/merge';
import { readKit } from '@muster/kit/read-kit';
import { specSheetKit, statedPrices } from './spec-sheet-kit.ts';
import { starters } from './starters.ts';

const hash = hashOf(specSheetKit);

function opened() {
  const read = readKit(JSON.parse(JSON.stringify(specSheetKit)));
  assert.ok(read.kind === 'kit', JSON.stringify(read));
  assert.equal(hashOf(read.kit), hash);
  const compiled = compileKit(read.kit);
  assert.ok(compiled.kind === 'kit', JSON.stringify(compiled));
  return compiled.kit;
}

const compiled = opened();

function evaluated(root: DesignNode) {
  const evaluation = evaluate(compiled, hash, { kit: hash, root });
  assert.ok(evaluation.kind === 'evaluation', JSON.stringify(evaluation));
  return evaluation;
}

function starter(id: string): DesignNode {
  const found = starters.find((each) => each.id === id);
  assert.ok(found, id);
  return found.root;
}

function withValues(root: DesignNode, set: DesignNode['set']): DesignNode {
  const [body] = root.slots['what'] ?? [];
  assert.ok(body);
  return { ...root, slots: { what: [{ ...body, set: { ...body.set, ...set } }] } };
}

test('a sheet that is filled in can be made, an empty one says what it needs', () => {
  assert.deepEqual(evaluated(starter('sheet-appliance')).findings, []);
  const empty = evaluated(starter('sheet-print')).findings;
  assert.deepEqual(
    empty.map(({ rule, severity, numbers }) => [rule, severity, numbers['value'] ?? null]),
    [
      ['missing-value', 'block', 'width'],
      ['missing-value', 'block', 'height'],
      ['missing-value', 'block', 'pages'],
      ['missing-value', 'block', 'paper'],
      ['missing-value', 'block', 'colours'],
      ['no-price', 'hint', null],
    ],
  );
});

test('every kind has a picture of its own', () => {
  const drawn = starters.map(({ root, id }) =>
    drawDesign(compiled, evaluated(root), { title: id, dimensions: true }),
  );
  assert.equal(new Set(drawn.map((svg) => svg.replaceAll(/sheet-\w+/g, ''))).size, starters.length);
  for (const svg of drawn) assert.match(svg, /viewBox="0 0 400 300".*<path d="M/s);
});

function price(root: DesignNode, batch: number) {
  return priceBatch(compiled, evaluated(root), statedPrices, { batch, nesting: 'plan' });
}

test('what is stated makes the price: once for a batch and for each', () => {
  assert.deepEqual(
    [1, 10, 200].map((batch) => price(starter('sheet-textile'), batch).unit),
    [20_450, 4_250, 2_540],
  );
  const open = price(starter('sheet-food'), 10);
  assert.equal(open.isComplete, false);
  assert.deepEqual(open.lines[0]?.missing, ['stated']);
});

test('two sheets are compared by what they say, and merged attribute by attribute', () => {
  const base = starter('sheet-appliance');
  const ours = withValues(base, { power: 1_800 });
  const theirs = withValues(base, { noise: 60, power: 2_000 });
  const { root, conflicts } = mergeDesigns(base, { ours, theirs });
  assert.deepEqual(
    conflicts.map(({ parameter, ours: mine, theirs: other }) => [parameter, mine, other]),
    [['power', 1_800, 2_000]],
  );
  const difference = compareDesigns(
    compiled,
    { root: base, evaluation: evaluated(base) },
    { root, evaluation: evaluated(root) },
  );
  assert.deepEqual(
    difference.settings.map(({ parameter, before, after }) => [parameter, before, after]),
    [
      ['power', 2_200, 1_800],
      ['noise', null, 60],
    ],
  );
});
