import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearNaively } from './naive.ts';
import type { Commitment, Instance, Json, Offer, Options } from './public-format.ts';

// The worked examples of the standard: the measure must be right before anything is held to it.

const options = (changes: Partial<Options<number>> = {}): Options<number> => ({
  objective: 'surplus',
  rationing: 'time',
  feeBps: 0,
  feePerUnit: 0,
  feeFixed: 0,
  closeDay: 0,
  ...changes,
});

type Tier = [from: number, price: number];

const offer = (id: string, tiers: Tier[], changes: Partial<Offer<number>> = {}): Offer<number> => ({
  id,
  mode: 'all-units',
  tiers: tiers.map(([from, price]) => ({ from, price })),
  tooling: 0,
  moq: 1,
  capacity: null,
  leadDays: 0,
  freight: null,
  ...changes,
});

/** "a 8@11000" or "a 5..8@11000", in the order of the log. */
function commitments(text: string, latest: Record<string, number> = {}): Commitment<number>[] {
  return text.split(', ').map((one, place) => {
    const [, id, min, max, limit] = /^(\w+) (?:(\d+)\.\.)?(\d+)@(\d+)$/.exec(one)!;
    const units = { min: Number(min ?? 1), max: Number(max), limit: Number(limit) };
    return { id: id!, seq: place + 1, ...units, taxBps: 0, latestDay: latest[id!] ?? null };
  });
}

function holds(instance: Instance, expected: Record<string, Json>): void {
  const result = clearNaively(instance);
  assert.ok(result !== null && typeof result === 'object' && !Array.isArray(result));
  const named = Object.keys(expected).map((key) => [key, result[key]]);
  assert.deepEqual(Object.fromEntries(named), expected);
}

test('example 1: demand hidden below today’s price reaches the last tier', () => {
  const offers = [
    offer('m', [
      [1, 9000],
      [20, 7500],
      [60, 5500],
    ]),
  ];
  const all = commitments('a 8@11000, b 10@8000, c 7@7600, d 38@5600');
  const instance: Instance = { kind: 'single', options: options(), offers, commitments: all };
  holds(instance, { price: 5500, quantity: 63, surplus: 87_500 });
});

test('example 2: tooling, a fee and what rounding leaves', () => {
  const offers = [
    offer(
      'm',
      [
        [1, 2400],
        [100, 2200],
        [200, 2100],
      ],
      { tooling: 60_000 },
    ),
  ];
  const all = commitments('a 40@4000, b 60@3300, c 50@2900, d 80@2700, e 30@2600');
  const chosen = options({ feeBps: 500 });
  const sums = { supplierCost: 606_000, fee: 30_300, price: 2448, rounding: 180, surplus: 160_520 };
  holds({ kind: 'single', options: chosen, offers, commitments: all }, { quantity: 260, ...sums });
});

test('example 3: the highest price within a limit, tax included', () => {
  for (const [limit, taxBps, price] of [
    [12100, 2100, 10000],
    [5000, 1900, 4202],
    [1070, 700, 1000],
    [999, 2500, 799],
  ] as const) {
    const one = { id: 'a', seq: 1, min: 1, max: 1, limit, taxBps, latestDay: null };
    const at = (p: number): Instance => ({
      kind: 'single',
      options: options(),
      offers: [offer('m', [[1, p]])],
      commitments: [one],
    });
    holds(at(price), { cleared: true, price });
    holds(at(price + 1), { cleared: false });
  }
});

test('example 4: whole containers', () => {
  const freight = { perContainer: 7200, unitsPerContainer: 20 };
  const offers = [offer('m', [[1, 1000]], { freight })];
  const all = commitments('a 10@2400, b 12@2300, c 8@1800, d 10@1300');
  const at = (objective: Options<number>['objective']): Instance => ({
    kind: 'single',
    options: options({ objective }),
    offers,
    commitments: all,
  });
  holds(at('units'), { quantity: 30, price: 1480 });
  holds(at('surplus'), { quantity: 30, price: 1480 });
  holds(at('price'), { quantity: 20, price: 1360, allocation: { a: 10, b: 10 } });
});

