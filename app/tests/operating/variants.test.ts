import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { runDuePools } from '#features/pools/server/pools.ts';
import { type ApiStory, openApiStory } from '../ground/api-story.ts';
import { verifiedText } from '../ground/verified-log.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';

/**
 * Two sizes of one screen in one pool, through the public API alone: they share the tiers of the maker, each buyer pays the
 * price of their size, the maker is told how many of which, and in the end sells one size to one.
 */
let muster: TestInstallation;
let story: ApiStory;
let now = new Date('2026-03-01T09:00:00Z');
let pool: string;
const BUYERS = ['ada', 'ben', 'cleo', 'dora'];
const ask: ApiStory['ask'] = (who, call, asked) => story.ask(who, call, asked);
const pass = (days: number) => (now = new Date(now.getTime() + days * 86_400_000));
const address = z.object({ address: z.string() });

before(async () => {
  const settings = { PORT: '0', TRUSTED_PROXIES: '1' };
  muster = await openTestInstallation({ clock: { now: () => now }, settings });
  story = await openApiStory(muster, ['host', 'maker', ...BUYERS, 'late']);
});
after(async () => {
  await story.close();
  await muster.close();
});

const settled = () => story.settled();

test('a host opens a pool of two sizes, the maker prices both, four buyers choose', async () => {
  ({ address: story.place.space } = await ask('host', 'POST /spaces', {
    body: {
      name: 'Plain screens',
      objective: 'sales',
      visibility: 'public',
      currency: 'EUR',
      locale: 'en',
      accent: 'slate',
    },
    answer: address,
  }));
  for (const [role, names] of [
    ['maker', ['maker']],
    ['peer', [...BUYERS, 'late']],
  ] as const) {
    const { link } = await ask('host', 'POST SPACE/invitations', {
      body: { role, uses: 10 },
      answer: z.object({ link: z.string() }),
    });
    for (const who of names)
      await ask(who, `POST /invitations/${link.split('/').at(-1)}/acceptance`);
  }
  ({ address: pool } = await ask('host', 'POST SPACE/pools', {
    body: {
      title: 'A plain screen',
      variants: [
        { name: '55 inch', benchmarkMinor: 69_900 },
        { name: '65 inch', benchmarkMinor: 89_900 },
      ],
      benchmarkSource: 'Three shops, 1 March',
      feeBps: 300,
      taxBps: 1900,
      closesAt: '2026-03-31T09:00:00Z',
    },
    answer: address,
  }));
  await ask('maker', `PUT SPACE/pools/${pool}/quote`, {
    body: {
      tiers: [
        { from: 1, pricesMinor: { '55-inch': 45_000, '65-inch': 60_000 } },
        { from: 4, pricesMinor: { '55-inch': 32_000, '65-inch': 42_000 } },
      ],
      leadDays: 40,
    },
  });
  for (const [nth, who] of BUYERS.entries())
    await ask(who, `POST SPACE/pools/${pool}/commitment`, {
      body: { min: 1, max: 1, limitMinor: 60_000, variant: nth === 0 ? '55-inch' : '65-inch' },
    });
  await ask('dora', `PATCH SPACE/pools/${pool}/commitment`, {
    body: { min: 1, max: 2, limitMinor: 60_000, variant: '55-inch' },
  });
});

const sheets = z.object({
  picture: z.object({
    variants: z.array(
      z.object({
        name: z.string(),
        now: z.object({ priceMinor: z.number(), units: z.number(), ofThis: z.number() }),
      }),
    ),
  }),
});
// 320.00 and 3 % fee, 329.60, with 19 % tax: 392.22; 420.00 in the same way: 514.79.
const PRICES = { '55 inch': 39_222, '65 inch': 51_479 };

test('the picture shows a price for each size, by the units of both', async () => {
  const { picture } = await ask(undefined, `GET SPACE/pools/${pool}`, { answer: sheets });
  assert.deepEqual(picture.variants, [
    { name: '55 inch', now: { priceMinor: PRICES['55 inch'], units: 5, ofThis: 3 } },
    { name: '65 inch', now: { priceMinor: PRICES['65 inch'], units: 5, ofThis: 2 } },
  ]);
});

const invoices = z.object({
  invoices: z.array(
    z.object({ id: z.string(), title: z.string(), units: z.number(), grossMinor: z.number() }),
  ),
});

