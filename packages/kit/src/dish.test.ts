import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from './compiled-kit.ts';
import type { DesignNode } from './design.ts';
import { evaluate } from './evaluate.ts';
import { dishKit } from './examples/dish-kit.ts';
import { hashOf } from './hash.ts';
import { priceBatch } from './costs.ts';
import { readKit } from './read-kit.ts';

function ingredient(id: string, food_: string, grams: number): DesignNode {
  return { id, type: 'ingredient', set: { food: food_, mass: grams * 1_000 }, slots: {} };
}

function cooked(portions: number, ingredients: readonly DesignNode[]) {
  const read = readKit(JSON.parse(JSON.stringify(dishKit)));
  assert.ok(read.kind === 'kit', JSON.stringify(read));
  const compiled = compileKit(read.kit);
  assert.ok(compiled.kind === 'kit', JSON.stringify(compiled));
  const kit = hashOf(dishKit);
  const root = { id: 'dish', type: 'dish', set: { portions }, slots: { ingredients } };
  const evaluation = evaluate(compiled.kit, kit, { kit, root });
  assert.ok(evaluation.kind === 'evaluation', JSON.stringify(evaluation));
  return { compiled: compiled.kit, evaluation };
}

test('a dish for four: masses and energy add up, and what is not known stays so', () => {
  const known = cooked(4, [ingredient('1', 'rice', 80), ingredient('2', 'lentils', 50)]);
  assert.deepEqual(known.evaluation.takeoffs, { mass: 520_000, energy: 1_856_000 });
  const unknown = cooked(4, [ingredient('1', 'rice', 80), ingredient('2', 'herb', 5)]);
  assert.deepEqual(unknown.evaluation.takeoffs, { mass: 340_000, energy: null });
});

const price = (of: string, minor: number) =>
  ({ of, per: 'kg', steps: [{ from: 1, minor }] }) as const;

test('a rule judges the dish, and a batch of it has a price', () => {
  const salty = cooked(2, [ingredient('1', 'rice', 80), ingredient('2', 'salt', 3)]);
  assert.deepEqual(
    salty.evaluation.findings.map(({ rule }) => rule),
    ['salty'],
  );
  const prices = {
    currency: 'EUR',
    place: 'DE',
    date: '2026-11-01',
    source: 'a test',
    prices: [price('rice', 250), price('salt', 80)],
  };
  const cost = priceBatch(salty.compiled, salty.evaluation, prices, {
    batch: 100,
    nesting: 'plan',
  });
  // 16 kg of rice and 0.6 kg of salt, and a twentieth more of each.
  assert.deepEqual(
    cost.lines[0]?.items.map(({ of, quantity, total }) => [of, quantity, total]),
    [
      ['rice', 16_800_000, 4_200],
      ['salt', 630_000, 51],
    ],
  );
  assert.ok(cost.isComplete);
});
