import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { runDuePools } from '#features/pools/server/pools.ts';
import { type ApiStory, openApiStory } from '../ground/api-story.ts';
import { verifiedText } from '../ground/verified-log.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';

/**
 * The television story through the public API alone, over a real socket: what five people want becomes a pool of makers' tiers and buyers' limits closes, is paid by bank
 * transfer, is made, delivered and complained about; the books balance at every station, anyone can verify the log; and in
 * the end the maker sells one to somebody who was not there.
 */
let muster: TestInstallation;
let story: ApiStory;
let now = new Date('2026-03-01T09:00:00Z');
let wanted: string;
let pool: string;
let order: string;
const BUYERS = ['ada', 'ben', 'cleo', 'dora', 'emil'];

before(async () => {
  const settings = { PORT: '0', TRUSTED_PROXIES: '1' };
  muster = await openTestInstallation({ clock: { now: () => now }, settings });
  story = await openApiStory(muster, ['host', 'maker', 'rival', ...BUYERS, 'late']);
});
after(async () => {
  await story.close();
  await muster.close();
});

const pass = (days: number) => (now = new Date(now.getTime() + days * 86_400_000));

const ask: ApiStory['ask'] = (who, call, asked) => story.ask(who, call, asked);

const quote = (prices: number[]) => ({
  tiers: prices.map((priceMinor, nth) => ({ from: [1, 4, 50][nth], priceMinor })),
  leadDays: 40,
});

const invoices = z.object({
  pool: z.object({ stage: z.string() }).nullable(),
  invoices: z.array(
    z.object({ id: z.string(), grossMinor: z.number(), openMinor: z.number(), state: z.string() }),
  ),
});
const invoice = z.object({ reference: z.string(), grossMinor: z.number(), state: z.string() });
const desk = z.object({
  refunds: z.array(z.object({ id: z.string(), amountMinor: z.number(), reason: z.string() })),
});
const ledger = z.object({
  balances: z.array(z.object({ kind: z.string(), balanceMinor: z.number() })),
});

const settled = () => story.settled();

let statements = 0;
async function transfer(payments: { reference: string; amount: number; name: string }[]) {
  const lines = payments.map(
    ({ reference, amount, name }) =>
      `2026-05-01,${(amount / 100).toFixed(2)},EUR,${reference},${name},DE02120300000000202051,${++statements}`,
  );
  return ask('host', 'POST SPACE/payments/statements', {
    body: {
      text: `date,amount,currency,reference,counterparty,counterparty account,id\n${lines.join('\n')}`,
    },
    answer: z.object({ taken: z.number(), matched: z.number() }),
  });
}

async function ownInvoice(who: string) {
  const list = await ask(who, 'GET SPACE/invoices', { answer: invoices });
  return ask(who, `GET SPACE/invoices/${list.invoices[0]?.id}`, { answer: invoice });
}

test('a host opens a space, and everybody comes in by a link', async () => {
  ({ address: story.place.space } = await ask('host', 'POST /spaces', {
    body: {
      name: 'Plain screens',
      objective: 'sales',
      visibility: 'public',
      currency: 'EUR',
      locale: 'en',
      accent: 'slate',
    },
    answer: z.object({ address: z.string() }),
  }));
  const link = async (role: string) =>
    ask('host', 'POST SPACE/invitations', {
      body: { role, uses: 20 },
      answer: z.object({ link: z.string() }),
    });
  const makers = await link('maker');
  const peers = await link('peer');
  for (const [who, { link: url }] of [
    ...['maker', 'rival'].map((name) => [name, makers] as const),
    ...[...BUYERS, 'late'].map((name) => [name, peers] as const),
  ])
    await ask(who, `POST /invitations/${url.split('/').at(-1)}/acceptance`);
  await ask('host', 'PUT SPACE/targets', { body: { measure: 'saving-percent', goal: 30 } });
});

const spec = (inches: number) => [
  { name: 'Diagonal', kind: 'number', value: inches, unit: 'in' },
  { name: 'Tuner', kind: 'yes-no', value: false },
];

test('what one wants others want too; a better sheet is taken over, a twin is folded in with consent', async () => {
  const written = z.object({ address: z.string() });
  const write = (who: string, title: string, inches: number) =>
    ask(who, 'POST SPACE/wanted', { body: { title, spec: spec(inches) }, answer: written });
  ({ address: wanted } = await write('ada', 'A plain screen', 60));
  const { proposal } = await ask('ben', `POST SPACE/wanted/${wanted}/proposals`, {
    body: { spec: spec(65), note: 'Panels come in 65 inches.' },
    answer: z.object({ proposal: z.string() }),
  });
  const decision = { body: { outcome: 'taken' } };
  await ask('ada', `POST SPACE/wanted/${wanted}/proposals/${proposal}/decision`, decision);
  const twin = await write('cleo', 'A screen that is plain', 65);
  for (const who of ['ada', 'ben', 'dora', 'emil'])
    await ask(who, `PUT SPACE/wanted/${wanted}/me-too`, {
      body: { quantity: 1, limitMinor: 60_000 },
    });
  await ask('cleo', `PUT SPACE/wanted/${twin.address}/me-too`, { body: { quantity: 1 } });
  const { merge } = await ask('dora', `POST SPACE/wanted/${twin.address}/merges`, {
    body: { into: wanted },
    answer: z.object({ merge: z.string() }),
  });
  await ask('cleo', `POST SPACE/wanted/${twin.address}/merges/${merge}/decision`, decision);
  const seen = await ask('late', `GET SPACE/wanted/${wanted}`, {
    answer: z.object({ people: z.number(), units: z.number(), spec: z.unknown() }),
  });
  assert.deepEqual(seen, { people: 5, units: 5, spec: spec(65) });
});

