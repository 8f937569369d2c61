import type { Expression } from '@muster/kit/expression';
import type { NodeType, PartRule } from '@muster/kit/kit';
import { carcassRules } from './carcass-rules.ts';

const get = (name: string): Expression => ({ get: name });
const mm = (length: number): Expression => ({ mm: length });
const none = mm(0);
const t = get('t');

/** Two rows of holes for shelf pins, in the pitch of 32 mm, 37 mm from the front and from the back edge. */
const PIN_ROWS = [mm(37), { subtract: [get('inner-depth'), mm(37)] }].map((across) => ({
  diameter: mm(5),
  depth: mm(13),
  first: mm(96),
  pitch: mm(32),
  count: {
    most: [0, { divide: [{ subtract: [get('inner-height'), mm(192)] }, mm(32)], round: 'down' }],
  } as Expression,
  across,
}));

const edge = get('root.edge');

/** A body of boards, open to the front: two sides, bottom and top, a back, and bays side by side between them. */
export const carcass: NodeType = {
  id: 'carcass',
  name: { en: 'Body', de: 'Korpus' },
  parameters: [
    {
      id: 'width',
      name: { en: 'Width', de: 'Breite' },
      kind: 'quantity',
      dimension: 'length',
      default: mm(1_200),
      min: mm(200),
      max: mm(3_000),
      step: mm(10),
      group: 'size',
    },
    {
      id: 'height',
      name: { en: 'Height', de: 'Höhe' },
      kind: 'quantity',
      dimension: 'length',
      default: mm(800),
      min: mm(200),
      max: mm(2_600),
      step: mm(10),
      group: 'size',
    },
    {
      id: 'depth',
      name: { en: 'Depth', de: 'Tiefe' },
      kind: 'quantity',
      dimension: 'length',
      default: mm(380),
      min: mm(150),
      max: mm(800),
      step: mm(10),
      group: 'size',
    },
    {
      id: 'base',
      name: { en: 'Stands on', de: 'Steht auf' },
      kind: 'choice',
      options: [
        { id: 'legs', name: { en: 'Steel legs', de: 'Stahlfüßen' } },
        { id: 'plinth', name: { en: 'A plinth', de: 'einem Sockel' } },
        { id: 'floor', name: { en: 'Its sides', de: 'den Seiten' } },
      ],
      default: 'legs',
      group: 'base',
    },
    {
      id: 'base-height',
      name: { en: 'Height of the base', de: 'Höhe des Untergestells' },
      kind: 'quantity',
      dimension: 'length',
      default: mm(120),
      min: mm(40),
      max: mm(400),
      step: mm(10),
      group: 'base',
      visible: { not: { equal: [get('base'), 'floor'] } },
    },
    {
      id: 'back',
      name: { en: 'Back', de: 'Rückwand' },
      kind: 'flag',
      default: true,
      group: 'boards',
    },
    {
      id: 'cable-slot',
      name: { en: 'Slot for cables in the back', de: 'Kabelschlitz in der Rückwand' },
      kind: 'flag',
      default: false,
      group: 'boards',
      visible: get('back'),
    },
    {
      id: 'fixed-to-wall',
      name: { en: 'Fixed to the wall', de: 'An der Wand befestigt' },
      kind: 'flag',
      default: false,
      group: 'base',
    },
  ],
  values: [
    { id: 't', value: { material: get('root.board'), property: 'thickness' } },
    { id: 'stand', value: { if: [{ equal: [get('base'), 'floor'] }, none, get('base-height')] } },
    {
      id: 'back-t',
      value: { if: [get('back'), { material: 'hdf-3', property: 'thickness' }, none] },
    },
    { id: 'inner-depth', value: { subtract: [get('depth'), get('back-t')] } },
    { id: 'body-height', value: { subtract: [get('height'), get('stand')] } },
    { id: 'inner-height', value: { subtract: [get('body-height'), { multiply: [t, 2] }] } },
    { id: 'bays', value: { over: 'bays', count: true } },
    {
      id: 'inner-width',
      value: { subtract: [get('width'), { multiply: [t, { add: [get('bays'), 1] }] }] },
    },
    { id: 'fixed-width', value: { over: 'bays', sum: get('child.width') } },
    {
      id: 'free-bays',
      value: { over: 'bays', where: { equal: [get('child.width'), none] }, count: true },
    },
    {
      id: 'free-width',
      value: {
        if: [
          { equal: [get('free-bays'), 0] },
          none,
          {
            divide: [{ subtract: [get('inner-width'), get('fixed-width')] }, get('free-bays')],
            round: 'down',
          },
        ],
      },
    },
  ],
  slots: [
    {
      id: 'bays',
      name: { en: 'Bays', de: 'Felder' },
      accepts: ['bay'],
      min: 1,
      max: 12,
      gives: [
        {
          id: 'width',
          dimension: 'length',
          value: {
            if: [{ equal: [get('child.width'), none] }, get('free-width'), get('child.width')],
          },
        },
        {
          id: 'x',
          dimension: 'length',
          value: {
            add: [
              t,
              {
                multiply: [
                  { add: [get('free-width'), t] },
                  { over: 'earlier', where: { equal: [get('child.width'), none] }, count: true },
                ],
              },
              { over: 'earlier', sum: get('child.width') },
              {
                multiply: [
                  t,
                  {
                    over: 'earlier',
                    where: { not: { equal: [get('child.width'), none] } },
                    count: true,
                  },
                ],
              },
            ],
          },
        },
        { id: 'z', dimension: 'length', value: { add: [get('stand'), t] } },
        { id: 'height', dimension: 'length', value: get('inner-height') },
        { id: 'depth', dimension: 'length', value: get('inner-depth') },
        { id: 'thickness', dimension: 'length', value: t },
      ],
    },
  ],
  parts: [
    side('left', { en: 'Left side', de: 'Linke Seite' }, none),
    side('right', { en: 'Right side', de: 'Rechte Seite' }, { subtract: [get('width'), t] }),
    board('bottom', { en: 'Bottom', de: 'Boden' }, get('stand')),
    board('top', { en: 'Top', de: 'Deckel' }, { subtract: [get('height'), t] }),
    {
      id: 'back',
      name: { en: 'Back', de: 'Rückwand' },
      kind: 'back',
      when: get('back'),
      material: 'hdf-3',
      box: {
        x: none,
        y: get('inner-depth'),
        z: get('stand'),
        dx: get('width'),
        dy: get('back-t'),
        dz: { subtract: [get('body-height'), { if: [get('cable-slot'), mm(60), none] }] },
      },
      thickness: 'y',
      grain: 'z',
    },
    {
      id: 'plinth',
      name: { en: 'Plinth', de: 'Sockelblende' },
      kind: 'board',
      when: { equal: [get('base'), 'plinth'] },
      material: get('root.board'),
      box: {
        x: t,
        y: mm(40),
        z: none,
        dx: { subtract: [get('width'), { multiply: [t, 2] }] },
        dy: t,
        dz: get('stand'),
      },
      thickness: 'y',
      grain: 'x',
      edges: [{ side: 'long-1', material: edge }],
    },
    leg(),
    {
      id: 'connector',
      name: { en: 'Connectors', de: 'Verbinder' },
      kind: 'fitting',
      material: 'connector',
      count: { add: [8, { multiply: [{ subtract: [get('bays'), 1] }, 4] }] },
    },
    {
      id: 'wall-fixing',
      name: { en: 'Wall fixings', de: 'Wandbefestigungen' },
      kind: 'fitting',
      when: get('fixed-to-wall'),
      material: 'wall-fixing',
      count: { add: [1, { divide: [get('width'), mm(800)], round: 'up' }] },
    },
  ],
  rules: carcassRules,
  handles: [
    { parameter: 'width', axis: 'x' },
    { parameter: 'depth', axis: 'y' },
    { parameter: 'height', axis: 'z' },
  ],
};

