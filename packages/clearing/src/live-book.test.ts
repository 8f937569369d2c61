import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { clear } from './clear.ts';
import { FamilyBook } from './family-book.ts';
import type { Commitment, Offer, Options, VariantOffer } from './instance-shape.ts';
import { LiveBook, type BookEvent } from './live-book.ts';
import { poolPrice, priceOffer } from './offer-cost.ts';

const SEED = 20_261_124;
const RUNS = 400;

const options: fc.Arbitrary<Options> = fc.record({
  objective: fc.constantFrom('surplus', 'units', 'price'),
  rationing: fc.constantFrom('time', 'uniform', 'prorata'),
  feeBps: fc.constantFrom(0, 500, 333),
  feePerUnit: fc.constantFrom(0, 3),
  feeFixed: fc.constantFrom(0, 70),
  closeDay: fc.constant(5),
  maxSuppliers: fc.constant(null),
});

const offer: fc.Arbitrary<Omit<Offer, 'id'>> = fc.record({
  mode: fc.constantFrom('all-units', 'incremental'),
  tiers: fc.constantFrom(
    [{ from: 1, price: 100 }],
    [
      { from: 1, price: 110 },
      { from: 8, price: 90 },
      { from: 20, price: 60 },
    ],
    [
      { from: 3, price: 95 },
      { from: 15, price: 70 },
    ],
  ),
  tooling: fc.constantFrom(0, 100, 400),
  moq: fc.constantFrom(0, 6),
  capacity: fc.constantFrom(null, 12, 25),
  leadDays: fc.constantFrom(0, 10),
  freight: fc.constantFrom(null, { perContainer: 90, unitsPerContainer: 7 }),
});

const wish = fc.record({
  who: fc.nat(12),
  min: fc.integer({ min: 1, max: 4 }),
  more: fc.nat(8),
  // The last limit is past the dense part of the tree.
  limit: fc.oneof(fc.integer({ min: 20, max: 180 }), fc.constant(3_000_000)),
  taxBps: fc.constantFrom(0, 700, 2_100),
  latestDay: fc.constantFrom(null, 5, 9, 15),
  cancels: fc.boolean(),
  lowers: fc.boolean(),
});

/** Turns wishes into events in log order, and keeps what stands after each. */
function logOf(wishes: readonly (typeof wish extends fc.Arbitrary<infer Wish> ? Wish : never)[]) {
  const standing = new Map<string, Commitment>();
  return wishes.map(({ who, more, cancels, lowers, ...terms }, seq) => {
    const id = `buyer ${who}`;
    const before = standing.get(id);
    const { min, limit, taxBps, latestDay } = terms;
    const fresh = { id, seq, min, max: min + more, limit, taxBps, latestDay, variant: 0 };
    let event: BookEvent = { kind: before ? 'amend' : 'commit', commitment: fresh };
    if (before && cancels) event = { kind: 'cancel', id };
    else if (before && lowers)
      event = { kind: 'amend', commitment: { ...before, max: before.min } };
    if (event.kind === 'cancel') standing.delete(id);
    else if (event.kind !== 'offer') standing.set(id, event.commitment);
    return { event, standing: [...standing.values()] };
  });
}

test('after every event the live book says what a full clearing says', () => {
  const offers = fc.array(offer, { minLength: 1, maxLength: 3 });
  const property = fc.property(
    options,
    offers,
    fc.array(wish, { maxLength: 30 }),
    (terms, made, wishes) => {
      const named = made.map((each, at) => ({ ...each, id: `maker ${at}` }));
      const book = LiveBook.from(
        terms,
        named.map((each) => ({ kind: 'offer', offer: each })),
      );
      for (const { event, standing } of logOf(wishes)) {
        assert.equal(book.apply(event).kind, 'applied');
        const full = clear({
          kind: 'single',
          options: terms,
          offers: named,
          commitments: standing,
        });
        const live = book.answer();
        assert.equal(live.cleared, full.cleared);
        if (full.cleared && 'price' in full) {
          assert.deepEqual(
            [live.offer, live.price, live.quantity],
            [full.offer, full.price, full.quantity],
          );
        }
      }
    },
  );
  console.log(`seed ${SEED}`);
  fc.assert(property, { seed: SEED, numRuns: RUNS });
});