const wish = (nth: number) => ({ body: { min: 1, max: 1, limitMinor: 60_000 + nth * 1000 } });

test('a host opens a pool for it, whoever wants it is asked, two makers quote, five commit', async () => {
  ({ address: pool } = await ask('host', 'POST SPACE/pools', {
    body: {
      wanted,
      title: 'A plain 65-inch screen',
      spec: spec(65),
      benchmarkMinor: 89_900,
      benchmarkSource: 'Three shops, 1 March',
      feeBps: 300,
      taxBps: 1900,
      closesAt: '2026-03-31T09:00:00Z',
      collectDays: 7,
    },
    answer: z.object({ address: z.string() }),
  }));
  await settled();
  const told = await ask('cleo', 'GET /me/notifications', {
    answer: z.object({ notifications: z.array(z.object({ kind: z.string(), path: z.string() })) }),
  });
  const asked = told.notifications.find(({ kind }) => kind === 'pool-for-wanted');
  assert.equal(asked?.path, `/s/${story.place.space}/pools/${pool}`);
  await ask('maker', `PUT SPACE/pools/${pool}/quote`, { body: quote([60_000, 42_000, 38_000]) });
  await ask('rival', `PUT SPACE/pools/${pool}/quote`, { body: quote([58_000, 45_000]) });
  for (const [nth, who] of BUYERS.entries())
    await ask(who, `POST SPACE/pools/${pool}/commitment`, wish(nth));
  await ask('ben', `PATCH SPACE/pools/${pool}/commitment`, wish(2));
  await ask('emil', `DELETE SPACE/pools/${pool}/commitment`);
  await ask('emil', `POST SPACE/pools/${pool}/commitment`, wish(4));
});

test('it closes at the lower tier, and every buyer is asked to pay the same', async () => {
  pass(31);
  await runDuePools(muster.services);
  await settled();
  const list = await ask('host', `GET SPACE/invoices?pool=${pool}`, { answer: invoices });
  // 420.00 and 3 % fee, 432.60, with 19 % tax: 514.79.
  assert.deepEqual(
    list.invoices.map(({ grossMinor }) => grossMinor),
    BUYERS.map(() => 51_479),
  );
});

test('four pay, one too much, one under no reference, one not at all; it tips on what was paid', async () => {
  const { grossMinor } = await ownInvoice('ada');
  const reference = async (who: string) => (await ownInvoice(who)).reference;
  const taken = await transfer([
    { reference: await reference('ada'), amount: grossMinor, name: 'Ada' },
    { reference: `tv ${await reference('ben')}`, amount: grossMinor + 500, name: 'Ben' },
    { reference: await reference('cleo'), amount: grossMinor, name: 'Cleo' },
    { reference: 'my television', amount: grossMinor, name: 'dora' },
  ]);
  assert.deepEqual(taken, { taken: 4, matched: 3 });
  const { free } = await ask('host', 'GET SPACE/payments', {
    answer: z.object({
      free: z.array(z.object({ id: z.string(), proposals: z.array(z.object({ id: z.string() })) })),
    }),
  });
  await ask('host', `PUT SPACE/payments/${free[0]?.id}/invoice`, {
    body: { invoice: free[0]?.proposals[0]?.id },
  });
  pass(8);
  const { dueCollections } = await import('#features/payments/server/due-collections.job.ts');
  await dueCollections.run(muster.services, {});
  await settled();
  const list = await ask('host', `GET SPACE/invoices?pool=${pool}`, { answer: invoices });
  assert.equal(list.pool?.stage, 'tipped');
  assert.deepEqual(list.invoices.map(({ state }) => state).toSorted(), [
    'kept',
    'kept',
    'kept',
    'kept',
    'withdrawn',
  ]);
});

test('anyone verifies the log, from the first commitment to the final price', async () => {
  const log = await ask(undefined, `GET SPACE/pools/${pool}/log`);
  const lines = typeof log === 'string' ? log : JSON.stringify(log);
  const report = await verifiedText(lines);
  assert.equal(report.result?.['quantity'], 4);
});

