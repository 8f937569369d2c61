import type { Price, PriceList } from '@muster/kit/kit';

/** Example prices for trying the kit, no quotation: a business puts its own in their place. Minor units of EUR. */
export const examplePrices: PriceList = {
  currency: 'EUR',
  place: 'DE',
  date: '2026-11-01',
  source: 'Example figures of the furniture kit',
  prices: [
    price('chipboard-white-18', 'sheet', [1, 5_900], [10, 5_200], [50, 4_600]),
    price('chipboard-oak-19', 'sheet', [1, 15_900], [10, 14_200], [50, 12_800]),
    price('mdf-19', 'sheet', [1, 6_900], [10, 6_200], [50, 5_500]),
    price('plywood-birch-18', 'sheet', [1, 8_900], [10, 8_000], [50, 7_200]),
    price('plywood-birch-24', 'sheet', [1, 11_900], [10, 10_700], [50, 9_600]),
    price('hdf-3', 'sheet', [1, 1_900], [10, 1_700], [50, 1_500]),
    price('oak', 'm3', [1, 280_000]),
    price('maple', 'm3', [1, 220_000]),
    price('edge-abs-1', 'm', [1, 90], [100, 70], [1_000, 50]),
    price('edge-oak-1', 'm', [1, 160], [100, 130], [1_000, 100]),
    price('hinge', 'piece', [1, 320], [50, 260], [500, 190]),
    price('slide', 'piece', [1, 2_400], [20, 1_900], [200, 1_450]),
    price('handle', 'piece', [1, 650], [50, 480], [500, 350]),
    price('knob', 'piece', [1, 350], [50, 260], [500, 190]),
    price('shelf-pin', 'piece', [1, 15], [100, 10], [1_000, 6]),
    price('connector', 'piece', [1, 60], [100, 45], [1_000, 30]),
    price('leg-steel', 'piece', [1, 1_900], [40, 1_500], [400, 1_150]),
    price('wall-fixing', 'piece', [1, 250], [50, 180]),
    price('joinery', 'hour', [1, 6_200]),
    price('finishing', 'hour', [1, 5_400]),
  ],
};

function price(
  of: string,
  per: Price['per'],
  ...steps: readonly (readonly [number, number])[]
): Price {
  return { of, per, steps: steps.map(([from, minor]) => ({ from, minor })) };
}
