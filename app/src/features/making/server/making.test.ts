import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { importStatement } from '#features/payments/server/import-statement.ts';
import { payRefund } from '#features/payments/server/pay-refund.ts';
import { execute } from '#server/commands/command.ts';
import { type Begun, csv, GROSS, type Money, openMoney } from '../../../../tests/ground/money.ts';
import { answerOrder } from './answer-order.ts';
import { confirmDelivery, dispatch, openDispute, settleDispute } from './deliveries.ts';
import { dueDeliveries } from './due-deliveries.job.ts';
import { readMaking, readOrder } from './making-reads.ts';
import { payMaker, releaseMilestone, sendMilestoneBack, showMilestone } from './milestones.ts';

let money: Money;
const DAY_MS = 86_400_000;
before(async () => {
  money = await openMoney();
});
after(() => money.muster.close());

/** A pool whose two buyers have paid, and the order that came of it. */
async function ordered() {
  const at = await money.begun();
  const [one, two] = await money.invoicesOf(at);
  const text = csv(['291.55', one!.reference], ['291.55', two!.reference]);
  await money.must(at.host, importStatement, { space: at.space, text });
  // The pool tips as a follower's act, and the order follows that.
  await money.muster.settle();
  await money.muster.settle();
  const read = await readMaking(money.muster.services, at.maker, at.space);
  assert.ok(read.kind === 'done');
  const order = read.value.orders[0]?.address ?? '';
  return { ...at, on: { space: at.space, order } };
}
type Ordered = Awaited<ReturnType<typeof ordered>>;

async function orderOf(at: Ordered) {
  const read = await readOrder(money.muster.services, at.host, at.on);
  assert.ok(read.kind === 'done', JSON.stringify(read));
  return read.value;
}

async function step(at: Ordered, kind: string) {
  const found = (await orderOf(at)).milestones.find((each) => each.kind === kind);
  return { ...at.on, milestone: found?.id };
}

async function refusalOf(
  actor: Begun['host'],
  command: Parameters<typeof execute>[2],
  input: unknown,
): Promise<string | undefined> {
  const outcome = await execute(money.muster.services, actor, command, input);
  return outcome.kind === 'refused' ? (outcome.because ?? outcome.name) : undefined;
}

test('from the order to the last money, every step seen before it is paid', async () => {
  const at = await ordered();
  await money.must(at.maker, answerOrder, { ...at.on, answer: 'accepted' });
  const begun = await step(at, 'begun');
  assert.equal(await refusalOf(at.host, releaseMilestone, begun), 'milestone-not-shown');
  await money.must(at.maker, showMilestone, { ...begun, evidence: 'The panels are here.' });
  await money.must(at.host, sendMilestoneBack, { ...begun, note: 'Which panels?' });
  await money.must(at.maker, showMilestone, { ...begun, evidence: 'Lot 7 of the panels.' });
  const released = await Promise.all(
    [1, 2, 3].map(() => refusalOf(at.host, releaseMilestone, begun)),
  );
  assert.equal(released.filter((refusal) => refusal === undefined).length, 1);
  const paid = await Promise.all([1, 2, 3].map(() => refusalOf(at.host, payMaker, at.on)));
  assert.equal(paid.filter((refusal) => refusal === undefined).length, 1);
  assert.deepEqual((await orderOf(at)).books, {
    makerMinor: 48_000,
    heldMinor: 33_600,
    dueMinor: 0,
    paidMinor: 14_400,
    feeMinor: 999,
    roundingMinor: 1,
  });
  assert.equal((await money.must(at.maker, dispatch, { ...at.on, tracking: 'DHL 1' })).sent, 2);
  for (const kind of ['built', 'delivered']) {
    await money.must(at.maker, showMilestone, { ...(await step(at, kind)), evidence: 'Done.' });
  }
  await money.must(at.host, releaseMilestone, await step(at, 'built'));
  const last = await step(at, 'delivered');
  assert.equal(await refusalOf(at.host, releaseMilestone, last), 'not-all-delivered');
  const [mine] = await parcelsOf(at, 0);
  await money.must(at.buyers[0]!, confirmDelivery, { space: at.space, parcel: mine?.id });
  // The other says nothing, and after two weeks that counts.
  money.clock.time += 15 * DAY_MS;
  await dueDeliveries.run(money.muster.services, {});
  await money.must(at.host, releaseMilestone, last);
  await money.must(at.host, payMaker, at.on);
  assert.deepEqual(await money.balances(at), {
    bank: 2 * GROSS - 48_000,
    fee: -999,
    rounding: -1,
    tax: -9310,
  });
});