function side(id: string, name: PartRule['name'], x: Expression): PartRule {
  const toFloor: Expression = { equal: [get('base'), 'floor'] };
  return {
    id,
    name,
    kind: 'board',
    material: get('root.board'),
    box: {
      x,
      y: none,
      z: { if: [toFloor, none, get('stand')] },
      dx: t,
      dy: get('inner-depth'),
      dz: get('body-height'),
    },
    thickness: 'x',
    grain: 'z',
    edges: [{ side: 'long-1', material: edge }],
    holes: PIN_ROWS,
  };
}

/** Four legs, or six under a long body: in two rows, 40 mm from the edges. */
function leg(): PartRule {
  const inRow: Expression = { divide: [get('repeat.count'), 2] };
  const row: Expression = { divide: [get('repeat.index'), inRow], round: 'down' };
  const column: Expression = { subtract: [get('repeat.index'), { multiply: [row, inRow] }] };
  const size = mm(28);
  const reach = (across: string): Expression => ({ subtract: [get(across), mm(108)] });
  return {
    id: 'leg',
    name: { en: 'Leg', de: 'Fuß' },
    kind: 'fitting',
    when: { equal: [get('base'), 'legs'] },
    repeat: { if: [{ less: [mm(1_400), get('width')] }, 6, 4] },
    material: 'leg-steel',
    box: {
      x: { add: [mm(40), { scale: [reach('width'), column, { subtract: [inRow, 1] }] }] },
      y: { add: [mm(40), { multiply: [reach('depth'), row] }] },
      z: none,
      dx: size,
      dy: size,
      dz: get('stand'),
    },
  };
}

function board(id: string, name: PartRule['name'], z: Expression): PartRule {
  return {
    id,
    name,
    kind: 'board',
    material: get('root.board'),
    box: {
      x: t,
      y: none,
      z,
      dx: { subtract: [get('width'), { multiply: [t, 2] }] },
      dy: get('inner-depth'),
      dz: t,
    },
    thickness: 'z',
    grain: 'x',
    edges: [{ side: 'long-1', material: edge }],
  };
}
