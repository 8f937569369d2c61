import type { Kit, NodeType, PriceList } from '@muster/kit/kit';
import { bare, freeAttributes, quantity } from './attributes.ts';
import { categories } from './categories.ts';
import { starters } from './starters.ts';

const sheet: NodeType = {
  ...bare('sheet', { en: 'Spec sheet', de: 'Datenblatt' }),
  parameters: [
    quantity(['unit-price', 'Price of one', 'Preis für eines'], 'money', 'optional'),
    quantity(['set-up-price', 'Once for a batch', 'Einmal je Auflage'], 'money', 'optional'),
  ].map((parameter) => ({ ...parameter, group: 'price' })),
  slots: [
    {
      id: 'what',
      name: { en: 'What it is', de: 'Was es ist' },
      accepts: categories.map(({ id }) => id),
      min: 1,
      max: 1,
      gives: [],
    },
  ],
  rules: [
    {
      id: 'no-price',
      severity: 'hint',
      when: { not: { known: { get: 'unit-price' } } },
      message: {
        en: 'Nobody has said yet what one may cost.',
        de: 'Noch hat niemand gesagt, was eines kosten darf.',
      },
      numbers: [],
      fixes: [],
    },
  ],
};

/** Any product or service as attributes with units, those that are needed and those that may be given. */
export const specSheetKit: Kit = {
  format: 1,
  id: 'spec-sheet',
  version: '1.0.0',
  name: { en: 'Spec sheet', de: 'Datenblatt' },
  groups: [
    { id: 'required', name: { en: 'Needed', de: 'Nötig' } },
    { id: 'optional', name: { en: 'If it matters', de: 'Falls es zählt' } },
    { id: 'price', name: { en: 'Price', de: 'Preis' } },
  ],
  root: 'sheet',
  types: [sheet, ...categories, ...freeAttributes],
  materials: [],
  tables: [],
  takeoffs: [],
  costs: [
    {
      id: 'stated',
      name: { en: 'As stated', de: 'Wie angegeben' },
      kind: 'stated',
      each: { get: 'root.unit-price' },
      setUp: {
        if: [{ known: { get: 'root.set-up-price' } }, { get: 'root.set-up-price' }, { minor: 0 }],
      },
    },
  ],
  starters,
};

/** A sheet states its own prices: the list only says in which currency. */
export const statedPrices: PriceList = {
  currency: 'EUR',
  place: 'DE',
  date: '2026-11-01',
  source: 'As stated on the sheet',
  prices: [],
};
