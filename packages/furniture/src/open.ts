import type { NodeType } from '@muster/kit/kit';
import {
  base,
  get,
  height,
  heightParameter,
  mm,
  pins,
  sagRule,
  shelf,
  shelves,
  t,
} from './compartment.ts';

export const open: NodeType = {
  id: 'open',
  name: { en: 'Open', de: 'Offen' },
  parameters: [heightParameter, shelves],
  values: [],
  slots: [],
  parts: [base, shelf, pins],
  rules: [
    sagRule,
    {
      id: 'gap-too-low-for-books',
      severity: 'hint',
      when: {
        and: [
          { less: [0, get('shelves')] },
          {
            less: [
              { subtract: [{ divide: [height, { add: [get('shelves'), 1] }], round: 'down' }, t] },
              mm(220),
            ],
          },
        ],
      },
      message: {
        en: 'Between the shelves are {gap}; books want 220 mm and more.',
        de: 'Zwischen den Böden sind {gap}; Bücher brauchen 220 mm und mehr.',
      },
      numbers: [
        {
          id: 'gap',
          dimension: 'length',
          value: {
            subtract: [{ divide: [height, { add: [get('shelves'), 1] }], round: 'down' }, t],
          },
        },
      ],
      parts: ['shelf'],
      fixes: [
        {
          id: 'one-shelf-fewer',
          name: { en: 'One shelf fewer', de: 'Einen Boden weniger' },
          set: [{ on: 'self', parameter: 'shelves', value: { subtract: [get('shelves'), 1] } }],
        },
      ],
    },
  ],
};
