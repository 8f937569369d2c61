import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clear } from '@muster/clearing/clear';
import { parseInstance } from '@muster/clearing/instance';
import type { Entry, PoolEvent } from '@muster/log/entry';
import { PoolFold } from '@muster/log/pool-fold';
import type { SealedFields } from '@muster/log/seal';
import * as fc from 'fast-check';
import { PoolBook } from './pool-book.ts';

const SEED = 20_261_125;
const RUNS = 150;
const VARIANTS = ['55-inch', '65-inch', '75-inch'];

const step = fc.record({
  who: fc.nat(9),
  act: fc.constantFrom('say', 'say', 'say', 'say', 'leave', 'quote', 'quote', 'take back'),
  variant: fc.nat(VARIANTS.length - 1),
  max: fc.integer({ min: 1, max: 12 }),
  limit: fc.integer({ min: 90, max: 420 }),
  tooling: fc.constantFrom(0, 150),
  moq: fc.constantFrom(0, 4),
  latestDay: fc.constantFrom(null, 20, 60),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A log of a pool, entry by entry, as the app would have written it. */
class Pool {
  readonly fold = new PoolFold();
  readonly book = new PoolBook();
  /** The standing commitment of each buyer. An id is used once: who comes back commits anew. */
  readonly #standing = new Map<string, string>();
  readonly #quoted = new Set<string>();
  readonly #isFamily: boolean;
  #position = 0;

  constructor(isFamily: boolean, objective: string) {
    this.#isFamily = isFamily;
    const fees = { feeBps: 300, feePerUnit: 0, feeFixed: 50 };
    this.#take({
      type: 'options',
      clearing: isFamily ? 'family' : 'single',
      options: { objective, rationing: 'time', ...fees, closeDay: 10 },
      variants: isFamily ? VARIANTS : null,
      demand: null,
      priceMayRise: false,
    });
  }

  play(each: Step): void {
    const { act, who } = each;
    const [buyer, maker] = [`buyer-${who}`, `maker-${who % 2}`];
    if (act === 'quote') {
      this.#quoted.add(maker);
      this.#take({ type: 'offer', id: maker, terms: this.#terms(each) });
    } else if (act === 'take back') {
      if (this.#quoted.delete(maker)) this.#take({ type: 'offer', id: maker, terms: null });
    } else if (act === 'leave') {
      const id = this.#standing.get(buyer);
      if (id !== undefined) this.#take({ type: 'cancel', id });
      this.#standing.delete(buyer);
    } else this.#say(buyer, each);
  }

  #say(buyer: string, { variant: at, max, limit, latestDay }: Step): void {
    const fields = { min: 1, max, limit, taxBps: 1_900, latestDay };
    const sealed = { variant: this.#isFamily ? (VARIANTS[at] ?? null) : null, seal: '' };
    const known = this.#standing.get(buyer);
    if (known !== undefined)
      this.#take({ type: 'amend', id: known, ...sealed, seq: this.#position }, fields);
    else {
      const id = `${buyer}.${this.#position}`;
      this.#standing.set(buyer, id);
      this.#take({ type: 'commit', id, buyer, ...sealed }, fields);
    }
  }

  #terms({ max, tooling, moq, who }: Step) {
    const rest = { mode: 'all-units', tooling, capacity: null, leadDays: who * 8, freight: null };
    const tiers = [
      [1, [90, 120, 150]],
      [10 + max, [70, 100, 130]],
      [40, [60, 95, 110]],
    ] as const;
    if (!this.#isFamily)
      return { ...rest, moq: 1, tiers: tiers.map(([from, [price]]) => ({ from, price })) };
    return {
      ...rest,
      moq: 1,
      tiers: tiers.map(([from, list]) => ({ from, prices: byVariant(list) })),
      variantTooling: { '75-inch': tooling },
      variantMoq: { '75-inch': moq },
    };
  }

  #take(event: PoolEvent, fields?: SealedFields): void {
    const entry: Entry = { ...event, position: this.#position, time: this.#position };
    assert.equal(this.fold.apply(entry), null);
    if (fields) this.fold.open(this.#position, fields);
    this.#position += 1;
    this.book.take(entry, fields);
  }
}

function byVariant(prices: readonly number[]) {
  return Object.fromEntries(VARIANTS.map((key, at) => [key, prices[at] ?? 0]));
}

/** What the rule itself gives for all that stands: the instance that an export holds. */
function cleared(pool: Pool) {
  const parsed = parseInstance(pool.fold.instance());
  assert.ok(parsed.kind === 'instance', JSON.stringify(parsed));
  return clear(parsed.instance);
}

for (const isFamily of [true, false])
  test(`after every entry the live book of ${isFamily ? 'several variants' : 'one kind'} says what a clearing of the log says`, () => {
    let compared = 0;
    const play = (objective: string, steps: readonly Step[]) => {
      const pool = new Pool(isFamily, objective);
      for (const each of steps) {
        pool.play(each);
        const full = cleared(pool);
        const { offer, quantity, variants } = pool.book.view();
        if (!full.cleared) {
          assert.equal(offer, null);
          continue;
        }
        assert.deepEqual([offer, quantity], [full.offer, full.quantity]);
        const expected =
          'prices' in full
            ? VARIANTS.map((key) => [full.quantities[key], full.prices[key]])
            : [[full.quantity, full.price]];
        assert.deepEqual(
          variants.map((one) => [one.quantity, one.quantity > 0 ? one.price : null]),
          expected,
        );
        compared++;
      }
    };
    const objective = fc.constantFrom('surplus', 'units', 'price');
    const property = fc.property(objective, fc.array(step, { minLength: 10, maxLength: 60 }), play);
    fc.assert(property, { seed: SEED, numRuns: RUNS });
    assert.ok(compared > 500, `${compared} compared`);
  });

test('a book that was read from the log in one go says what one says that followed it', () => {
  const property = fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const followed = new Pool(true, 'surplus');
    const built = new Pool(true, 'surplus');
    for (const each of steps) {
      followed.play(each);
      followed.book.view();
      built.play(each);
    }
    assert.deepEqual(built.book.view(), followed.book.view());
  });
  fc.assert(property, { seed: SEED, numRuns: RUNS });
});
