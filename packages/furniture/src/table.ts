import type { Expression } from '@muster/kit/expression';
import type { NodeType, PartRule } from '@muster/kit/kit';

const get = (name: string): Expression => ({ get: name });
const mm = (length: number): Expression => ({ mm: length });
const none = mm(0);
const top = get('top-thickness');
const leg = get('leg-size');
const inset = mm(30);

/** A top on four legs with rails between them: tables, desks and benches of solid wood. */
export const table: NodeType = {
  id: 'table',
  name: { en: 'Table or bench', de: 'Tisch oder Bank' },
  handles: [
    { parameter: 'width', axis: 'x' },
    { parameter: 'depth', axis: 'y' },
    { parameter: 'height', axis: 'z' },
  ],
  parameters: [
    {
      id: 'use',
      name: { en: 'Use', de: 'Verwendung' },
      kind: 'choice',
      options: [
        { id: 'dining', name: { en: 'Dining table', de: 'Esstisch' } },
        { id: 'desk', name: { en: 'Desk', de: 'Schreibtisch' } },
        { id: 'low', name: { en: 'Low table', de: 'Couchtisch' } },
        { id: 'bench', name: { en: 'Bench', de: 'Bank' } },
      ],
      default: 'dining',
      group: 'size',
    },
    quantity('width', { en: 'Length', de: 'Länge' }, { mm: 1_800 }, [400, 3_000]),
    quantity(
      'depth',
      { en: 'Depth', de: 'Tiefe' },
      { if: [{ equal: [get('use'), 'bench'] }, mm(380), mm(850)] },
      [250, 1_200],
    ),
    quantity(
      'height',
      { en: 'Height', de: 'Höhe' },
      {
        if: [
          { equal: [get('use'), 'bench'] },
          mm(450),
          {
            if: [
              { equal: [get('use'), 'low'] },
              mm(420),
              { if: [{ equal: [get('use'), 'desk'] }, mm(720), mm(750)] },
            ],
          },
        ],
      },
      [250, 1_100],
    ),
    {
      id: 'wood',
      name: { en: 'Wood', de: 'Holz' },
      kind: 'material',
      materials: ['solid'],
      default: 'oak',
      group: 'boards',
    },
    quantity(
      'top-thickness',
      { en: 'Thickness of the top', de: 'Dicke der Platte' },
      { mm: 27 },
      [18, 60],
    ),
    quantity(
      'leg-size',
      { en: 'Thickness of the legs', de: 'Stärke der Beine' },
      { mm: 60 },
      [35, 120],
    ),
    quantity('rail', { en: 'Height of the rails', de: 'Höhe der Zargen' }, { mm: 90 }, [40, 160]),
  ],
  values: [
    { id: 'under', value: { subtract: [get('height'), top] } },
    { id: 'knee', value: { subtract: [get('under'), get('rail')] } },
    {
      id: 'rail-length',
      value: { subtract: [get('width'), { multiply: [{ add: [leg, inset] }, 2] }] },
    },
    {
      id: 'rail-depth',
      value: { subtract: [get('depth'), { multiply: [{ add: [leg, inset] }, 2] }] },
    },
  ],
  slots: [],
  parts: [
    {
      id: 'top',
      name: { en: 'Top', de: 'Platte' },
      kind: 'board',
      material: get('wood'),
      box: { x: none, y: none, z: get('under'), dx: get('width'), dy: get('depth'), dz: top },
      thickness: 'z',
      grain: 'x',
    },
    legs(),
    rail('rail-front', inset),
    rail('rail-back', { subtract: [get('depth'), { add: [inset, mm(22)] }] }),
    crossRail('rail-left', inset),
    crossRail('rail-right', { subtract: [get('width'), { add: [inset, mm(22)] }] }),
    {
      id: 'connector',
      name: { en: 'Connectors', de: 'Verbinder' },
      kind: 'fitting',
      material: 'connector',
      count: 16,
    },
  ],
  rules: [
    {
      id: 'no-room-for-knees',
      severity: 'warn',
      when: {
        and: [
          { or: [{ equal: [get('use'), 'desk'] }, { equal: [get('use'), 'dining'] }] },
          { less: [get('knee'), mm(620)] },
        ],
      },
      message: {
        en: 'Under the rail are {knee}: knees want 620 mm.',
        de: 'Unter der Zarge sind {knee}: Knie brauchen 620 mm.',
      },
      numbers: [{ id: 'knee', dimension: 'length', value: get('knee') }],
      parts: ['rail-front', 'rail-back'],
      citation: {
        text: 'Office desks: knee space of 620 mm in height (IS 13896:1994; EN 527-1 likewise)',
      },
      fixes: [
        {
          id: 'lower-rail',
          name: { en: 'Make the rails lower', de: 'Zargen niedriger machen' },
          when: { less: [mm(40), { subtract: [get('under'), mm(620)] }] },
          set: [
            {
              on: 'self',
              parameter: 'rail',
              value: { most: [mm(40), { subtract: [get('under'), mm(620)] }] },
            },
          ],
        },
      ],
    },
    {
      id: 'height-out-of-the-usual',
      severity: 'hint',
      when: {
        and: [
          { equal: [get('use'), 'desk'] },
          { or: [{ less: [get('height'), mm(705)] }, { less: [mm(735), get('height')] }] },
        ],
      },
      message: {
        en: 'A desk that does not adjust is 720 mm high, 15 mm more or less; this has {height}.',
        de: 'Ein fester Schreibtisch ist 720 mm hoch, 15 mm mehr oder weniger; dieser hat {height}.',
      },
      numbers: [{ id: 'height', dimension: 'length', value: get('height') }],
      fixes: [
        {
          id: 'usual-height',
          name: { en: 'Make it 720 mm high', de: '720 mm hoch machen' },
          set: [{ on: 'self', parameter: 'height', value: mm(720) }],
        },
      ],
    },
    {
      id: 'top-sags',
      severity: 'warn',
      when: { less: [{ scale: [get('width'), 1_667, 1_000_000] }, topSag()] },
      message: {
        en: 'Under {load} for each metre the top sags {sag} without help from the rails.',
        de: 'Unter {load} je Meter hängt die Platte ohne Hilfe der Zargen um {sag} durch.',
      },
      numbers: [
        { id: 'load', dimension: 'mass', value: get('root.load') },
        { id: 'sag', dimension: 'length', value: topSag() },
      ],
      parts: ['top'],
      fixes: [
        {
          id: 'thicker-top',
          name: { en: 'Take a top of 40 mm', de: 'Eine Platte von 40 mm nehmen' },
          when: { less: [top, mm(40)] },
          set: [{ on: 'self', parameter: 'top-thickness', value: mm(40) }],
        },
      ],
    },
  ],
};