test('it closes, each pays the price of their size, it tips, and the log verifies', async () => {
  pass(31);
  await runDuePools(muster.services);
  await settled();
  const lines: string[] = [];
  for (const who of BUYERS) {
    const { invoices: own } = await ask(who, 'GET SPACE/invoices', { answer: invoices });
    const [{ id = '', title = '', units = 0, grossMinor = 0 } = {}] = own;
    const size = who === 'ada' || who === 'dora' ? '55 inch' : '65 inch';
    assert.deepEqual([title, grossMinor], [`A plain screen · ${size}`, PRICES[size] * units]);
    const { reference } = await ask(who, `GET SPACE/invoices/${id}`, {
      answer: z.object({ reference: z.string() }),
    });
    lines.push(
      `2026-04-02,${(grossMinor / 100).toFixed(2)},EUR,${reference},${who},DE02120300000000202051,${who}`,
    );
  }
  const head = 'date,amount,currency,reference,counterparty,counterparty account,id';
  const text = [head, ...lines].join('\n');
  await ask('host', 'POST SPACE/payments/statements', { body: { text } });
  await settled();
  const log = await ask(undefined, `GET SPACE/pools/${pool}/log`, { answer: z.string() });
  const report = await verifiedText(log);
  assert.equal(report.stage, 'cleared');
  assert.deepEqual(report.result?.['quantities'], { '55-inch': 3, '65-inch': 2 });
});

test('the order says how many of which size, and each parcel what is in it', async () => {
  const { orders } = await ask('maker', 'GET SPACE/orders', {
    answer: z.object({ orders: z.array(address) }),
  });
  const order = await ask('maker', `GET SPACE/orders/${orders[0]?.address}`, {
    answer: z.object({
      units: z.number(),
      lines: z.array(z.object({ variant: z.string(), units: z.number() })),
      books: z.object({ makerMinor: z.number() }),
    }),
  });
  assert.deepEqual(order, {
    units: 5,
    lines: [
      { variant: '55 inch', units: 3 },
      { variant: '65 inch', units: 2 },
    ],
    books: { makerMinor: 3 * 32_000 + 2 * 42_000 },
  });
  await ask('maker', `PUT SPACE/orders/${orders[0]?.address}/answer`, {
    body: { answer: 'accepted' },
  });
  const { mine } = await ask('ben', 'GET SPACE/orders', {
    answer: z.object({ mine: z.array(z.object({ variant: z.string() })) }),
  });
  assert.deepEqual(mine, [{ variant: '65 inch' }]);
});

test('the maker offers each size by itself, and the page compares it with what that size cost in the pool', async () => {
  const offer = (variant: string, priceMinor: number) =>
    ask('maker', 'POST SPACE/direct-offers', {
      body: { pool, variant, priceMinor, readyDays: 5 },
      answer: z.object({ offer: z.string() }),
    });
  await offer('55-inch', 36_000);
  const { offer: large } = await offer('65-inch', 46_000);
  const seen = await ask(undefined, `GET SPACE/direct-offers/${large}`, {
    answer: z.object({
      title: z.string(),
      ways: z.object({ directMinor: z.number(), poolMinor: z.number(), poolUnits: z.number() }),
    }),
  });
  assert.deepEqual(seen, {
    title: 'A plain screen · 65 inch',
    ways: { directMinor: 54_740, poolMinor: PRICES['65 inch'], poolUnits: 5 },
  });
  const ordered = await ask('late', `POST SPACE/direct-offers/${large}/orders`, {
    body: { units: 1 },
    answer: z.object({ invoice: z.string() }),
  });
  const invoice = await ask('late', `GET SPACE/invoices/${ordered.invoice}`, {
    answer: z.object({ title: z.string(), grossMinor: z.number() }),
  });
  assert.deepEqual(invoice, { title: 'A plain screen · 65 inch', grossMinor: 54_740 });
});

test('the saving is counted against the shop price of the size that each bought', async () => {
  const { measures } = await ask('ada', 'GET SPACE/scorecard', {
    answer: z.object({
      measures: z.array(z.object({ measure: z.string(), value: z.number().nullable() })),
    }),
  });
  const paid = 3 * PRICES['55 inch'] + 2 * PRICES['65 inch'];
  const shops = 3 * 69_900 + 2 * 89_900;
  const saving = Math.round((1 - paid / shops) * 1_000) / 10;
  assert.equal(measures.find(({ measure }) => measure === 'saving-percent')?.value, saving);
});
