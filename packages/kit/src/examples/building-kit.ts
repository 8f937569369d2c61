import type { Expression } from '../expression.ts';
import type { Kit, NodeType, Parameter, Slot } from '../kit.ts';

/**
 * A storey as a graph: corners that walls share, walls with a room on each side, openings that lie in walls. Nothing is
 * drawn twice: the area of a room, its light and its doors are worked out from the walls that name it.
 */
const get = (name: string): Expression => ({ get: name });
const m = (length: number): Expression => ({ mm: length * 1_000 });
const none: Expression = { mm: 0 };
const any = (list: Expression): Expression => ({ less: [0, list] });

const length = (id: string, en: string, otherwise: Expression): Parameter => ({
  id,
  name: { en },
  kind: 'quantity',
  dimension: 'length',
  default: otherwise,
  min: none,
  max: m(60),
});
const reference = (id: string, en: string): Parameter => ({
  id,
  name: { en },
  kind: 'text',
  default: '',
});

/** Where a corner lies, by its id. */
const at = (corner: Expression, axis: 'x' | 'y'): Expression => ({
  over: 'corners',
  as: 'corner',
  where: { equal: [get('corner.id'), corner] },
  sum: get(`corner.${axis}`),
});

/** Twice the area that a wall sweeps, seen from the origin; its sign is the way that it runs. */
const swept: Expression = {
  subtract: [
    { multiply: [at(get('wall.from'), 'x'), at(get('wall.to'), 'y')] },
    { multiply: [at(get('wall.to'), 'x'), at(get('wall.from'), 'y')] },
  ],
};

/** Gauss's formula over the walls of a room: those with it on their left, less those with it on their right. */
const areaOf = (room: Expression): Expression => ({
  divide: [
    {
      subtract: [
        { over: 'walls', as: 'wall', where: { equal: [get('wall.left'), room] }, sum: swept },
        { over: 'walls', as: 'wall', where: { equal: [get('wall.right'), room] }, sum: swept },
      ],
    },
    2,
  ],
});

/** Openings of a kind in the walls around the child that is being placed. */
const openingsOfRoom = (kind: string): Readonly<Record<string, Expression>> => ({
  over: 'openings',
  as: 'opening',
  where: {
    and: [
      { equal: [get('opening.kind'), kind] },
      any({
        over: 'walls',
        as: 'wall',
        where: {
          and: [
            { equal: [get('wall.id'), get('opening.wall')] },
            {
              or: [
                { equal: [get('wall.left'), get('child.id')] },
                { equal: [get('wall.right'), get('child.id')] },
              ],
            },
          ],
        },
        count: true,
      }),
    ],
  },
});

const slot = (id: string, accepts: string, gives: Slot['gives'] = []): Slot => ({
  id,
  name: { en: id },
  accepts: [accepts],
  min: 0,
  max: 200,
  gives,
});
const ofWall = (end: 'from' | 'to', axis: 'x' | 'y') => ({
  id: `${end}-${axis}`,
  dimension: 'length',
  value: at(get(`child.${end}`), axis),
});
const bare = { values: [], slots: [], parts: [], rules: [] };

const storey: NodeType = {
  ...bare,
  id: 'storey',
  name: { en: 'Storey' },
  parameters: [length('height', 'Height of the rooms', m(2.5))],
  slots: [
    slot('corners', 'corner'),
    slot('walls', 'wall', [
      ofWall('from', 'x'),
      ofWall('from', 'y'),
      ofWall('to', 'x'),
      ofWall('to', 'y'),
      {
        id: 'openings',
        dimension: 'area',
        value: {
          over: 'openings',
          as: 'opening',
          where: { equal: [get('opening.wall'), get('child.id')] },
          sum: { multiply: [get('opening.width'), get('opening.height')] },
        },
      },
    ]),
    slot('openings', 'opening'),
    slot('rooms', 'room', [
      { id: 'area', dimension: 'area', value: areaOf(get('child.id')) },
      { id: 'doors', dimension: 'number', value: { ...openingsOfRoom('door'), count: true } },
      {
        id: 'glass',
        dimension: 'area',
        value: {
          ...openingsOfRoom('window'),
          sum: { multiply: [get('opening.width'), get('opening.height')] },
        },
      },
    ]),
  ],
};

const from = (axis: 'x' | 'y'): Expression => ({
  least: [get(`slot.from-${axis}`), get(`slot.to-${axis}`)],
});
const along = (axis: 'x' | 'y'): Expression => ({
  subtract: [{ most: [get(`slot.from-${axis}`), get(`slot.to-${axis}`)] }, from(axis)],
});
const half: Expression = { divide: [get('thickness'), 2], round: 'down' };

