import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDirectOffer } from '#features/direct/server/open-direct-offer.ts';
import { answerOrder } from '#features/making/server/answer-order.ts';
import { dispatch, openDispute, settleDispute } from '#features/making/server/deliveries.ts';
import { readMaking, readOrder } from '#features/making/server/making-reads.ts';
import { sendMilestoneBack, showMilestone } from '#features/making/server/milestones.ts';
import { dueCollections } from '#features/payments/server/due-collections.job.ts';
import { importStatement } from '#features/payments/server/import-statement.ts';
import { runDuePools } from '#features/pools/server/due-pools.job.ts';
import { inviteMaker } from '#features/pools/server/invite-maker.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import { readPool } from '#features/pools/server/pool-reads.ts';
import { withdrawQuote, writeQuote } from '#features/pools/server/write-quote.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import { sayMeToo } from '#features/wanteds/server/me-too.ts';
import { decideMerge, suggestMerge } from '#features/wanteds/server/merge-wanted.ts';
import { decideProposal, proposeSpec } from '#features/wanteds/server/propose-spec.ts';
import { writeWanted } from '#features/wanteds/server/write-wanted.ts';
import type { PersonActor } from '#server/actor.ts';
import { openMarket, television } from '../../../../tests/ground/market.ts';
import { csv, type Money, openMoney } from '../../../../tests/ground/money.ts';
import { emailOf } from '../../../../tests/ground/people.ts';
import { sayNotification } from '../say-notification.ts';
import { markRead } from './manage-notifications.ts';
import { mailNotification } from './notification-mail.job.ts';
import { readNotifications } from './notification-reads.ts';

let money: Money;
const DAY_MS = 86_400_000;
before(async () => {
  money = await openMoney();
});
after(() => money.muster.close());

async function told(actor: PersonActor) {
  // An answer to an event, such as an order to a pool that tipped, is an event itself.
  for (let turn = 0; turn < 3; turn++) await money.muster.settle();
  const read = await readNotifications(money.muster.services, actor, { unread: 'true' });
  assert.ok(read.kind === 'done');
  money.clock.time += 1000;
  const upTo = new Date(money.clock.time).toISOString();
  await money.must(actor, markRead, { upTo });
  return read.value.notifications;
}
const kinds = async (actor: PersonActor) => (await told(actor)).map(({ kind }) => kind).toSorted();

const market = () =>
  openMarket(money.muster.services, {
    ...television,
    closesAt: new Date(money.clock.time + 30 * DAY_MS).toISOString(),
  });
type Market = Awaited<ReturnType<typeof market>>;

/** A pool of two tiers with three buyers, of whom the last would pay too little. */
async function committed({ place, maker, peer, commit }: Market) {
  const tiers = [{ from: 1, priceMinor: 24_000 }];
  await money.must(maker, writeQuote, { ...place, tiers, leadDays: 40 });
  const buyers = [await peer(), await peer(), await peer()] as const;
  for (const [nth, buyer] of buyers.entries())
    await commit(buyer, { max: 1, limitMinor: nth === 2 ? 9_000 : 40_000 });
  return buyers;
}

async function close(): Promise<void> {
  money.clock.time += 31 * DAY_MS;
  await runDuePools(money.muster.services);
}

async function mailsTo(actor: PersonActor) {
  return money.muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('mails')
      .select(['subject', 'body'])
      .where('recipient', '=', emailOf(actor))
      .where('kind', '=', 'notification')
      .execute(),
  );
}

