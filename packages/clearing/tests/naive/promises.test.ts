import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diceFrom, type Dice } from './dice.ts';
import { canonical, permuted } from './difference.ts';
import { clearAsEngine } from './engine.ts';
import { cost, fee, gross, isAllowed } from './naive.ts';
import { withBigInts } from './public-format.ts';
import type { Commitment, Offer, PoolInstance } from './public-format.ts';

// Pools too large to try every quantity: what every buyer and maker is promised must still hold.

const FIRST_SEED = Number(process.env['CLEARING_SEED'] ?? 1);
const POOLS = 150;

test(`what is promised holds in ${POOLS} larger pools, from seed ${FIRST_SEED}`, async () => {
  let cleared = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + POOLS; seed++) {
    const pool = largePool(diceFrom(seed));
    const answer = await clearAsEngine(pool);
    assert.equal(answer.kind, 'result', `seed ${seed}: ${JSON.stringify(answer)}`);
    if (answer.kind !== 'result') continue;
    const mixed = await clearAsEngine(permuted(pool));
    const again = mixed.kind === 'result' ? canonical(mixed.result) : mixed.kind;
    assert.equal(again, canonical(answer.result), `seed ${seed}: the order of the input counts`);
    if (!isCleared(answer.result)) continue;
    cleared++;
    checkPromises(pool, answer.result, `seed ${seed}`);
  }
  assert.ok(cleared > POOLS / 2, `only ${cleared} of ${POOLS} cleared: the pools prove little`);
});

interface Cleared {
  cleared: true;
  offer: string;
  quantity: number;
  price: number;
  surplus: number;
  supplierCost: number;
  fee: number;
  rounding: number;
  readyDay: number;
  allocation: Record<string, number>;
  split?: Record<string, number>;
}

const isCleared = (result: unknown): result is Cleared =>
  typeof result === 'object' && result !== null && 'cleared' in result && result.cleared === true;

function checkPromises(pool: PoolInstance<number>, result: Cleared, seed: string): void {
  const exact = withBigInts(pool);
  assert.ok(exact.kind === 'single' || exact.kind === 'split');
  const price = BigInt(result.price);
  const buyers = new Map(exact.commitments.map((one) => [one.id, one]));
  let handedOut = 0n;
  let surplus = 0n;
  for (const [id, number] of Object.entries(result.allocation)) {
    const one = buyers.get(id);
    assert.ok(one, `${seed}: ${id} never committed`);
    const units = BigInt(number);
    assert.ok(units >= one.min && units <= one.max, `${seed}: ${id} gets ${units}`);
    assert.ok(gross(price, one.taxBps) <= one.limit, `${seed}: ${id} pays above its limit`);
    assert.ok(one.latestDay === null || result.readyDay <= one.latestDay, `${seed}: ${id} is late`);
    handedOut += units;
    surplus += (one.limit - gross(price, one.taxBps)) * units;
  }
  const quantity = BigInt(result.quantity);
  assert.equal(handedOut, quantity, `${seed}: parts do not sum to the whole`);
  assert.equal(BigInt(result.surplus), surplus, `${seed}: surplus`);
  const paid = { supplierCost: BigInt(result.supplierCost), fee: BigInt(result.fee) };
  checkMakers(
    exact.offers,
    pool.kind === 'split' ? result.split! : { [result.offer]: result.quantity },
    result,
    seed,
  );
  assert.equal(paid.fee, fee(exact.options, quantity, paid.supplierCost), `${seed}: fee`);
  const rounding = price * quantity - paid.supplierCost - paid.fee;
  assert.equal(BigInt(result.rounding), rounding, `${seed}: a cent is lost`);
  assert.ok(rounding >= 0n && rounding < quantity, `${seed}: rounding`);
}

/** Every maker makes an allowed quantity and receives exactly what its terms ask for it. */
function checkMakers(
  offers: Offer<bigint>[],
  split: Record<string, number>,
  result: Cleared,
  seed: string,
): void {
  let asked = 0n;
  let made = 0;
  const used = offers.filter(({ id }) => Object.hasOwn(split, id));
  for (const offer of used) {
    const units = BigInt(split[offer.id]!);
    assert.ok(isAllowed(offer, units), `${seed}: ${offer.id} does not make ${units}`);
    asked += cost(offer, units);
    made += Number(units);
  }
  assert.equal(made, result.quantity, `${seed}: makers do not make what is handed out`);
  assert.equal(BigInt(result.supplierCost), asked, `${seed}: a maker is not paid its terms`);
}

function largePool(dice: Dice): PoolInstance<number> {
  const kind = dice.chance(60) ? 'single' : 'split';
  const top = dice.between(500, 20_000);
  const offers = Array.from({ length: dice.between(1, 4) }, (_, n) =>
    largeOffer(dice, `maker ${n}`, top),
  );
  const commitments = Array.from({ length: dice.between(20, 300) }, (_, n) =>
    largeCommitment(dice, n, top),
  );
  const options = {
    objective: dice.pick(['surplus', 'units', 'price'] as const),
    rationing: dice.pick(['time', 'uniform', 'prorata'] as const),
    feeBps: dice.pick([0, 250, 799]),
    feePerUnit: dice.pick([0, 3]),
    feeFixed: dice.pick([0, 5000]),
    closeDay: 3,
    ...(dice.chance(40) && { maxSuppliers: dice.between(1, 3) }),
  };
  return { kind, options, offers, commitments };
}

function largeOffer(dice: Dice, id: string, top: number): Offer<number> {
  let from = dice.chance(70) ? 1 : dice.between(2, 50);
  let price = dice.between(Math.ceil(top / 2), top);
  const tiers = Array.from({ length: dice.between(1, 6) }, () => {
    const tier = { from, price };
    from += dice.between(5, 400);
    price -= dice.below(Math.ceil(price / 4));
    return tier;
  });
  const freight = { perContainer: dice.below(top * 20), unitsPerContainer: dice.between(10, 90) };
  return {
    id,
    mode: dice.pick(['all-units', 'incremental']),
    tiers,
    tooling: dice.chance(50) ? 0 : dice.between(1, top * 50),
    moq: dice.chance(50) ? 0 : dice.between(1, 200),
    capacity: dice.chance(50) ? null : dice.between(200, 2_000),
    leadDays: dice.pick([7, 7, 30]),
    freight: dice.chance(70) ? null : freight,
  };
}

function largeCommitment(dice: Dice, seq: number, top: number): Commitment<number> {
  const max = dice.between(1, dice.pick([3, 20, 60]));
  return {
    id: `buyer ${(seq * 7919) % 1_000_003}`,
    seq,
    min: dice.chance(70) ? 1 : dice.between(1, max),
    max,
    limit: dice.between(Math.ceil(top / 4), top * 2),
    taxBps: dice.pick([0, 700, 1900]),
    latestDay: dice.chance(80) ? null : dice.pick([9, 10, 33, 50]),
  };
}
