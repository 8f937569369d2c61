import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from './compiled-kit.ts';
import type { DesignNode } from './design.ts';
import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { hashOf } from './hash.ts';
import type { Kit, Material } from './kit.ts';
import { priceBatch } from './costs.ts';
import { readKit } from './read-kit.ts';

/** A dish is no piece of furniture, and the same model carries it: ingredients by mass, steps by time, energy that may be unknown. */
const get = (name: string) => ({ get: name });

function food(id: string, en: string, energyCal: number | null): Material {
  const energy = { dimension: 'energy', value: energyCal };
  return { id, kind: 'bulk', name: { en }, properties: { 'energy-per-100-g': energy } };
}

const energyOfPart: Expression = {
  scale: [
    get('part.mass'),
    { material: get('part.material'), property: 'energy-per-100-g' },
    { g: 100 },
  ],
};

const dishKit: Kit = {
  format: 1,
  id: 'dish',
  version: '0.1.0',
  name: { en: 'Dish' },
  root: 'dish',
  types: [
    {
      id: 'dish',
      name: { en: 'Dish' },
      parameters: [
        {
          id: 'portions',
          name: { en: 'Portions' },
          kind: 'quantity',
          default: 2,
          min: 1,
          max: 500,
        },
      ],
      values: [],
      slots: [
        {
          id: 'ingredients',
          name: { en: 'Ingredients' },
          accepts: ['ingredient'],
          min: 1,
          max: 40,
          gives: [],
        },
        { id: 'steps', name: { en: 'Steps' }, accepts: ['step'], min: 0, max: 20, gives: [] },
      ],
      parts: [],
      rules: [
        {
          id: 'salty',
          severity: 'warn',
          when: {
            less: [
              {
                scale: [{ over: 'parts', sum: get('part.mass') }, 15_000, 1_000_000],
              },
              {
                over: 'parts',
                where: { equal: [get('part.material'), 'salt'] },
                sum: get('part.mass'),
              },
            ],
          },
          message: { en: 'More than 1.5 % is salt.' },
          numbers: [],
          fixes: [],
        },
      ],
    },
    {
      id: 'ingredient',
      name: { en: 'Ingredient' },
      parameters: [
        {
          id: 'food',
          name: { en: 'Food' },
          kind: 'material',
          materials: ['bulk'],
          default: 'rice',
        },
        {
          id: 'mass',
          name: { en: 'For one portion' },
          kind: 'quantity',
          dimension: 'mass',
          default: { g: 100 },
          min: { g: 1 },
          max: { kg: 2 },
        },
      ],
      values: [],
      slots: [],
      parts: [
        {
          id: 'food',
          name: { en: 'Food' },
          kind: 'food',
          material: get('food'),
          mass: { scale: [get('mass'), get('root.portions'), 1] },
        },
      ],
      rules: [],
    },
    {
      id: 'step',
      name: { en: 'Step' },
      parameters: [
        { id: 'text', name: { en: 'What is done' }, kind: 'text', default: '' },
        {
          id: 'time',
          name: { en: 'How long' },
          kind: 'quantity',
          dimension: 'time',
          default: { minutes: 5 },
        },
      ],
      values: [],
      slots: [],
      parts: [],
      rules: [],
    },
  ],
  materials: [
    food('rice', 'Rice', 360_000),
    food('lentils', 'Lentils', 352_000),
    food('salt', 'Salt', 0),
    food('herb', 'Herb from the garden', null),
  ],
  tables: [],
  takeoffs: [
    {
      id: 'mass',
      name: { en: 'Mass' },
      definition: { en: 'All ingredients, raw' },
      dimension: 'mass',
      value: { over: 'parts', sum: get('part.mass') },
    },
    {
      id: 'energy',
      name: { en: 'Energy' },
      definition: { en: 'Of the raw ingredients; not known where one of them is not' },
      dimension: 'energy',
      value: { over: 'parts', sum: energyOfPart },
    },
  ],
  costs: [{ id: 'food', name: { en: 'Food' }, kind: 'mass', waste: 50_000 }],
};

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
