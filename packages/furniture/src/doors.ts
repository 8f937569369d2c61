import type { Expression } from '@muster/kit/expression';
import type { NodeType, Rule } from '@muster/kit/kit';
import {
  base,
  GAP,
  get,
  grip,
  handle,
  height,
  heightParameter,
  mm,
  none,
  pins,
  sagRule,
  shelf,
  shelves,
  t,
  width,
} from './compartment.ts';

const doorWidth: Expression = {
  divide: [{ subtract: [{ add: [width, t] }, { multiply: [GAP, get('leaves')] }] }, get('leaves')],
  round: 'down',
};
const doorHeight: Expression = { subtract: [{ add: [height, t] }, GAP] };

export const doors: NodeType = {
  id: 'doors',
  name: { en: 'Behind doors', de: 'Hinter Türen' },
  parameters: [
    heightParameter,
    {
      id: 'leaves',
      name: { en: 'Doors', de: 'Türen' },
      kind: 'quantity',
      default: { if: [{ less: [mm(600), width] }, 2, 1] },
      min: 1,
      max: 2,
      step: 1,
      group: 'front',
    },
    shelves,
    handle,
  ],
  values: [],
  slots: [],
  parts: [
    base,
    shelf,
    pins,
    {
      id: 'door',
      name: { en: 'Door', de: 'Tür' },
      kind: 'front',
      repeat: get('leaves'),
      material: get('root.front'),
      box: {
        x: {
          add: [
            { divide: [{ subtract: [GAP, t] }, 2], round: 'down' },
            { multiply: [{ add: [doorWidth, GAP] }, get('repeat.index')] },
          ],
        },
        y: { subtract: [none, { material: get('root.front'), property: 'thickness' }] },
        z: { divide: [{ subtract: [GAP, t] }, 2], round: 'down' },
        dx: doorWidth,
        dy: { material: get('root.front'), property: 'thickness' },
        dz: doorHeight,
      },
      thickness: 'y',
      grain: 'z',
      edges: ['long-1', 'long-2', 'short-1', 'short-2'].map((side) => ({
        side: side as 'long-1',
        material: get('root.edge'),
      })),
    },
    {
      id: 'hinge',
      name: { en: 'Hinges', de: 'Scharniere' },
      kind: 'fitting',
      material: 'hinge',
      count: {
        multiply: [
          get('leaves'),
          { if: [{ less: [mm(1_500), height] }, 4, { if: [{ less: [mm(900), height] }, 3, 2] }] },
        ],
      },
    },
    grip({
      count: get('leaves'),
      x: {
        // At the edge that opens: on the right of a single door and of the left of two.
        subtract: [
          {
            if: [{ equal: [get('repeat.index'), 1] }, { add: [doorWidth, GAP, mm(70)] }, doorWidth],
          },
          mm(40),
        ],
      },
      z: { subtract: [doorHeight, mm(190)] },
      dx: mm(12),
      dz: mm(140),
    }),
  ],
  rules: [sagRule, doorTooWide(), doorTooHeavy()],
};

function doorTooWide(): Rule {
  return {
    id: 'door-too-wide',
    severity: 'warn',
    when: { less: [mm(600), doorWidth] },
    message: {
      en: 'A door of {width} pulls at its hinges: above 600 mm two are better.',
      de: 'Eine Tür von {width} zieht an ihren Scharnieren: über 600 mm sind zwei besser.',
    },
    numbers: [{ id: 'width', dimension: 'length', value: doorWidth }],
    parts: ['door'],
    fixes: [
      {
        id: 'two-doors',
        name: { en: 'Two doors', de: 'Zwei Türen' },
        when: { equal: [get('leaves'), 1] },
        set: [{ on: 'self', parameter: 'leaves', value: 2 }],
      },
    ],
  };
}

/** A pair of cup hinges carries some 10 kg, each further one 4 kg more (tables of hinge makers). */
function doorTooHeavy(): Rule {
  const mass: Expression = {
    over: 'parts',
    where: { and: [get('part.own'), { equal: [get('part.rule'), 'door'] }] },
    most: get('part.mass'),
  };
  const carried: Expression = {
    if: [
      { less: [mm(1_500), height] },
      { kg: 18 },
      { if: [{ less: [mm(900), height] }, { kg: 14 }, { kg: 10 }] },
    ],
  };
  return {
    id: 'door-too-heavy',
    severity: 'warn',
    when: { less: [carried, mass] },
    message: {
      en: 'A door of {mass} is more than its hinges carry, which is {carried}.',
      de: 'Eine Tür von {mass} ist mehr, als ihre Scharniere tragen, nämlich {carried}.',
    },
    numbers: [
      { id: 'mass', dimension: 'mass', value: mass },
      { id: 'carried', dimension: 'mass', value: carried },
    ],
    parts: ['door'],
    fixes: [],
  };
}
