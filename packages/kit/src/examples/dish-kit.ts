import type { Expression } from '../expression.ts';
import type { Kit, Material } from '../kit.ts';

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

/** An example that the model is held to: no space cooks with it yet. */
export const dishKit: Kit = {
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
