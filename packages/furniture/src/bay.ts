import type { Expression } from '@muster/kit/expression';
import type { NodeType } from '@muster/kit/kit';

const get = (name: string): Expression => ({ get: name });
const mm = (length: number): Expression => ({ mm: length });
const none = mm(0);
const t = get('slot.thickness');
const isFree: Expression = { equal: [get('child.height'), none] };

/** A field between two uprights, divided from the bottom up into compartments. It makes the upright on its left. */
export const bay: NodeType = {
  id: 'bay',
  name: { en: 'Bay', de: 'Feld' },
  parameters: [
    {
      id: 'width',
      name: {
        en: 'Width inside, 0 for an equal share',
        de: 'Breite innen, 0 für den gleichen Anteil',
      },
      kind: 'quantity',
      dimension: 'length',
      default: none,
      min: none,
      max: mm(1_500),
      step: mm(10),
      group: 'size',
    },
  ],
  values: [
    { id: 'compartments', value: { over: 'compartments', count: true } },
    { id: 'fixed-height', value: { over: 'compartments', sum: get('child.height') } },
    { id: 'free', value: { over: 'compartments', where: isFree, count: true } },
    {
      id: 'room',
      value: {
        subtract: [
          get('slot.height'),
          { multiply: [t, { most: [0, { subtract: [get('compartments'), 1] }] }] },
        ],
      },
    },
    {
      id: 'free-height',
      value: {
        if: [
          { equal: [get('free'), 0] },
          none,
          {
            divide: [{ subtract: [get('room'), get('fixed-height')] }, get('free')],
            round: 'down',
          },
        ],
      },
    },
  ],
  slots: [
    {
      id: 'compartments',
      name: { en: 'Compartments, from the bottom up', de: 'Fächer, von unten nach oben' },
      accepts: ['open', 'doors', 'drawers'],
      min: 0,
      max: 12,
      gives: [
        {
          id: 'height',
          dimension: 'length',
          value: { if: [isFree, get('free-height'), get('child.height')] },
        },
        {
          id: 'z',
          dimension: 'length',
          value: {
            add: [
              { over: 'earlier', sum: { if: [isFree, get('free-height'), get('child.height')] } },
              { multiply: [t, get('slot.index')] },
            ],
          },
        },
        { id: 'width', dimension: 'length', value: get('slot.width') },
        { id: 'depth', dimension: 'length', value: get('slot.depth') },
        { id: 'thickness', dimension: 'length', value: t },
      ],
    },
  ],
  parts: [
    {
      id: 'divider',
      name: { en: 'Upright', de: 'Mittelwand' },
      kind: 'board',
      when: { less: [0, get('slot.index')] },
      material: get('root.board'),
      box: {
        x: { subtract: [none, t] },
        y: none,
        z: none,
        dx: t,
        dy: get('slot.depth'),
        dz: get('slot.height'),
      },
      thickness: 'x',
      grain: 'z',
      edges: [{ side: 'long-1', material: get('root.edge') }],
    },
  ],
  rules: [
    {
      id: 'compartments-do-not-fit',
      severity: 'block',
      when: {
        less: [
          {
            if: [
              { equal: [get('free'), 0] },
              { subtract: [get('room'), get('fixed-height')] },
              get('free-height'),
            ],
          },
          { if: [{ equal: [get('free'), 0] }, none, mm(60)] },
        ],
      },
      message: {
        en: 'The compartments need more than the {room} that this bay has.',
        de: 'Die Fächer brauchen mehr als die {room}, die dieses Feld hat.',
      },
      numbers: [{ id: 'room', dimension: 'length', value: get('room') }],
      fixes: [],
    },
  ],
};
