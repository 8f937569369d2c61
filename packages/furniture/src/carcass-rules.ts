import type { Expression } from '@muster/kit/expression';
import type { Rule } from '@muster/kit/kit';

const get = (name: string): Expression => ({ get: name });
const mm = (length: number): Expression => ({ mm: length });
const none = mm(0);
const t = get('t');

const baysFit: Rule = {
  id: 'bays-do-not-fit',
  severity: 'block',
  when: {
    less: [
      {
        if: [
          { equal: [get('free-bays'), 0] },
          { subtract: [get('inner-width'), get('fixed-width')] },
          get('free-width'),
        ],
      },
      { if: [{ equal: [get('free-bays'), 0] }, none, mm(120)] },
    ],
  },
  message: {
    en: 'The bays need more than the {inner} inside the body.',
    de: 'Die Felder brauchen mehr als die {inner} im Korpus.',
  },
  numbers: [{ id: 'inner', dimension: 'length', value: get('inner-width') }],
  fixes: [
    {
      id: 'widen',
      name: {
        en: 'Make the body as wide as its bays',
        de: 'Den Korpus so breit wie seine Felder machen',
      },
      set: [
        {
          on: 'self',
          parameter: 'width',
          value: {
            add: [
              get('fixed-width'),
              { multiply: [mm(300), get('free-bays')] },
              { multiply: [t, { add: [get('bays'), 1] }] },
            ],
          },
        },
      ],
    },
  ],
};

const stands: Rule = {
  id: 'tips-over',
  severity: 'warn',
  // A rule of thumb of the trade: free-standing no more than four times as high as deep, and fixed above 600 mm with drawers (EN 14749 has the test).
  when: {
    and: [
      { not: get('fixed-to-wall') },
      { less: [{ multiply: [get('depth'), 4] }, get('height')] },
    ],
  },
  message: {
    en: '{height} high on {depth} of depth tips over easily: fix it to the wall or make it {enough} deep.',
    de: '{height} hoch bei {depth} Tiefe kippt leicht: an der Wand befestigen oder {enough} tief machen.',
  },
  numbers: [
    { id: 'height', dimension: 'length', value: get('height') },
    { id: 'depth', dimension: 'length', value: get('depth') },
    { id: 'enough', dimension: 'length', value: { divide: [get('height'), 4], round: 'up' } },
  ],
  parts: ['left', 'right'],
  citation: { text: 'EN 14749, safety of storage furniture: stability', place: 'EU' },
  fixes: [
    {
      id: 'fix-to-wall',
      name: { en: 'Fix it to the wall', de: 'An der Wand befestigen' },
      set: [{ on: 'self', parameter: 'fixed-to-wall', value: true }],
    },
  ],
};

const fitsSheet: Rule = {
  id: 'larger-than-sheet',
  severity: 'block',
  when: {
    less: [
      { material: get('root.board'), property: 'sheet-length' },
      {
        over: 'parts',
        where: { equal: [get('part.kind'), 'board'] },
        most: get('part.length'),
      },
    ],
  },
  message: {
    en: 'A board of {longest} is longer than the sheets of this material, which have {sheet}.',
    de: 'Ein Brett von {longest} ist länger als die Platten dieses Materials mit {sheet}.',
  },
  numbers: [
    {
      id: 'longest',
      dimension: 'length',
      value: {
        over: 'parts',
        where: { equal: [get('part.kind'), 'board'] },
        most: get('part.length'),
      },
    },
    {
      id: 'sheet',
      dimension: 'length',
      value: { material: get('root.board'), property: 'sheet-length' },
    },
  ],
  fixes: [],
};

const passesDoor: Rule = {
  id: 'does-not-pass-a-door',
  severity: 'hint',
  when: { less: [mm(780), { least: [get('width'), get('height'), get('depth')] }] },
  message: {
    en: 'No side is below 780 mm: it does not pass a usual door in one piece.',
    de: 'Keine Seite ist unter 780 mm: In einem Stück passt es durch keine übliche Tür.',
  },
  numbers: [],
  fixes: [],
};

const canBeCarried: Rule = {
  id: 'heavy-to-carry',
  severity: 'hint',
  when: { less: [{ kg: 50 }, { over: 'parts', sum: get('part.mass'), 'skip-unknown': true }] },
  message: {
    en: 'At {mass} two people cannot carry it in one piece: deliver it in parts.',
    de: 'Mit {mass} tragen es zwei Menschen nicht in einem Stück: zerlegt liefern.',
  },
  numbers: [
    {
      id: 'mass',
      dimension: 'mass',
      value: { over: 'parts', sum: get('part.mass'), 'skip-unknown': true },
    },
  ],
  citation: { text: 'Some 25 kg a person, as guides on manual handling advise', place: 'EU' },
  fixes: [],
};

/** What is judged of a body as a whole. */
export const carcassRules: readonly Rule[] = [baysFit, stands, fitsSheet, passesDoor, canBeCarried];