test('example 5: three ways to ration twenty units', () => {
  const offers = [offer('m', [[1, 1500]], { capacity: 20 })];
  const all = commitments('b 5..8@1500, a 3..9@1800, d 1..12@1700, c 6..6@2600');
  const at = (rationing: Options<number>['rationing']): Instance => ({
    kind: 'single',
    options: options({ rationing }),
    offers,
    commitments: all,
  });
  holds(at('time'), { allocation: { b: 8, a: 9, d: 3 } });
  holds(at('prorata'), { allocation: { b: 6, a: 4, d: 4, c: 6 } });
  holds(at('uniform'), { allocation: { b: 7, a: 5, d: 2, c: 6 } });
});

test('example 6: two variants share a tier and tooling', () => {
  const terms = { mode: 'all-units' as const, moq: 1, capacity: null, leadDays: 0, freight: null };
  const tiers = [
    { from: 1, prices: { A: 1000, B: 1300 } },
    { from: 50, prices: { A: 800, B: 1100 } },
  ];
  const none = { A: 0, B: 0 };
  const offers = [
    { id: 'm', ...terms, tiers, tooling: 6000, variantTooling: none, variantMoq: none },
  ];
  const all = commitments('a1 20@1200, a2 15@940, b1 10@1500, b2 8@1230, b3 6@1150');
  const chosen = all.map((one) => ({ ...one, variant: one.id.startsWith('a') ? 'A' : 'B' }));
  const instance: Instance = {
    kind: 'family',
    options: options(),
    variants: ['A', 'B'],
    offers,
    commitments: chosen,
  };
  const sums = { supplierCost: 53_800, rounding: 42, surplus: 9_098 };
  const perVariant = { quantities: { A: 35, B: 18 }, prices: { A: 914, B: 1214 } };
  holds(instance, { quantity: 53, ...perVariant, ...sums });
});

test('example 7: a second maker adds units and raises the price', () => {
  const offers = [
    offer(
      'a',
      [
        [1, 1000],
        [50, 900],
      ],
      { capacity: 60 },
    ),
    offer(
      'b',
      [
        [1, 1080],
        [30, 1000],
      ],
      { capacity: 100 },
    ),
  ];
  const all = commitments('p 50@1100, q 30@960, r 20@945, s 15@930');
  const at = (objective: Options<number>['objective']): Instance => ({
    kind: 'split',
    options: options({ objective }),
    offers,
    commitments: all,
  });
  holds(at('units'), { offer: 'a+b', split: { a: 60, b: 40 }, price: 940, surplus: 8700 });
  holds(at('surplus'), { offer: 'a', split: { a: 60 }, price: 900, surplus: 10_600 });
  holds(at('price'), { offer: 'a', split: { a: 60 }, price: 900, surplus: 10_600 });
});

test('example 8: a slow cheap maker against a fast one', () => {
  const offers = [
    offer(
      'slow',
      [
        [1, 900],
        [30, 700],
      ],
      { leadDays: 60 },
    ),
    offer(
      'fast',
      [
        [1, 1100],
        [20, 1000],
      ],
      { leadDays: 14 },
    ),
  ];
  const all = commitments('p 15@1200, q 20@1050, r 14@1020, s 10@720', { p: 30, r: 60 });
  const at = (objective: Options<number>['objective']): Instance => ({
    kind: 'single',
    options: options({ objective }),
    offers,
    commitments: all,
  });
  holds(at('surplus'), { offer: 'slow', quantity: 44, price: 700 });
  holds(at('price'), { offer: 'slow', quantity: 44, price: 700 });
  holds(at('units'), { offer: 'fast', quantity: 49, price: 1000 });
});
