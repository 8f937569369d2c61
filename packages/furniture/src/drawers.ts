import type { Expression } from '@muster/kit/expression';
import type { NodeType, PartRule } from '@muster/kit/kit';
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
  t,
  width,
} from './compartment.ts';

export const drawers: NodeType = {
  id: 'drawers',
  name: { en: 'Drawers', de: 'Schubkästen' },
  parameters: [
    heightParameter,
    {
      id: 'count',
      name: { en: 'Drawers', de: 'Schubkästen' },
      kind: 'quantity',
      default: 2,
      min: 1,
      max: { most: [1, { divide: [height, mm(90)], round: 'down' }] },
      step: 1,
      group: 'front',
    },
    handle,
  ],
  values: [
    {
      id: 'front-height',
      value: {
        divide: [
          { subtract: [{ add: [height, t] }, { multiply: [GAP, get('count')] }] },
          get('count'),
        ],
        round: 'down',
      },
    },
    { id: 'box-height', value: { most: [mm(60), { subtract: [get('front-height'), mm(50)] }] } },
    // Slides come in steps of 50 mm and need 12.7 mm on either side.
    {
      id: 'slide',
      value: {
        multiply: [
          mm(50),
          { divide: [{ subtract: [get('slot.depth'), mm(20)] }, mm(50)], round: 'down' },
        ],
      },
    },
    { id: 'box-width', value: { subtract: [width, mm(26)] } },
  ],
  slots: [],
  parts: [
    base,
    {
      id: 'front',
      name: { en: 'Drawer front', de: 'Schubkastenfront' },
      kind: 'front',
      repeat: get('count'),
      material: get('root.front'),
      box: {
        x: { divide: [{ subtract: [GAP, t] }, 2], round: 'down' },
        y: { subtract: [none, { material: get('root.front'), property: 'thickness' }] },
        z: drawerZ({ divide: [{ subtract: [GAP, t] }, 2], round: 'down' }),
        dx: { subtract: [{ add: [width, t] }, GAP] },
        dy: { material: get('root.front'), property: 'thickness' },
        dz: get('front-height'),
      },
      thickness: 'y',
      grain: 'x',
      edges: ['long-1', 'long-2', 'short-1', 'short-2'].map((side) => ({
        side: side as 'long-1',
        material: get('root.edge'),
      })),
    },
    drawerBoard('side-left', { en: 'Drawer side, left', de: 'Kastenseite links' }, mm(13), none),
    drawerBoard(
      'side-right',
      { en: 'Drawer side, right', de: 'Kastenseite rechts' },
      { subtract: [width, { add: [mm(13), t] }] },
      none,
    ),
    {
      id: 'drawer-back',
      name: { en: 'Drawer back', de: 'Kastenrückwand' },
      kind: 'board',
      repeat: get('count'),
      material: get('root.board'),
      box: {
        x: { add: [mm(13), t] },
        y: { subtract: [get('slide'), t] },
        z: drawerZ(mm(20)),
        dx: { subtract: [get('box-width'), { multiply: [t, 2] }] },
        dy: t,
        dz: get('box-height'),
      },
      thickness: 'y',
      grain: 'x',
    },
    {
      id: 'drawer-bottom',
      name: { en: 'Drawer bottom', de: 'Kastenboden' },
      kind: 'back',
      repeat: get('count'),
      material: 'hdf-3',
      box: {
        x: mm(13),
        y: none,
        z: drawerZ(mm(17)),
        dx: get('box-width'),
        dy: get('slide'),
        dz: { material: 'hdf-3', property: 'thickness' },
      },
      thickness: 'z',
    },
    {
      id: 'slides',
      name: { en: 'Slides', de: 'Führungen' },
      kind: 'fitting',
      material: 'slide',
      count: get('count'),
    },
    grip({
      count: get('count'),
      x: { divide: [{ subtract: [width, mm(140)] }, 2], round: 'down' },
      z: drawerZ({ subtract: [get('front-height'), mm(50)] }),
      dx: mm(140),
      dz: mm(12),
    }),
  ],
  rules: [
    {
      id: 'drawer-too-shallow',
      severity: 'warn',
      when: { less: [get('slide'), mm(250)] },
      message: {
        en: 'The drawers are only {slide} long: slides begin at 250 mm.',
        de: 'Die Schubkästen sind nur {slide} lang: Führungen beginnen bei 250 mm.',
      },
      numbers: [{ id: 'slide', dimension: 'length', value: get('slide') }],
      fixes: [],
    },
  ],
};

/** Drawers stand one above the other from the bottom of their compartment. */
function drawerZ(above: Expression): Expression {
  return { add: [above, { multiply: [{ add: [get('front-height'), GAP] }, get('repeat.index')] }] };
}

function drawerBoard(id: string, name: PartRule['name'], x: Expression, y: Expression): PartRule {
  return {
    id,
    name,
    kind: 'board',
    repeat: get('count'),
    material: get('root.board'),
    box: { x, y, z: drawerZ(mm(20)), dx: t, dy: get('slide'), dz: get('box-height') },
    thickness: 'x',
    grain: 'y',
    edges: [{ side: 'long-1', material: get('root.edge') }],
  };
}
