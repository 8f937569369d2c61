import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { startSession } from '#features/people/server/sessions.ts';
import type { PersonActor } from '#server/actor.ts';
import { inChange } from '#server/commands/in-change.ts';
import { closedPool } from '../ground/collecting-pool.ts';
import { openMarket, television } from '../ground/market.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** From the invoice to the scorecard, by clicking, as a host, a maker and two buyers; what buyers do works without script. */
let served: ServedInstallation;
let home: string;
let pool: string;
let host: Page;
let maker: Page;
let ada: Page;
let ben: Page;
const PICTURES = process.env.MUSTER_PICTURES;
const states: Record<string, Awaited<ReturnType<BrowserContext['storageState']>>> = {};
const DAY_MS = 86_400_000;

before(async () => {
  served = await serveInstallation();
  const { services } = served.muster;
  const past = { ...services, clock: { now: () => new Date(Date.now() - 12 * DAY_MS) } };
  const market = await openMarket(services, { ...television, closesAt: '2099-12-31T12:00:00Z' });
  const buyers = [await market.peer(), await market.peer()];
  const { space } = market.place;
  const crowd = { space, host: market.host, maker: market.maker, buyers };
  ({ pool } = await closedPool(past, crowd));
  home = `/s/${space}`;
  await served.muster.settle();
  host = await windowOf('host', market.host);
  maker = await windowOf('maker', market.maker);
  ada = await windowOf('ada', buyers[0]!, false);
  ben = await windowOf('ben', buyers[1]!, false);
});
after(() => served.close());