test('an offer that comes late counts those who came before it', () => {
  const terms = example1Options;
  const book = LiveBook.from(terms, [
    commitment('a', 1, 8, 11_000),
    commitment('b', 2, 10, 8_000),
    commitment('c', 3, 7, 7_600),
    { kind: 'offer', offer: example1Offer },
  ]);
  assert.equal(book.answer().price, 7_500);
  assert.deepEqual(
    book.answer().gaps.map(({ missing }) => missing),
    [0, 0, 35],
  );
  book.apply(commitment('d', 4, 38, 5_600));
  const { price, quantity, gaps } = book.answer();
  assert.deepEqual([price, quantity], [5_500, 63]);
  assert.deepEqual(
    gaps.map(({ missing }) => missing),
    [0, 0, 0],
  );
  const { demand, offers } = book.stairs(12);
  assert.ok(demand.length <= 12 && offers[0].steps.length <= 12);
  for (const step of offers[0].steps) {
    assert.equal(step.price, poolPrice(priceOffer(example1Offer, terms), terms, step.quantity));
  }
});

test('the book refuses what its log could not hold, and stays as it was', () => {
  const book = LiveBook.from(example1Options, [{ kind: 'offer', offer: example1Offer }]);
  const terms = { min: 1, max: 8, limit: 11_000, taxBps: 0, latestDay: null, variant: 0 };
  book.apply({ kind: 'commit', commitment: { ...terms, id: 'a', seq: 5 } });
  const before = book.answer();
  const refusals = [
    book.apply({ kind: 'commit', commitment: { ...terms, id: 'a', seq: 6 } }),
    book.apply({ kind: 'commit', commitment: { ...terms, id: 'b', seq: 5 } }),
    book.apply({ kind: 'amend', commitment: { ...terms, id: 'b', seq: 6 } }),
    book.apply({ kind: 'amend', commitment: { ...terms, id: 'a', seq: 5, limit: 12_000 } }),
    book.apply({ kind: 'cancel', id: 'b' }),
    book.apply({ kind: 'offer', offer: example1Offer }),
    book.apply({ kind: 'commit', commitment: { ...terms, id: 'b', seq: 7, max: 2_147_483_647 } }),
  ];
  assert.deepEqual(
    refusals.map((each) => (each.kind === 'refused' ? each.reason : each.kind)),
    [
      'duplicate',
      'not-ascending',
      'missing',
      'not-ascending',
      'missing',
      'duplicate',
      'total-too-large',
    ],
  );
  assert.deepEqual(book.answer(), before);
});

test('after every change the family book says what a full clearing says', () => {
  const maker = fc.record({
    tooling: fc.constantFrom(0, 300),
    moq: fc.constantFrom(0, 8),
    capacity: fc.constantFrom(null, 60),
    leadDays: fc.constantFrom(0, 10),
    variantTooling: fc.constantFrom([0, 0], [50, 20]),
    variantMoq: fc.constantFrom([0, 0], [5, 3]),
  });
  const makers = fc.array(maker, { minLength: 1, maxLength: 3 });
  const wishes = fc.array(fc.tuple(wish, fc.nat(1)), { maxLength: 20 });
  const property = fc.property(options, makers, wishes, (terms, made, changes) => {
    const offers = made.map((each, at): VariantOffer => ({
      ...each,
      id: `maker ${at}`,
      tiers: [
        { from: 1, prices: [100, 130] },
        { from: 15, prices: [80 - at, 90] },
      ],
      freight: null,
      variantCapacity: [null, null],
    }));
    const book = new FamilyBook(terms, offers, 2);
    const standing = new Map<string, Commitment>();
    for (const [
      seq,
      [{ who, more, min, limit, taxBps, latestDay, cancels }, variant],
    ] of changes.entries()) {
      const id = `buyer ${who}`;
      if (cancels && standing.delete(id)) book.withdraw(id);
      else {
        const placed = { id, seq, min, max: min + more, limit, taxBps, latestDay, variant };
        standing.set(id, placed);
        book.place(placed);
      }
      const commitments = [...standing.values()];
      const full = clear({
        kind: 'family',
        options: terms,
        variants: ['A', 'B'],
        offers,
        commitments,
      });
      const live = book.answer();
      assert.equal(live !== null, full.cleared);
      if (full.cleared && live !== null) {
        assert.deepEqual([live.offer, live.total], [full.offer, full.quantity]);
      }
    }
  });
  fc.assert(property, { seed: SEED, numRuns: RUNS });
});

