import type { DesignNode } from '@muster/kit/design';
import type { Starter } from '@muster/kit/kit';

type Values = DesignNode['set'];

/** Sheets to begin from: one filled in, and an empty one of every other kind. */
export const starters: readonly Starter[] = [
  sheet('appliance', ['Kettle for a shared kitchen', 'Wasserkocher für die Teeküche'], {
    what: {
      use: 'Boils 1.7 litres for a kitchen that many share',
      power: 2_200,
      voltage: 230,
      mass: 1_300_000,
      repairable: true,
      warranty: 36,
    },
    price: { 'unit-price': 4_900, 'set-up-price': 25_000 },
    further: [
      ['1', 'number-attribute', { name: 'Volume', value: 1_700, unit: 'ml' }],
      ['2', 'yes-no-attribute', { name: 'Lid comes off for cleaning', value: true }],
    ],
  }),
  sheet('textile', ['Work shirt', 'Arbeitshemd'], {
    what: { fibre: 'Cotton 100 %', grammage: 220, sizes: 'XS to XXL', wash: 60, organic: true },
    price: { 'unit-price': 2_450, 'set-up-price': 18_000 },
    further: [],
  }),
  sheet('service', ['Bicycle check at the house', 'Fahrradcheck im Haus'], {
    what: {
      result: 'Brakes, gears and lights checked and set; worn parts named',
      place: 'In the yard',
      duration: 1_800,
      'on-site': true,
    },
    price: { 'unit-price': 2_900, 'set-up-price': 6_000 },
    further: [],
  }),
  sheet('article', ['Goods of any kind', 'Ware aller Art']),
  sheet('print', ['Printed matter', 'Drucksache']),
  sheet('food', ['Food', 'Lebensmittel']),
  sheet('software', ['Software', 'Software']),
];

type Filled = {
  readonly what: Values;
  readonly price: Values;
  readonly further: readonly (readonly [id: string, type: string, set: Values])[];
};

function sheet(
  category: string,
  [en, de]: readonly [en: string, de: string],
  { what, price, further }: Filled = { what: {}, price: {}, further: [] },
): Starter {
  const attributes = further.map(([id, type, set]) => ({ id, type, set, slots: {} }));
  const body = { id: '1', type: category, set: what, slots: { further: attributes } };
  return {
    id: `sheet-${category}`,
    name: { en, de },
    root: { id: 'sheet', type: 'sheet', set: price, slots: { what: [body] } },
  };
}
