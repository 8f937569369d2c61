import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  Commitment as ParsedCommitment,
  Offer as ParsedOffer,
} from '../../src/instance-shape.ts';
import { LiveBook, type BookEvent } from '../../src/live-book.ts';
import { diceFrom, type Dice } from './dice.ts';
import { randomInstance } from './instances.ts';
import { ceilDivide, clearNaively, cost, fee, gross } from './naive.ts';
import { withBigInts } from './public-format.ts';
import type { Commitment, PoolInstance } from './public-format.ts';

// The book answers after every event; the naive clearing starts from nothing each time.

const FIRST_SEED = Number(process.env['CLEARING_SEED'] ?? 1);
const POOLS = 250;

test(`the live book of ${POOLS} pools says after every event what a full clearing says, from seed ${FIRST_SEED}`, () => {
  let answers = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + POOLS; seed++) answers += followPool(seed);
  assert.ok(answers > POOLS * 5, `only ${answers} answers were compared`);
});

/** Plays a random life of one pool and returns how many answers were compared. */
function followPool(seed: number): number {
  const dice = diceFrom(seed * 31);
  const start = randomInstance(seed, 'single');
  assert.ok(start.kind === 'single');
  const options = { ...start.options, maxSuppliers: start.options.maxSuppliers ?? null };
  const book = new LiveBook(options);
  const log: BookEvent[] = [];
  let now: PoolInstance<number> = { ...start, offers: [], commitments: [] };
  const happens = (event: BookEvent): void => {
    assert.equal(book.apply(event).kind, 'applied', `seed ${seed}: ${JSON.stringify(event)}`);
    log.push(event);
    now = after(now, event);
    const context = `seed ${seed} after ${JSON.stringify(log)}`;
    assert.deepEqual(summaryOf(book), expectedSummary(now), context);
  };

  const lateOffers = dice.chance(30) ? 1 : 0;
  for (const offer of start.offers.slice(lateOffers)) happens({ kind: 'offer', offer });
  let seq = 0;
  for (const one of start.commitments.toSorted((a, b) => a.seq - b.seq)) {
    seq += dice.between(1, 3);
    happens({ kind: 'commit', commitment: parsed({ ...one, seq }) });
    if (dice.chance(30)) happens(changeOf(dice, now, ++seq));
  }
  for (const offer of start.offers.slice(0, lateOffers)) happens({ kind: 'offer', offer });
  const rebuilt = LiveBook.from(options, log);
  assert.deepEqual(rebuilt.answer(), book.answer(), `seed ${seed}: rebuilt from its log`);
  return log.length;
}

const parsed = (one: Commitment<number>): ParsedCommitment => ({ ...one, variant: 0 });

/** A cancellation, an amendment that only lowers max, or any other one, of somebody in the pool. */
function changeOf(dice: Dice, { commitments }: PoolInstance<number>, seq: number): BookEvent {
  const one = dice.pick(commitments);
  if (dice.chance(25)) return { kind: 'cancel', id: one.id };
  if (dice.chance(40)) {
    const max = dice.between(one.min, one.max);
    return { kind: 'amend', commitment: parsed({ ...one, max }) };
  }
  const limit = Math.max(0, one.limit + dice.between(-5, 5));
  return {
    kind: 'amend',
    commitment: parsed({ ...one, seq, limit: Math.min(limit, 2_147_483_647), max: one.max + 1 }),
  };
}

function after(pool: PoolInstance<number>, event: BookEvent): PoolInstance<number> {
  if (event.kind === 'offer') return { ...pool, offers: [...pool.offers, plainOffer(event.offer)] };
  const id = event.kind === 'cancel' ? event.id : event.commitment.id;
  const others = pool.commitments.filter((one) => one.id !== id);
  if (event.kind === 'cancel') return { ...pool, commitments: others };
  const { min, max, limit, taxBps, latestDay, seq } = event.commitment;
  const one = { id, seq, min, max, limit, taxBps, latestDay };
  return { ...pool, commitments: [...others, one] };
}

const plainOffer = (offer: ParsedOffer) => ({ ...offer, tiers: [...offer.tiers] });

const summaryOf = (book: LiveBook) => {
  const { cleared, offer, price, quantity, gaps } = book.answer();
  return { outcome: cleared ? { offer, price, quantity } : null, gaps };
};

function expectedSummary(pool: PoolInstance<number>) {
  const result = clearNaively(pool);
  assert.ok(result !== null && typeof result === 'object' && !Array.isArray(result));
  const { cleared, offer, price, quantity } = result;
  return { outcome: cleared ? { offer, price, quantity } : null, gaps: expectedGaps(pool) };
}

/** gap = max(0, from − D(P(from))) of section 11, for every tier of every offer. */
function expectedGaps(pool: PoolInstance<number>) {
  const { offers, options, commitments } = exactly(pool);
  return offers.flatMap((offer) =>
    offer.tiers.map(({ from }) => {
      const price = ceilDivide(cost(offer, from) + fee(options, from, cost(offer, from)), from);
      const day = options.closeDay + offer.leadDays;
      const willing = commitments
        .filter((one) => gross(price, one.taxBps) <= one.limit)
        .filter((one) => one.latestDay === null || day <= one.latestDay);
      const missing = willing.reduce((left, { max }) => left - max, from);
      return {
        offer: offer.id,
        from: Number(from),
        price: Number(price),
        accepting: Number(from - missing),
        missing: Math.max(0, Number(missing)),
      };
    }),
  );
}

function exactly(pool: PoolInstance<number>): PoolInstance<bigint> {
  const exact = withBigInts(pool);
  assert.ok(exact.kind === 'single');
  return exact;
}
