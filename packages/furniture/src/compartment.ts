import type { Expression } from '@muster/kit/expression';
import type { Parameter, PartRule, Rule } from '@muster/kit/kit';

/** Shorthands of all compartments: a name, a length, and what their bay gives them. */
export const get = (name: string): Expression => ({ get: name });
/** So many millimetres. */
export const mm = (length: number): Expression => ({ mm: length });
export const none = mm(0);
export const t = get('slot.thickness');
/** Between fronts, and between fronts and the body. */
export const GAP = mm(3);
export const width = get('slot.width');
export const height = get('slot.height');

export const heightParameter: Parameter = {
  id: 'height',
  name: { en: 'Height inside, 0 for an equal share', de: 'Höhe innen, 0 für den gleichen Anteil' },
  kind: 'quantity',
  dimension: 'length',
  default: none,
  min: none,
  max: mm(2_600),
  step: mm(10),
  group: 'size',
};

export const shelves: Parameter = {
  id: 'shelves',
  name: { en: 'Shelves', de: 'Böden' },
  kind: 'quantity',
  default: 1,
  min: 0,
  max: { most: [0, { divide: [{ subtract: [height, mm(60)] }, mm(100)], round: 'down' }] },
  step: 1,
  group: 'boards',
};

export const handle: Parameter = {
  id: 'handle',
  name: { en: 'Handle', de: 'Griff' },
  kind: 'choice',
  options: [
    { id: 'handle', name: { en: 'Handle', de: 'Griff' } },
    { id: 'knob', name: { en: 'Knob', de: 'Knopf' } },
    { id: 'none', name: { en: 'None: push to open', de: 'Keiner: auf Druck' } },
  ],
  default: 'handle',
  group: 'front',
};

/** The fixed board under every compartment but the lowest, which stands on the bottom. */
export const base: PartRule = {
  id: 'base',
  name: { en: 'Fixed board', de: 'Konstruktionsboden' },
  kind: 'board',
  when: { less: [0, get('slot.index')] },
  material: get('root.board'),
  box: { x: none, y: none, z: { subtract: [none, t] }, dx: width, dy: get('slot.depth'), dz: t },
  thickness: 'z',
  grain: 'x',
  edges: [{ side: 'long-1', material: get('root.edge') }],
};

const shelfDepth: Expression = { subtract: [get('slot.depth'), mm(10)] };

export const shelf: PartRule = {
  id: 'shelf',
  name: { en: 'Shelf', de: 'Einlegeboden' },
  kind: 'shelf',
  repeat: get('shelves'),
  material: get('root.board'),
  box: {
    x: mm(1),
    y: mm(10),
    z: {
      divide: [
        { multiply: [height, { add: [get('repeat.index'), 1] }] },
        { add: [get('shelves'), 1] },
      ],
      round: 'down',
    },
    dx: { subtract: [width, mm(2)] },
    dy: shelfDepth,
    dz: t,
  },
  thickness: 'z',
  grain: 'x',
  edges: [{ side: 'long-1', material: get('root.edge') }],
};

export const pins: PartRule = {
  id: 'pin',
  name: { en: 'Shelf pins', de: 'Bodenträger' },
  kind: 'fitting',
  when: { less: [0, get('shelves')] },
  material: 'shelf-pin',
  count: { multiply: [get('shelves'), 4] },
};

const sag: Expression = {
  sag: {
    span: { subtract: [width, mm(2)] },
    depth: shelfDepth,
    thickness: t,
    'load-per-metre': get('root.load'),
    modulus: { material: get('root.board'), property: 'modulus' },
  },
};
/** 0.02 inch in a foot is what the eye takes for straight: 1.67 mm in a metre. */
const bearable: Expression = { scale: [{ subtract: [width, mm(2)] }, 1_667, 1_000_000] };

/** Shelves, and the boards that carry a compartment, bend by the beam formula. */
export const sagRule: Rule = {
  id: 'shelf-sags',
  severity: 'warn',
  when: {
    and: [
      { or: [{ less: [0, get('shelves')] }, { less: [0, get('slot.index')] }] },
      { less: [bearable, sag] },
    ],
  },
  message: {
    en: 'Under {load} for each metre a board of {span} sags {sag}; {bearable} still look straight.',
    de: 'Unter {load} je Meter hängt ein Brett von {span} um {sag} durch; {bearable} sehen noch gerade aus.',
  },
  numbers: [
    { id: 'load', dimension: 'mass', value: get('root.load') },
    { id: 'span', dimension: 'length', value: { subtract: [width, mm(2)] } },
    { id: 'sag', dimension: 'length', value: sag },
    { id: 'bearable', dimension: 'length', value: bearable },
  ],
  parts: ['shelf', 'base'],
  citation: {
    text: 'Beam formula 5wL⁴/384EI; 0.02 inch a foot as the limit of what looks straight',
  },
  fixes: [
    {
      id: 'stiffer-board',
      name: { en: 'Take birch plywood, 24 mm', de: 'Birkensperrholz, 24 mm, nehmen' },
      when: { not: { equal: [get('root.board'), 'plywood-birch-24'] } },
      set: [{ on: 'root', parameter: 'board', value: 'plywood-birch-24' }],
    },
    {
      id: 'lighter-load',
      name: { en: 'Plan for 15 kg a metre', de: 'Mit 15 kg je Meter rechnen' },
      when: { less: [{ kg: 15 }, get('root.load')] },
      set: [{ on: 'root', parameter: 'load', value: { kg: 15 } }],
    },
  ],
};

/** A handle in front of each front; a knob where one was chosen is drawn no larger than its middle. */
export function grip(
  at: Readonly<Record<'count' | 'x' | 'z' | 'dx' | 'dz', Expression>>,
): PartRule {
  const isKnob: Expression = { equal: [get('handle'), 'knob'] };
  const size = (side: Expression): Expression => ({ if: [isKnob, mm(24), side] });
  const out = mm(26);
  return {
    id: 'grip',
    name: { en: 'Handle', de: 'Griff' },
    kind: 'fitting',
    when: { not: { equal: [get('handle'), 'none'] } },
    repeat: at.count,
    material: { if: [isKnob, 'knob', 'handle'] },
    box: {
      x: at.x,
      y: {
        subtract: [none, { add: [out, { material: get('root.front'), property: 'thickness' }] }],
      },
      z: at.z,
      dx: size(at.dx),
      dy: out,
      dz: size(at.dz),
    },
  };
}