async function parcelsOf(at: Ordered, buyer: number) {
  const read = await readMaking(money.muster.services, at.buyers[buyer]!, at.space);
  assert.ok(read.kind === 'done');
  return read.value.mine;
}

test('a maker that declines says why, and everybody gets their money back', async () => {
  const at = await ordered();
  assert.equal(await refusalOf(at.maker, answerOrder, { ...at.on, answer: 'declined' }), 'invalid');
  const input = { ...at.on, answer: 'declined', note: 'The panel is gone.' };
  await money.must(at.maker, answerOrder, input);
  assert.equal(await refusalOf(at.maker, answerOrder, input), 'order-answered');
  const { refunds } = await money.desk(at);
  assert.deepEqual(
    refunds.map(({ amountMinor, reason }) => [amountMinor, reason]),
    [
      [GROSS, 'declined'],
      [GROSS, 'declined'],
    ],
  );
  for (const { id } of refunds)
    await money.must(at.host, payRefund, { space: at.space, refund: id });
  assert.deepEqual(await money.balances(at), {});
  assert.equal((await parcelsOf(at, 0))[0]?.state, 'declined');
});

test('what came broken is paid back at the cost of who broke it, once, and the last money waits', async () => {
  const at = await ordered();
  await money.must(at.maker, answerOrder, { ...at.on, answer: 'accepted' });
  const [mine] = await parcelsOf(at, 0);
  const parcel = { space: at.space, parcel: mine?.id };
  assert.equal(
    await refusalOf(at.buyers[0]!, openDispute, { ...parcel, reason: 'Where is it?' }),
    'not-sent-yet',
  );
  await money.must(at.maker, dispatch, at.on);
  assert.equal(await refusalOf(at.buyers[1]!, confirmDelivery, parcel), 'not-allowed');
  await money.must(at.buyers[0]!, openDispute, { ...parcel, reason: 'The glass is broken.' });
  money.clock.time += 20 * DAY_MS;
  await dueDeliveries.run(money.muster.services, {});
  assert.deepEqual(
    (await orderOf(at)).parcels.map(({ deliveredAt }) => deliveredAt !== null),
    [false, true],
  );
  const settle = { ...parcel, outcome: 'refund-by-maker', answer: 'Sorry.' };
  const settled = await Promise.all([1, 2].map(() => refusalOf(at.host, settleDispute, settle)));
  assert.equal(settled.filter((refusal) => refusal === undefined).length, 1);
  const { books } = await orderOf(at);
  assert.deepEqual([books.heldMinor, books.dueMinor], [48_000, -24_500]);
  assert.equal((await money.desk(at)).refunds[0]?.reason, 'dispute');
});

/** What was paid out after four tries at once, of 144.00 that were released. */
async function paidAtOnce(withoutLock: boolean): Promise<number> {
  const at = await ordered();
  await money.must(at.maker, answerOrder, { ...at.on, answer: 'accepted' });
  const begun = await step(at, 'begun');
  await money.must(at.maker, showMilestone, { ...begun, evidence: 'The panels are here.' });
  await money.must(at.host, releaseMilestone, begun);
  if (withoutLock) money.faults.leaveOut('order');
  await Promise.all([1, 2, 3, 4].map(() => refusalOf(at.host, payMaker, at.on)));
  money.faults.restore();
  return (await orderOf(at)).books.paidMinor;
}

test('what was released is paid once, however many say so at once', async () => {
  assert.equal(await paidAtOnce(false), 14_400);
});

test('without the lock of the order it would be paid twice', async () => {
  const paid: number[] = [];
  for (let round = 0; round < 6 && !paid.some((amount) => amount > 14_400); round++)
    paid.push(await paidAtOnce(true));
  assert.ok(
    paid.some((amount) => amount > 14_400),
    String(paid),
  );
});