function topSag(): Expression {
  return {
    sag: {
      span: { subtract: [get('width'), { multiply: [{ add: [leg, inset] }, 2] }] },
      depth: get('depth'),
      thickness: top,
      'load-per-metre': get('root.load'),
      modulus: { material: get('wood'), property: 'modulus' },
    },
  };
}

function quantity(
  id: string,
  name: { en: string; de: string },
  otherwise: Expression,
  [least, most]: readonly [number, number],
) {
  return {
    id,
    name,
    kind: 'quantity',
    dimension: 'length',
    default: otherwise,
    min: mm(least),
    max: mm(most),
    step: mm(5),
    group: 'size',
  } as const;
}

/** Four of them: two along, two across. */
function legs(): PartRule {
  const row: Expression = { divide: [get('repeat.index'), 2], round: 'down' };
  const column: Expression = { subtract: [get('repeat.index'), { multiply: [row, 2] }] };
  return {
    id: 'leg',
    name: { en: 'Leg', de: 'Bein' },
    kind: 'leg',
    repeat: 4,
    material: get('wood'),
    box: {
      x: {
        if: [{ equal: [column, 1] }, { subtract: [get('width'), { add: [inset, leg] }] }, inset],
      },
      y: { if: [{ equal: [row, 1] }, { subtract: [get('depth'), { add: [inset, leg] }] }, inset] },
      z: none,
      dx: leg,
      dy: leg,
      dz: get('under'),
    },
    thickness: 'x',
    grain: 'z',
  };
}

function rail(id: string, y: Expression): PartRule {
  return {
    id,
    name: { en: 'Rail', de: 'Zarge' },
    kind: 'board',
    material: get('wood'),
    box: {
      x: { add: [inset, leg] },
      y,
      z: get('knee'),
      dx: get('rail-length'),
      dy: mm(22),
      dz: get('rail'),
    },
    thickness: 'y',
    grain: 'x',
  };
}

function crossRail(id: string, x: Expression): PartRule {
  return {
    id,
    name: { en: 'Cross rail', de: 'Querzarge' },
    kind: 'board',
    material: get('wood'),
    box: {
      x,
      y: { add: [inset, leg] },
      z: get('knee'),
      dx: mm(22),
      dy: get('rail-depth'),
      dz: get('rail'),
    },
    thickness: 'x',
    grain: 'y',
  };
}