test('who wants something hears what becomes of it, and is asked to commit when its pool opens', async () => {
  const { host, maker, peer, place } = await market();
  const { space } = place;
  const [author, other, third] = [await peer(), await peer(), await peer()];
  const write = (title: string) => money.must(author, writeWanted, { space, title });
  const { address: wanted } = await write('A screen');
  const { address: same } = await write('One screen');
  for (const each of [author, other, third]) await told(each);
  await money.must(other, sayMeToo, { space, wanted, quantity: 2, limitMinor: 30_000 });
  const spec = [{ name: 'Diagonal', kind: 'number', value: 65, unit: 'in' }];
  const proposed = { space, wanted, spec, note: 'A size' };
  const { proposal } = await money.must(third, proposeSpec, proposed);
  await money.must(third, sayMeToo, { space, wanted: same, quantity: 1 });
  const { merge } = await money.must(third, suggestMerge, { space, wanted: same, into: wanted });
  assert.deepEqual(await kinds(author), [
    'merge-suggested',
    'wanted-joined',
    'wanted-joined',
    'wanted-proposed',
  ]);
  await money.must(author, decideProposal, { space, wanted, proposal, outcome: 'taken' });
  await money.must(author, decideMerge, { space, wanted: same, merge, outcome: 'taken' });
  assert.deepEqual(await kinds(third), ['proposal-decided', 'wanted-merged']);
  await told(maker);
  const closesAt = new Date(money.clock.time + 9 * DAY_MS).toISOString();
  const { address } = await money.must(host, openPool, { ...television, space, wanted, closesAt });
  for (const each of [author, other, third])
    assert.deepEqual(await kinds(each), ['pool-for-wanted']);
  assert.deepEqual(await kinds(maker), ['pool-to-quote']);
  await money.must(host, inviteMaker, { space, pool: address, organisation: await millOf(space) });
  assert.deepEqual(await kinds(maker), ['maker-asked']);
});

async function millOf(space: string): Promise<string> {
  const row = await money.muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('organisations')
      .innerJoin('spaces', 'spaces.id', 'organisations.spaceId')
      .select('organisations.id')
      .where('spaces.address', '=', space)
      .executeTakeFirstOrThrow(),
  );
  return row.id;
}

test('the question to commit is mailed in the language of the reader, with the way to the pool', async () => {
  const { host, peer, place } = await market();
  const { space } = place;
  const [english, german] = [await peer(), await peer()];
  await money.muster.services.database.write({ kind: 'identity' }, (db) =>
    db
      .updateTable('people')
      .set({ locale: 'de' })
      .where('id', '=', german.personId)
      .executeTakeFirst(),
  );
  const { address: wanted } = await money.must(english, writeWanted, { space, title: 'A screen' });
  await money.must(german, sayMeToo, { space, wanted, quantity: 1 });
  await told(english);
  const closesAt = new Date(money.clock.time + 9 * DAY_MS).toISOString();
  const opened = await money.must(host, openPool, { ...television, space, wanted, closesAt });
  await money.muster.settle();
  for (const [actor, subject] of [
    [english, /^A pool is open for what you want: «A plain 65-inch screen»/],
    [german, /^Für Ihren Wunsch ist ein Pool offen: «A plain 65-inch screen»/],
  ] as const) {
    const read = await readNotifications(money.muster.services, actor, { unread: 'true' });
    const asked = read.kind === 'done' ? read.value.notifications[0] : undefined;
    const job = { personId: actor.personId, notificationId: asked?.id };
    await mailNotification.run(money.muster.services, job);
    const mails = await mailsTo(actor);
    assert.equal(mails.length, 1);
    assert.match(mails[0]?.subject ?? '', subject);
    assert.ok(mails[0]?.body.includes(`http://muster.test/s/${space}/pools/${opened.address}`));
  }
});

test('a maker that takes its quote back: the host and all who committed are told', async () => {
  const at = await market();
  const [buyer] = await committed(at);
  await told(at.host);
  await told(buyer);
  await money.must(at.maker, withdrawQuote, at.place);
  assert.deepEqual(await kinds(buyer), ['quote-withdrawn']);
  assert.deepEqual(await kinds(at.host), ['quote-withdrawn']);
  const read = await readPool(money.muster.services, buyer, at.place);
  assert.ok(read.kind === 'done');
  assert.deepEqual(
    read.value.withdrawnQuotes.map(({ maker }) => maker),
    ['Mill'],
  );
  await close();
  assert.deepEqual(
    (await told(buyer)).map((one) => [one.kind, sayNotification('en', one)]),
    [
      [
        'pool-voided',
        'The pool «A plain 65-inch screen» is void: no maker had quoted. Nobody owes anything, and what was paid goes back',
      ],
    ],
  );
});

