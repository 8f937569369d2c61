import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { closeDirectOffer, openDirectOffer } from '#features/direct/server/open-direct-offer.ts';
import { orderDirect } from '#features/direct/server/order-direct.ts';
import { confirmDelivery, dispatch } from '#features/making/server/deliveries.ts';
import { answerOrder } from '#features/making/server/answer-order.ts';
import { readMaking } from '#features/making/server/making-reads.ts';
import { importStatement } from '#features/payments/server/import-statement.ts';
import { readInvoice, readInvoices } from '#features/payments/server/invoice-reads.ts';
import { payRefund } from '#features/payments/server/pay-refund.ts';
import { withdrawCommitment } from '#features/pools/server/change-commitment.ts';
import { commit } from '#features/pools/server/commit.ts';
import { writeQuote } from '#features/pools/server/write-quote.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { openMarket, television } from '../../../../tests/ground/market.ts';
import { type Begun, csv, type Money, openMoney } from '../../../../tests/ground/money.ts';
import { handleOf } from '../../../../tests/ground/people.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { closeAccount } from './close-account.ts';

let money: Money;
before(async () => {
  money = await openMoney();
});
after(() => money.muster.close());
afterEach(() => money.faults.restore());

/** Why somebody who has just proved who they are may not go; undefined when they are gone. */
async function keeps(actor: PersonActor): Promise<string | undefined> {
  const by = { kind: 'session', id: actor.personId, provedAt: money.clock.now() } as const;
  const input = { handle: handleOf(actor) };
  const outcome = await execute(money.muster.services, { ...actor, by }, closeAccount, input);
  return outcome.kind === 'refused' ? (outcome.because ?? outcome.name) : undefined;
}

const inMarch = { ...television, closesAt: '2099-12-31T12:00:00Z' };

test('a buyer who is bound stays until the commitment is withdrawn', async () => {
  const market = await openMarket(money.muster.services, inMarch);
  const peer = await market.peer();
  await market.commit(peer, { max: 1, limitMinor: 9_000 });
  assert.equal(await keeps(peer), 'commitment-stands');
  await money.must(peer, withdrawCommitment, market.place);
  assert.equal(await keeps(peer), undefined);
});

test('each thing that binds is named, in the order of the chain', async () => {
  const at = await money.begun();
  const [one, two] = [at.buyers[0]!, at.buyers[1]!];
  const { space, host, maker } = at;
  assert.deepEqual(
    [await keeps(one), await keeps(maker)],
    ['commitment-stands', 'quote-stands'],
    'also while the pool collects',
  );
  for (const { reference } of await money.invoicesOf(at)) await pay(at, '291.55', reference);
  assert.deepEqual([await keeps(one), await keeps(maker)], ['parcel-under-way', 'order-open']);

  const offered = { space, pool: at.pool.address, priceMinor: 30_000, readyDays: 10 };
  const { offer } = await money.must(maker, openDirectOffer, offered);
  assert.equal(await keeps(maker), 'offer-stands');
  await money.must(two, orderDirect, { space, offer });
  await money.must(maker, closeDirectOffer, { space, offer });
  assert.deepEqual([await keeps(two), await keeps(maker)], ['invoice-open', 'order-open']);
  await pay(at, '400.00', await newestReference(two, space));
  assert.equal(await keeps(two), 'money-due');
  for (const { id } of (await money.desk(at)).refunds)
    await money.must(host, payRefund, { space, refund: id });
  assert.equal(await keeps(two), 'parcel-under-way');

  await receive(at, one);
  assert.equal(await keeps(one), undefined);
});

/** A transfer that the host's statement shows; what follows from it follows. */
async function pay({ host, space }: Begun, amount: string, reference: string): Promise<void> {
  await money.must(host, importStatement, { space, text: csv([amount, reference]) });
  // The pool tips as a follower's act, and the order follows that.
  await money.muster.settle();
  await money.muster.settle();
}

async function newestReference(buyer: PersonActor, space: string): Promise<string> {
  const read = await readInvoices(money.muster.services, buyer, { space });
  assert.ok(read.kind === 'done');
  const invoice = read.value.invoices[0]?.id ?? '';
  const shown = await readInvoice(money.muster.services, buyer, { space, invoice });
  assert.ok(shown.kind === 'done');
  return shown.value.reference;
}

/** The order of the pool is made and sent, and this buyer has it. */
async function receive({ maker, space }: Begun, buyer: PersonActor): Promise<void> {
  const { services } = money.muster;
  const toMake = await readMaking(services, maker, space);
  assert.ok(toMake.kind === 'done');
  for (const { address } of toMake.value.orders) {
    const order = { space, order: address };
    await money.must(maker, answerOrder, { ...order, answer: 'accepted' });
    await money.must(maker, dispatch, order);
  }
  const toCome = await readMaking(services, buyer, space);
  assert.ok(toCome.kind === 'done');
  for (const { id } of toCome.value.mine)
    await money.must(buyer, confirmDelivery, { space, parcel: id });
}

/** Somebody commits and closes their account at once; answers in how many of some rounds both came to be. */
async function bothDone(): Promise<number> {
  const { services } = money.muster;
  const market = await openMarket(services, inMarch);
  await money.must(market.maker, writeQuote, { ...market.place, ...market.offer });
  let both = 0;
  for (let round = 0; round < 10; round++) {
    const peer = await market.peer();
    const wish = { ...market.place, min: 1, max: 1, limitMinor: 9_000 };
    const [committed, kept] = await Promise.all([commit(services, peer, wish), keeps(peer)]);
    if (committed.kind === 'done' && kept === undefined) both += 1;
    assert.ok(committed.kind === 'done' || kept === undefined, 'one of them comes to be');
  }
  return both;
}

test('nobody is bound and gone, also when both happen at once', async () => {
  assert.equal(await bothDone(), 0);
});

test('without the lock of the pool somebody would be: the race test sees it', async () => {
  money.faults.leaveOut('pool');
  assert.ok(await goesWrong(async () => (await bothDone()) > 0));
});