async function windowOf(name: string, actor: PersonActor, script = true): Promise<Page> {
  const { services } = served.muster;
  const token = await inChange(services, { kind: 'installation' }, (change) =>
    startSession(change, actor.personId, { address: '127.0.0.1', device: name }),
  );
  const { page, context } = await served.openWindow({ javaScriptEnabled: script });
  await context.addCookies([{ name: 'muster', value: token, url: served.url }]);
  states[name] = await context.storageState();
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** What the invoice says to type at the bank. */
async function referenceOn(page: Page): Promise<string> {
  await page.goto(`${home}/invoices`);
  await page.click('main tbody a');
  await page.getByRole('heading', { name: /Invoice \d/ }).waitFor();
  return page.locator('#pay input').inputValue();
}

test('a host names the account; a wrong digit is said at the field, and nothing typed is lost', async () => {
  await host.goto(`${home}/payments`);
  await picture(host, 'desk-empty');
  await host.fill('#payee', 'Plain Screens Ltd');
  await host.fill('#iban', 'DE88370400440532013000');
  await host.click('text=Save the account');
  await host.locator('#iban-wrong').waitFor();
  assert.equal(await host.inputValue('#payee'), 'Plain Screens Ltd');
  await host.fill('#iban', 'DE89 3704 0044 0532 0130 00');
  await host.click('text=Save the account');
  await host.getByText('The account is saved.').waitFor();
  // The browser itself notes every answer of 422 in its console.
  served.complaints.splice(0);
});

test('without script a buyer reads what to pay, where, and who holds the money', async () => {
  const reference = await referenceOn(ada);
  assert.match(reference, /^RF\d\d( \d{4}){3}$/);
  await ada.getByText('DE89 3704 0044 0532 0130 00').waitFor();
  await ada.getByText(/is the seller and holds the money/).waitFor();
  await picture(ada, 'invoice-open');
});

test('a statement is looked at, then taken in; the rest is matched by hand, and the pool tips', async () => {
  const reference = await referenceOn(ada);
  const rows = [
    `2026-11-24,300.00,EUR,${reference},Ada,DE02120300000000202051,1`,
    '2026-11-24,291.55,EUR,my television,peer,DE02120300000000202051,2',
  ];
  const text = `date,amount,currency,reference,counterparty,counterparty account,id\n${rows.join('\n')}\n`;
  await host.goto(`${home}/payments`);
  const file = { name: 'november.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await host.setInputFiles('#file', { ...file, buffer: Buffer.from('<!DOCTYPE x>\n<x/>') });
  await host.click('text=Look at it first');
  await host
    .getByText(/a document type stands here/)
    .first()
    .waitFor();
  served.complaints.splice(0);
  await host.setInputFiles('#file', file);
  await host.click('text=Look at it first');
  await host.getByText('perhaps for invoice').waitFor();
  await picture(host, 'desk-preview');
  await host.click('text=Take it in');
  await host.getByText(/2 new payments were taken in, 1 of it given/).waitFor();
  await host.click('button:has-text("Give")');
  await host.getByText('All money that came has found its invoice.').waitFor();
  await served.muster.settle();
  await served.muster.settle();
  await host.goto(`${home}/payments`);
  await picture(host, 'desk');
  await host.getByRole('button', { name: 'I have transferred it' }).first().click();
  await host.getByText(/^paid/).first().waitFor();
  await host.goto(`${home}/pools/${pool}/payments`);
  assert.equal(await host.getByText('settled').count(), 2);
  await picture(host, 'pool-payments');
  await host.goto(`${home}/payments/ledger`);
  await picture(host, 'ledger');
});

test('the maker accepts and shows; the host releases; both see the same books', async () => {
  await maker.goto(`${home}/making`);
  await maker.click('main li a');
  await picture(maker, 'order-placed');
  await maker.click('text=Accept the order');
  await maker.getByText('In the making').waitFor();
  await maker.locator('summary:has-text("Show it")').first().click();
  await maker.fill('#evidence-begun', 'Lot 7 of the panels has arrived.');
  await maker.setInputFiles('#picture-begun', {
    name: 'p.png',
    mimeType: 'image/png',
    buffer: DOT,
  });
  await maker.locator('form button:has-text("Show it")').first().click();
  await maker.getByText('Lot 7 of the panels has arrived.').waitFor();
  await maker.fill('#tracking', 'DHL 4711');
  await maker.click('text=All that is left is on its way');
  await maker.getByText('Tracking: DHL 4711').first().waitFor();
  await host.goto(`${home}/making`);
  await host.click('main li a');
  await host.click('text=Approve, and release the money');
  await host.click('button:has-text("I have transferred")');
  await host.getByText('€144.00').first().waitFor();
  await picture(host, 'order');
});

test('without script a buyer follows it, says that it has come, or that something is wrong', async () => {
  await ada.goto(`${home}/making`);
  await ada.getByText('Lot 7 of the panels has arrived.').waitFor();
  await picture(ada, 'my-order');
  await ada.click('text=It has come');
  await ada.getByText(/^delivered/).waitFor();
  await ben.goto(`${home}/making`);
  await ben.click('summary:has-text("Something is wrong")');
  await ben.fill('textarea[name=reason]', 'It hums.');
  await ben.click('text=Tell the host');
  await ben.getByText('Your complaint is with the host').waitFor();
  await host.reload();
  await host.check('input[value=kept]');
  await host.fill('textarea[name=answer]', 'A hum is within the norm.');
  await host.click('button:has-text("Decide")');
  await host.getByText(/It stays as it is/).waitFor();
});

test('the maker offers one to one; a buyer sees which way is better and gets an invoice at once', async () => {
  await maker.goto(`${home}/direct`);
  await maker.fill('#priceMinor', '26000');
  await maker.fill('#readyDays', '3');
  await maker.click('text=Open the offer');
  await maker.getByRole('heading', { name: 'Pool or direct?' }).waitFor();
  await ben.goto(new URL(maker.url()).pathname);
  await picture(ben, 'direct');
  await ben.fill('#day', '0');
  await ben.click('text=Count again');
  await ben.getByText(/Another pool is better now/).waitFor();
  await ben.click('text=Order, and get the invoice');
  await ben.getByRole('heading', { name: 'Invoice 3' }).waitFor();
});

test('the scorecard counts it, on the page and as a table', async () => {
  await ada.goto(`${home}/scorecard`);
  await ada.getByText('Saved against the shop price').waitFor();
  await picture(ada, 'scorecard');
  const answer = await ada.context().request.get(`${home}/scorecard.csv`);
  assert.match(await answer.text(), /units-pooled,2,count/);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing and nothing scrolls sideways, ${scheme}, on a phone and on a desk`, async () => {
    for (const width of [390, 1440]) {
      const { page, context } = await served.openWindow({
        storageState: states['host'],
        colorScheme: scheme,
        viewport: { width, height: 844 },
      });
      await page.goto(`${home}/making`);
      const order = await page.locator('main li a').last().getAttribute('href');
      await page.goto(`${home}/direct`);
      const offer = await page.locator('main li a').first().getAttribute('href');
      await page.goto(`${home}/invoices`);
      const invoice = await page.locator('main tbody a').first().getAttribute('href');
      const rooms = ['payments', 'payments/ledger', 'invoices', 'making', 'direct', 'scorecard'];
      const paths = [
        ...rooms.map((room) => `${home}/${room}`),
        `${home}/pools/${pool}/payments`,
        ...[order, offer, invoice].flatMap((path) => path ?? []),
      ];
      for (const path of paths) {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
          `${path} at ${width}`,
        );
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        assert.equal(overflow, 0, `${path} scrolls sideways at ${width}`);
        await picture(page, `${scheme}-${width}-${path.split('/').slice(3).join('-')}`);
      }
      await context.close();
    }
  });
}

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
