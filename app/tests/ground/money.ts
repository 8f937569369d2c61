import assert from 'node:assert/strict';
import { readInvoice, readInvoices } from '#features/payments/server/invoice-reads.ts';
import { readLedger } from '#features/payments/server/ledger-reads.ts';
import { readMoneyDesk } from '#features/payments/server/payment-reads.ts';
import type { PersonActor } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import type { Services } from '#server/services.ts';
import { closedPool } from './collecting-pool.ts';
import { must, openMarket, television } from './market.ts';
import { testFaults } from './test-faults.ts';
import { openTestInstallation, type TestInstallation } from './test-installation.ts';

/** What one of two buyers pays for the set of `collecting-pool.ts`, tax included. */
export const GROSS = 29_155;

/** An installation whose clock stands until a test moves it, and what tests of money ask of it. */
export async function openMoney() {
  const faults = testFaults();
  const clock = { time: Date.parse('2026-11-01T09:00:00Z'), now: () => new Date(clock.time) };
  const muster = await openTestInstallation({ faults, clock });
  const { services } = muster;
  return {
    muster,
    faults,
    clock,
    must: <I, S, V>(actor: PersonActor, command: Command<I, S, V>, input: unknown) =>
      must(services, actor, command, input),
    begun: (terms: Record<string, unknown> = {}) => begin(muster, clock, terms),
    invoicesOf: (at: Begun) => invoicesOf(services, at),
    desk: (at: Begun) => deskOf(services, at),
    balances: (at: Begun) => balancesOf(services, at),
  };
}
export type Money = Awaited<ReturnType<typeof openMoney>>;
export type Begun = Awaited<ReturnType<typeof begin>>;

/** A space with a host, a maker, two buyers, and a pool that is collecting since now. */
async function begin(
  muster: TestInstallation,
  clock: { time: number },
  terms: Record<string, unknown>,
) {
  const { services } = muster;
  const market = await openMarket(services, { ...television, closesAt: '2099-12-31T12:00:00Z' });
  const { host, maker, spaceId } = market;
  const { space } = market.place;
  const buyers = [await market.peer(), await market.peer()];
  const { pool, closedAt } = await closedPool(services, { space, host, maker, buyers, terms });
  clock.time = closedAt.getTime();
  await muster.settle();
  const row = await services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('pools').select('id').where('address', '=', pool).executeTakeFirstOrThrow(),
  );
  return { space, spaceId, host, maker, buyers, pool: { id: row.id, address: pool } };
}

async function invoicesOf(services: Services, { space, host, pool }: Begun) {
  const read = await readInvoices(services, host, { space, pool: pool.address });
  assert.equal(read.kind, 'done');
  const list = read.value.invoices.toSorted((a, b) => a.number - b.number);
  return Promise.all(
    list.map(async ({ id }) => {
      const shown = await readInvoice(services, host, { space, invoice: id });
      assert.equal(shown.kind, 'done', JSON.stringify(shown));
      return shown.value;
    }),
  );
}

async function deskOf(services: Services, { space, host }: Begun) {
  const read = await readMoneyDesk(services, host, space);
  assert.equal(read.kind, 'done');
  return read.value;
}

/** What is not 0, by kind of account; all of it sums to 0. */
async function balancesOf(
  services: Services,
  { space, host }: Begun,
): Promise<Record<string, number>> {
  const read = await readLedger(services, host, space);
  assert.equal(read.kind, 'done');
  const pairs = read.value.balances.map(({ kind, balanceMinor }) => [kind, balanceMinor] as const);
  assert.equal(
    pairs.reduce((sum, [, balance]) => sum + balance, 0),
    0,
  );
  return Object.fromEntries(pairs.filter(([, balance]) => balance !== 0));
}

let line = 0;
/** A statement in the plain layout, each line with a bank id of its own. */
export function csv(...rows: [amount: string, reference: string, name?: string][]): string {
  const lines = rows.map(
    ([amount, reference, name = 'Somebody']) =>
      `2026-11-02,${amount},EUR,${reference},${name},DE02120300000000202051,B${++line}`,
  );
  return `date,amount,currency,reference,counterparty,counterparty account,id\n${lines.join('\n')}\n`;
}