test('the maker makes it step by step, sends it, and is paid for what was seen', async () => {
  const listed = await ask('maker', 'GET SPACE/orders', {
    answer: z.object({ orders: z.array(z.object({ address: z.string(), units: z.number() })) }),
  });
  assert.equal(listed.orders[0]?.units, 4);
  order = listed.orders[0]?.address ?? '';
  await ask('maker', `PUT SPACE/orders/${order}/answer`, { body: { answer: 'accepted' } });
  const shown = z.object({
    milestones: z.array(z.object({ id: z.string() })),
    parcels: z.array(z.object({ id: z.string(), buyer: z.string() })),
    books: z.object({ makerMinor: z.number(), paidMinor: z.number(), feeMinor: z.number() }),
  });
  const { milestones, parcels } = await ask('host', `GET SPACE/orders/${order}`, { answer: shown });
  for (const [nth, { id }] of milestones.entries()) {
    if (nth === 2) {
      await ask('maker', `POST SPACE/orders/${order}/dispatch`, { body: { tracking: 'DHL 4' } });
      for (const { id: parcel, buyer } of parcels)
        await ask(buyer, `PUT SPACE/parcels/${parcel}/delivered`);
    }
    await ask('maker', `PUT SPACE/orders/${order}/milestones/${id}`, {
      body: { evidence: 'Seen.' },
    });
    await ask('host', `POST SPACE/orders/${order}/milestones/${id}/release`);
    await ask('host', `POST SPACE/orders/${order}/payouts`);
    await settled();
  }
  const { books } = await ask('host', `GET SPACE/orders/${order}`, { answer: shown });
  assert.deepEqual(books, { ...books, makerMinor: 168_000, paidMinor: 168_000, feeMinor: 5040 });
});

test('what is due goes back, and in the end the bank holds the fee and the tax, nothing else', async () => {
  const { refunds } = await ask('host', 'GET SPACE/payments', { answer: desk });
  assert.deepEqual(
    refunds.map(({ amountMinor, reason }) => [amountMinor, reason]),
    [[500, 'too-much']],
  );
  for (const { id } of refunds) await ask('host', `PUT SPACE/refunds/${id}/paid`);
  await settled();
  const { balances } = await ask('host', 'GET SPACE/ledger', { answer: ledger });
  const left = Object.fromEntries(
    balances
      .filter(({ balanceMinor }) => balanceMinor !== 0)
      .map((one) => [one.kind, one.balanceMinor]),
  );
  assert.deepEqual(left, { bank: 37_916, fee: -5040, tax: -32_876 });
});

test('a year later one is sold to one, and the page says which way is better', async () => {
  pass(365);
  const { offer } = await ask('maker', 'POST SPACE/direct-offers', {
    body: { pool, priceMinor: 43_000, readyDays: 5, most: 1 },
    answer: z.object({ offer: z.string() }),
  });
  const { ways } = await ask(undefined, `GET SPACE/direct-offers/${offer}`, {
    answer: z.object({
      ways: z.object({ better: z.string(), directMinor: z.number(), poolMinor: z.number() }),
    }),
  });
  assert.deepEqual(ways, { ...ways, better: 'direct', directMinor: 51_170 });
  const ordered = await ask('late', `POST SPACE/direct-offers/${offer}/orders`, {
    body: { units: 1 },
    answer: z.object({ invoice: z.string() }),
  });
  const { reference, grossMinor } = await ask('late', `GET SPACE/invoices/${ordered.invoice}`, {
    answer: invoice,
  });
  await transfer([{ reference, amount: grossMinor, name: 'Late' }]);
  await settled();
  const orders = await ask('maker', 'GET SPACE/orders', {
    answer: z.object({ orders: z.array(z.object({ address: z.string(), dealKind: z.string() })) }),
  });
  const direct = orders.orders.find(({ dealKind }) => dealKind === 'direct');
  await ask('maker', `PUT SPACE/orders/${direct?.address}/answer`, {
    body: { answer: 'accepted' },
  });
  await ask('maker', `POST SPACE/orders/${direct?.address}/dispatch`, { body: {} });
  const mine = await ask('late', 'GET SPACE/orders', {
    answer: z.object({ mine: z.array(z.object({ id: z.string() })) }),
  });
  await ask('late', `PUT SPACE/parcels/${mine.mine[0]?.id}/delivered`);
  await settled();
});

test('the scorecard says what came of it, from what it was counted, and against the target', async () => {
  const { measures } = await ask('ada', 'GET SPACE/scorecard', {
    answer: z.object({
      measures: z.array(
        z.object({
          measure: z.string(),
          value: z.number().nullable(),
          from: z.number(),
          goal: z.number().nullable(),
        }),
      ),
    }),
  });
  const of = (name: string) => measures.find(({ measure }) => measure === name);
  assert.deepEqual(of('units-pooled'), { measure: 'units-pooled', value: 4, from: 1, goal: null });
  assert.deepEqual(of('saving-percent'), {
    measure: 'saving-percent',
    value: 42.7,
    from: 4,
    goal: 30,
  });
  assert.equal(of('paid-percent')?.value, 83.3);
  assert.equal(of('delivered-percent')?.value, 100);
  assert.equal(of('fee-money')?.value, 5040);
  assert.equal(of('direct-units')?.value, 1);
});
