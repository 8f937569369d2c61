import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { importStatement } from '#features/payments/server/import-statement.ts';
import { readInvoice, readInvoices } from '#features/payments/server/invoice-reads.ts';
import {
  matchPayment,
  returnPayment,
  unmatchPayment,
} from '#features/payments/server/match-payment.ts';
import { payRefund } from '#features/payments/server/pay-refund.ts';
import { readMoneyDesk } from '#features/payments/server/payment-reads.ts';
import { execute } from '#server/commands/command.ts';
import type { PersonActor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { closedPool } from './collecting-pool.ts';
import { openMarket, television } from './market.ts';
import { openTestInstallation, type TestInstallation } from './test-installation.ts';

const BUYERS = 20;
const CLIENTS = 16;
const READERS = 2;

type Ground = {
  services: Services;
  space: string;
  host: PersonActor;
  references: string[];
  dice: () => number;
  ends: number;
};

/**
 * Sixteen clients bring money, match it, take it back, send it back and pay refunds on twenty invoices at once, while readers
 * take whole-ledger snapshots: every one of them must sum to 0 and hold no fault. Answers what was done.
 */
export async function loadLedger({ seconds, seed }: { seconds: number; seed: number }) {
  const muster = await openTestInstallation({ settings: { DATABASE_POOL_SIZE: '20' } });
  try {
    const ground = await prepare(muster, seed, seconds);
    const clients = Array.from({ length: CLIENTS }, (_, nth) => client(ground, nth));
    const readers = Array.from({ length: READERS }, () => reader(ground));
    const done = (await Promise.all(clients)).reduce((sum, one) => sum + one, 0);
    const snapshots = (await Promise.all(readers)).reduce((sum, one) => sum + one, 0);
    return { done, snapshots };
  } finally {
    await muster.close();
  }
}

async function prepare(muster: TestInstallation, seed: number, seconds: number): Promise<Ground> {
  const { services } = muster;
  const market = await openMarket(services, { ...television, closesAt: '2099-12-31T12:00:00Z' });
  const buyers: PersonActor[] = [];
  for (let nth = 0; nth < BUYERS; nth++) buyers.push(await market.peer());
  const { host, maker } = market;
  const { space } = market.place;
  await closedPool(services, { space, host, maker, buyers, terms: { priceMayRise: true } });
  await muster.settle();
  const list = await readInvoices(services, host, { space });
  assert.ok(list.kind === 'done');
  const references: string[] = [];
  for (const { id } of list.value.invoices) {
    const shown = await readInvoice(services, host, { space, invoice: id });
    assert.ok(shown.kind === 'done');
    references.push(shown.value.reference);
  }
  assert.equal(references.length, BUYERS);
  return {
    services,
    space,
    host,
    references,
    dice: diceOf(seed),
    ends: Date.now() + seconds * 1000,
  };
}

/** NOTE: Math.imul steps (mulberry32): the same seed throws the same numbers, though the order of the clients is chance. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function client(ground: Ground, nth: number): Promise<number> {
  const { services, space, host, references, dice } = ground;
  let done = 0;
  for (let turn = 0; Date.now() < ground.ends; turn++) {
    const reference = dice() < 0.6 ? references[Math.floor(dice() * BUYERS)] : 'of nobody';
    const amount = (5000 + Math.floor(dice() * 40_000)) / 100;
    const text = `date,amount,currency,reference,id\n2026-05-01,${amount.toFixed(2)},EUR,${reference},${nth}-${turn}`;
    const taken = await execute(services, host, importStatement, { space, text });
    assert.equal(taken.kind, 'done', JSON.stringify(taken));
    const desk = await readMoneyDesk(services, host, space);
    assert.ok(desk.kind === 'done');
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(dice() * items.length)];
    const { free, matched, refunds, openInvoices } = desk.value;
    const payment = pick(free)?.id;
    const due = refunds.filter(({ paidAt }) => !paidAt);
    const outcomes = [
      await execute(services, host, matchPayment, {
        space,
        payment,
        invoice: pick(openInvoices)?.id,
      }),
      await execute(services, host, payRefund, { space, refund: pick(due)?.id }),
      dice() < 0.5
        ? await execute(services, host, unmatchPayment, { space, payment: pick(matched)?.id })
        : await execute(services, host, returnPayment, { space, payment: pick(free)?.id }),
    ];
    done += 1 + outcomes.filter(({ kind }) => kind === 'done').length;
  }
  return done;
}

async function reader({ services, ends }: Ground): Promise<number> {
  let snapshots = 0;
  while (Date.now() < ends) {
    const found = await services.database.read({ kind: 'installation' }, async (db) => ({
      sums: await sql<{
        sum: string;
      }>`select currency, sum(amount_minor)::text as sum from ledger_postings group by currency`.execute(
        db,
      ),
      faults: await sql`select * from ledger_faults()`.execute(db),
    }));
    assert.ok(found.sums.rows.every(({ sum }) => sum === '0'));
    assert.deepEqual(found.faults.rows, []);
    snapshots += 1;
  }
  return snapshots;
}