/** Worked example 6 of the rule, without the buyer who leaves. */
function example6(): FamilyBook {
  const offers: VariantOffer[] = [
    {
      id: 'maker',
      tiers: [
        { from: 1, prices: [1_000, 1_300] },
        { from: 50, prices: [800, 1_100] },
      ],
      tooling: 6_000,
      moq: 1,
      capacity: null,
      leadDays: 10,
      freight: null,
      variantTooling: [0, 0],
      variantMoq: [0, 0],
      variantCapacity: [null, null],
    },
  ];
  return new FamilyBook(example1Options, offers, 2);
}

test('what is missing to a tier of a family counts the units of all variants that accept their price there', () => {
  const book = example6();
  const crowd = [
    [20, 1_200, 0],
    [15, 940, 0],
    [10, 1_500, 1],
  ] as const;
  for (const [seq, [max, limit, variant]] of crowd.entries())
    book.place({
      id: `${seq}`,
      seq,
      min: 1,
      max,
      limit,
      taxBps: 0,
      latestDay: null,
      variant,
    });
  // At 50 in all the tooling is 120 for each: 920 and 1220, which 20, 15 and 10 accept.
  assert.deepEqual(book.gaps().at(-1), {
    offer: 'maker',
    from: 50,
    prices: [920, 1_220],
    accepting: 45,
    missing: 5,
  });
  assert.deepEqual(book.stairs(2), [
    {
      offer: 'maker',
      steps: [
        { quantity: 1, prices: [7_000, 7_300] },
        { quantity: 50, prices: [920, 1_220] },
      ],
    },
  ]);
});

test('as many more as are missing, in any variant that is made, bring the tier of a family', () => {
  const tooling = fc.constantFrom(0, 300);
  const variantTooling = fc.constantFrom([0, 0], [50, 20]);
  const variantMoq = fc.constantFrom([0, 0], [5, 3]);
  const made = fc.record({ tooling, variantTooling, variantMoq });
  const wishes = fc.array(fc.tuple(wish, fc.nat(1)), { minLength: 1, maxLength: 20 });
  let brought = 0;
  const property = fc.property(options, made, wishes, fc.nat(1), (terms, each, changes, joins) => {
    const tiers = [
      { from: 1, prices: [100, 130] },
      { from: 15, prices: [80, 90] },
      { from: 40, prices: [60, 88] },
    ];
    const rest = { freight: null, variantCapacity: [null, null], moq: 1, capacity: null };
    const family: VariantOffer = { ...each, ...rest, id: 'maker', leadDays: 0, tiers };
    const book = new FamilyBook(terms, [family], 2);
    for (const [seq, [{ min, more, limit, taxBps }, variant]] of changes.entries())
      book.place({
        id: `${seq}`,
        seq,
        min,
        max: min + more,
        limit,
        taxBps,
        latestDay: null,
        variant,
      });
    const gap = book.gaps().at(-1);
    if (!gap || gap.missing < Math.max(1, each.variantMoq[joins])) return;
    const last = { id: 'last', seq: 99, min: 1, max: gap.missing, taxBps: 0, latestDay: null };
    book.place({ ...last, limit: 2_000_000, variant: joins });
    const after = book.answer();
    assert.ok(after !== null && after.total >= gap.from);
    after.quantities.forEach((units, variant) =>
      assert.ok(units === 0 || after.prices[variant] <= gap.prices[variant]),
    );
    brought++;
  });
  fc.assert(property, { seed: SEED, numRuns: RUNS });
  assert.ok(brought > 100);
});

const example1Options: Options = {
  objective: 'surplus',
  rationing: 'time',
  feeBps: 0,
  feePerUnit: 0,
  feeFixed: 0,
  closeDay: 0,
  maxSuppliers: null,
};

const example1Offer: Offer = {
  id: 'maker',
  mode: 'all-units',
  tiers: [
    { from: 1, price: 9_000 },
    { from: 20, price: 7_500 },
    { from: 60, price: 5_500 },
  ],
  tooling: 0,
  moq: 1,
  capacity: null,
  leadDays: 10,
  freight: null,
};

function commitment(id: string, seq: number, max: number, limit: number): BookEvent {
  const terms = { min: 1, taxBps: 0, latestDay: null, variant: 0 };
  return { kind: 'commit', commitment: { ...terms, id, seq, max, limit } };
}