/** Around its axis, which runs from corner to corner; a corner belongs to every wall that ends in it. */
const wall: NodeType = {
  ...bare,
  id: 'wall',
  name: { en: 'Wall' },
  parameters: [
    reference('from', 'From corner'),
    reference('to', 'To corner'),
    reference('left', 'Room on its left'),
    reference('right', 'Room on its right'),
    length('thickness', 'Thickness', m(0.24)),
  ],
  parts: [
    {
      id: 'masonry',
      name: { en: 'Masonry' },
      kind: 'wall',
      material: 'brick',
      box: {
        x: { subtract: [from('x'), half] },
        y: { subtract: [from('y'), half] },
        z: none,
        dx: { add: [along('x'), get('thickness')] },
        dy: { add: [along('y'), get('thickness')] },
        dz: get('root.height'),
      },
    },
  ],
  rules: [
    {
      id: 'openings-do-not-fit',
      severity: 'block',
      when: {
        less: [
          { multiply: [{ add: [along('x'), along('y')] }, get('root.height')] },
          get('slot.openings'),
        ],
      },
      message: { en: 'Its openings are larger than the wall.' },
      numbers: [],
      fixes: [],
    },
  ],
};

const opening: NodeType = {
  ...bare,
  id: 'opening',
  name: { en: 'Opening' },
  parameters: [
    reference('wall', 'In wall'),
    {
      id: 'kind',
      name: { en: 'Kind' },
      kind: 'choice',
      default: 'window',
      options: [
        { id: 'window', name: { en: 'Window' } },
        { id: 'door', name: { en: 'Door' } },
      ],
    },
    length('offset', 'From the beginning of the wall', m(0.5)),
    length('width', 'Width', m(1)),
    length('height', 'Height', m(1.2)),
  ],
};

const room: NodeType = {
  ...bare,
  id: 'room',
  name: { en: 'Room' },
  parameters: [],
  rules: [
    {
      id: 'too-small-to-live-in',
      severity: 'warn',
      when: { less: [get('slot.area'), { multiply: [m(1), { mm: 6_500 }] }] },
      message: { en: '{area} is less than the 6.5 m² of a habitable room.' },
      numbers: [{ id: 'area', dimension: 'area', value: get('slot.area') }],
      citation: { text: 'International Residential Code', edition: '2009', section: 'R304' },
      fixes: [],
    },
    {
      id: 'too-dark',
      severity: 'warn',
      when: {
        less: [get('slot.glass'), { multiply: [get('slot.area'), { percent: 8 }] }],
      },
      message: { en: '{glass} of glass for {area}; 8 % of the floor is asked for.' },
      numbers: [
        { id: 'glass', dimension: 'area', value: get('slot.glass') },
        { id: 'area', dimension: 'area', value: get('slot.area') },
      ],
      citation: { text: 'International Residential Code', edition: '2009', section: 'R303' },
      fixes: [],
    },
    {
      id: 'no-door',
      severity: 'block',
      when: { equal: [get('slot.doors'), 0] },
      message: { en: 'Nobody can get in.' },
      numbers: [],
      fixes: [],
    },
  ],
};

/** An example that the model is held to: no space builds with it yet. */
export const buildingKit: Kit = {
  format: 1,
  id: 'building',
  version: '0.1.0',
  name: { en: 'Building' },
  root: 'storey',
  types: [
    storey,
    {
      ...bare,
      id: 'corner',
      name: { en: 'Corner' },
      parameters: [length('x', 'To the right', none), length('y', 'To the back', none)],
    },
    wall,
    opening,
    room,
  ],
  materials: [{ id: 'brick', kind: 'solid', name: { en: 'Brick' }, density: 1_400 }],
  tables: [],
  takeoffs: [
    {
      id: 'axis-area',
      name: { en: 'Area' },
      definition: { en: 'Within the axes of the outer walls' },
      dimension: 'area',
      value: { most: [{ m2: 0 }, { subtract: [{ m2: 0 }, areaOf('')] }] },
    },
    {
      id: 'mass',
      name: { en: 'Weight' },
      definition: { en: 'Of the walls, openings not taken off' },
      dimension: 'mass',
      value: { over: 'parts', sum: get('part.mass') },
    },
  ],
  costs: [{ id: 'walls', name: { en: 'Walls' }, kind: 'solids', waste: 50_000 }],
};
