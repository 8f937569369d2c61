import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diceFrom } from './dice.ts';
import { clearAsEngine } from './engine.ts';
import { clearNaively } from './naive.ts';
import type {
  AwardInstance,
  Commitment,
  Instance,
  Json,
  Offer,
  Options,
  PoolInstance,
} from './public-format.ts';

// Corners of the rule that chance seldom meets: the engine, the naive clearing and a reader agree.

const offer = (id: string, price: number, changes: Partial<Offer<number>>): Offer<number> => ({
  id,
  mode: 'all-units',
  tiers: [{ from: 1, price }],
  tooling: 0,
  moq: 0,
  capacity: null,
  leadDays: 0,
  freight: null,
  ...changes,
});

const buyer = (seq: number, min: number, max: number, limit: number): Commitment<number> => ({
  id: `buyer ${seq}`,
  seq,
  min,
  max,
  limit,
  taxBps: 0,
  latestDay: null,
});

const options = (objective: Options<number>['objective']): Options<number> => ({
  objective,
  rationing: 'time',
  feeBps: 0,
  feePerUnit: 0,
  feeFixed: 0,
  closeDay: 0,
});

async function assertClears(instance: Instance, expected: Record<string, Json>): Promise<void> {
  const result = clearNaively(instance);
  assert.deepEqual(await clearAsEngine(instance), { kind: 'result', result });
  assert.ok(result !== null && typeof result === 'object' && !Array.isArray(result));
  const named = Object.keys(expected).map((key) => [key, result[key]]);
  assert.deepEqual(Object.fromEntries(named), expected);
}

test('of two offers for as many units, "units" takes the greater surplus before the lower price', async () => {
  const offers = [offer('cheap', 900, { capacity: 10 }), offer('dear', 1000, { capacity: 10 })];
  const commitments = [buyer(1, 1, 10, 950), buyer(2, 1, 10, 2000)];
  const pool: PoolInstance<number> = {
    kind: 'single',
    options: options('units'),
    offers,
    commitments,
  };
  await assertClears(pool, { offer: 'dear', quantity: 10, surplus: 10_000 });
  await assertClears({ ...pool, options: options('price') }, { offer: 'cheap', surplus: 500 });
});

test('of two offers at one price, "price" takes more units before the greater surplus', async () => {
  const offers = [offer('small', 900, { capacity: 10 }), offer('large', 900, { capacity: 12 })];
  const commitments = [buyer(1, 11, 12, 910), buyer(2, 1, 10, 2000)];
  const pool: PoolInstance<number> = {
    kind: 'single',
    options: options('price'),
    offers,
    commitments,
  };
  await assertClears(pool, { offer: 'large', quantity: 12, surplus: 120 });
  await assertClears({ ...pool, options: options('surplus') }, { offer: 'small', surplus: 11_000 });
});

test('a quantity is waste when a larger one is cheaper, though the few would gain more', async () => {
  const freight = { perContainer: 3, unitsPerContainer: 3 };
  const offers = [offer('boxes', 0, { capacity: 4, freight })];
  const commitments = [buyer(1, 4, 4, 2), buyer(2, 1, 1, 4)];
  const pool: PoolInstance<number> = {
    kind: 'single',
    options: options('surplus'),
    offers,
    commitments,
  };
  // One unit at 3 would leave a surplus of 1; four at 2 leave none and are what clears.
  await assertClears(pool, { quantity: 4, price: 2, surplus: 0 });
});

const terms = { mode: 'all-units' as const, tooling: 0, moq: 0, leadDays: 0, freight: null };

const awardOffer = (id: string, price: number, capacity: number) => ({
  id,
  ...terms,
  capacity,
  tiers: [{ from: 1, prices: { A: price } }],
  variantCapacity: { A: null },
});

test('an award keeps to the most suppliers, though more would be cheaper or the only way', async () => {
  const cheapTwo = [awardOffer('a', 10, 5), awardOffer('b', 11, 5), awardOffer('c', 30, 8)];
  const award: AwardInstance<number> = {
    kind: 'award',
    options: options('price'),
    variants: ['A'],
    offers: cheapTwo,
    demand: { A: 8 },
  };
  const atMost = (maxSuppliers: number): Instance => ({
    ...award,
    options: { ...award.options, maxSuppliers },
  });
  for (const [most, cost] of [
    [1, 240],
    [2, 83],
    [3, 83],
  ] as const) {
    const answer = await clearAsEngine(atMost(most));
    assert.equal(answer.kind, 'result');
    assert.deepEqual(clearNaively(atMost(most)), { feasible: true, cost, bound: cost });
    assert.ok(answer.kind === 'result' && isAward(answer.result));
    assert.deepEqual([answer.result.cost, answer.result.bound], [cost, cost]);
  }
  const tooFew = { ...atMost(1), offers: cheapTwo.slice(0, 2) } as Instance;
  assert.deepEqual(await clearAsEngine(tooFew), { kind: 'result', result: { feasible: false } });
});

test('an award that nobody can make is not feasible', async () => {
  const offers = [{ ...awardOffer('a', 10, 5), moq: 9 }];
  const award: AwardInstance<number> = {
    kind: 'award',
    options: options('price'),
    variants: ['A'],
    offers,
    demand: { A: 1 },
  };
  assert.deepEqual(await clearAsEngine(award), { kind: 'result', result: { feasible: false } });
});

const isAward = (result: unknown): result is { cost: number; bound: number } =>
  typeof result === 'object' && result !== null && 'cost' in result && 'bound' in result;

test('larger awards are proven to the last minor unit', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const answer = await clearAsEngine(largeAward(seed));
    assert.ok(
      answer.kind === 'result' && isAward(answer.result),
      `seed ${seed}: ${JSON.stringify(answer)}`,
    );
    assert.equal(answer.result.bound, answer.result.cost, `seed ${seed}: the bound is apart`);
  }
});

/** Four makers, five variants, three tiers: too large for the naive clearing. */
function largeAward(seed: number): AwardInstance<number> {
  const dice = diceFrom(seed);
  const variants = ['A', 'B', 'C', 'D', 'E'];
  const values = (value: () => number): Record<string, number> =>
    Object.fromEntries(variants.map((id) => [id, value()]));
  const demand = values(() => dice.between(40, 120));
  const offers = Array.from({ length: 4 }, (_, n) => {
    const first = values(() => dice.between(900, 1300));
    const lower = (percent: number) =>
      Object.fromEntries(
        Object.entries(first).map(([id, price]) => [id, Math.floor((price * percent) / 100)]),
      );
    const tiers = [
      { from: 1, prices: first },
      { from: dice.between(80, 120), prices: lower(dice.between(92, 97)) },
      { from: dice.between(180, 260), prices: lower(dice.between(82, 91)) },
    ];
    const tooling = dice.between(500, 9000);
    const variantCapacity = values(() => dice.between(30, 100));
    return {
      id: `maker ${n}`,
      ...terms,
      tooling,
      capacity: dice.between(200, 320),
      tiers,
      variantCapacity,
    };
  });
  return { kind: 'award', options: options('price'), variants, offers, demand };
}