test('at the close each buyer hears whether they are in, and then whether it tipped with them', async () => {
  const at = await market();
  const [paying, lapsing, missing] = await committed(at);
  for (const each of [paying, lapsing, missing, at.maker]) await told(each);
  await close();
  assert.deepEqual(await kinds(paying), ['pool-closed']);
  assert.deepEqual(await kinds(missing), ['pool-missed']);
  const invoices = await money.muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('invoices')
      .select(['reference', 'netMinor', 'taxMinor'])
      .where('spaceId', '=', at.spaceId)
      .where('personId', '=', paying.personId)
      .execute(),
  );
  const [{ reference = '', netMinor = 0, taxMinor = 0 } = {}] = invoices;
  const amount = ((Number(netMinor) + Number(taxMinor)) / 100).toFixed(2);
  const { space } = at.place;
  await money.must(at.host, importStatement, { space, text: csv([amount, reference]) });
  money.clock.time += 9 * DAY_MS;
  await dueCollections.run(money.muster.services, {});
  assert.deepEqual(await kinds(lapsing), ['pool-closed', 'pool-lapsed']);
  assert.deepEqual(await kinds(paying), ['invoice-paid', 'pool-tipped']);
  assert.deepEqual(await kinds(missing), []);
  assert.deepEqual(await kinds(at.maker), ['order-placed']);
  await makeAndTell(at, { buyer: paying, missing });
});

/** From the order on: who makes, who waits and who decides are told in turn. */
async function makeAndTell(
  { host, maker, place }: Market,
  { buyer, missing }: { buyer: PersonActor; missing: PersonActor },
): Promise<void> {
  const { space } = place;
  const making = await readMaking(money.muster.services, maker, space);
  const order = making.kind === 'done' ? (making.value.orders[0]?.address ?? '') : '';
  await money.must(maker, answerOrder, { space, order, answer: 'accepted' });
  const shown = await readOrder(money.muster.services, host, { space, order });
  assert.ok(shown.kind === 'done');
  const milestone = shown.value.milestones[0]?.id;
  await told(host);
  await money.must(maker, showMilestone, { space, order, milestone, evidence: 'Begun.' });
  assert.deepEqual(await kinds(host), ['milestone-shown']);
  assert.deepEqual(await kinds(buyer), ['making-news', 'order-accepted']);
  await money.must(host, sendMilestoneBack, { space, order, milestone, note: 'What?' });
  assert.deepEqual(await kinds(maker), ['milestone-answered']);
  await money.must(maker, dispatch, { space, order });
  const [sent] = await told(buyer);
  assert.deepEqual([sent?.kind, sent?.path], ['parcel-sent', `/s/${space}/making`]);
  const parcel = shown.value.parcels[0]?.id;
  await money.must(buyer, openDispute, { space, parcel, reason: 'It hums.' });
  assert.deepEqual(await kinds(host), ['dispute-opened']);
  const [wrong] = await told(maker);
  assert.deepEqual([wrong?.kind, wrong?.path], ['dispute-opened', `/s/${space}/making/${order}`]);
  await money.must(host, settleDispute, { space, parcel, outcome: 'kept', answer: 'It may.' });
  assert.deepEqual(await kinds(buyer), ['dispute-settled']);
  const offered = { ...place, priceMinor: 30_000, readyDays: 3 };
  await money.must(maker, openDirectOffer, offered);
  assert.deepEqual(await kinds(missing), ['direct-opened']);
}

test('talk under a pool is told like talk under a post, with the way to the very words', async () => {
  const { host, peer, place } = await market();
  const somebody = await peer();
  await told(host);
  const read = await readPool(money.muster.services, somebody, place);
  const thread = read.kind === 'done' ? read.value.thread : null;
  const { space, pool } = place;
  const said = await money.must(somebody, writeComment, { space, thread, body: 'How heavy?' });
  const first = (await told(host)).find(({ kind }) => kind === 'comment');
  assert.equal(first?.excerpt, 'How heavy?');
  assert.equal(first?.path, `/s/${space}/pools/${pool}?at=${said.id}#c-${said.id}`);
});
