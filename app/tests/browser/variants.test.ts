import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { runDuePools } from '#features/pools/server/due-pools.job.ts';
import type { PersonActor } from '#server/actor.ts';
import { openPlace, type Place } from '../ground/market.ts';
import { forgetRefusals, inWindow, lookAt, signedIn } from './looks.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/**
 * One pool with two sizes, by clicking: the host names them, a maker prices both, Ada and Ben (who has no script) choose one
 * each and bring each other to the next tier; after the close Ada's own browser checks it.
 */
let served: ServedInstallation;
let place: Place;
let host: Page;
let maker: Page;
let ada: Page;
let ben: Page;
let pool: string;
const people: Record<string, PersonActor> = {};
const clock = { ahead: 0, now: () => new Date(Date.now() + clock.ahead) };
const DAY_MS = 86_400_000;
const SOON_MS = 2_000;

before(async () => {
  served = await serveInstallation({}, { clock });
  place = await openPlace(served.muster.services);
  people.ada = await place.peer('Ada');
  people.ben = await place.peer('Ben');
  host = await windowOf(place.host);
  maker = await windowOf(place.maker);
  ada = await windowOf(people.ada);
  ben = await windowOf(people.ben, false);
});
after(() => served.close());

async function windowOf(actor: PersonActor, script = true): Promise<Page> {
  const known = await signedIn(served, actor);
  return (await served.openWindow({ ...known, javaScriptEnabled: script })).page;
}

function dayAhead(days: number): string {
  return new Date(clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The picture of one size says this to who cannot see it. */
async function see(page: Page, label: RegExp): Promise<void> {
  await page.getByRole('img', { name: label }).waitFor({ timeout: SOON_MS });
}

test('the host names two sizes with their shop prices; what is left out is said at its row', async () => {
  await host.goto(`/s/${place.space}/pools/new`);
  await host.fill('#title', 'A plain screen');
  await host.click('summary:has-text("Several variants")');
  await host.click('button:has-text("Another variant")');
  await host.fill('[name="variants.0.name"]', 'no longer wanted');
  await host.fill('[name="variants.1.name"]', '55 inch');
  await host.fill('[name="variants.1.benchmarkMinor"]', '699');
  await host.fill('[name="variants.2.benchmarkMinor"]', '899');
  await host.click('button[aria-label="Remove variant 1"]');
  await host.fill('#benchmarkSource', 'Mean of three shops, today');
  await host.fill('#closesDate', dayAhead(3));
  await host.fill('#taxBps', '19');
  await host.click('button:has-text("Open the pool")');
  await host.locator('#variant-1-name-wrong').waitFor();
  assert.equal(await host.inputValue('[name="variants.0.name"]'), '55 inch');
  assert.equal(await host.inputValue('[name="variants.1.benchmarkMinor"]'), '899');
  forgetRefusals(served);
  await host.fill('[name="variants.1.name"]', '65 inch');
  await host.click('button:has-text("Open the pool")');
  await host.getByText(/You can commit already/).waitFor();
  pool = new URL(host.url()).pathname;
});

test('the maker prices both; a price that is missing is said at its field, and nothing typed is lost', async () => {
  await maker.goto(`${pool}/quote`);
  const prices = [
    ['1', '450', '600'],
    ['3', '320', ''],
  ];
  for (const [at, [from = '', small = '', large = '']] of prices.entries()) {
    await maker.fill(`[name="tiers.${at}.from"]`, from);
    await maker.fill(`[name="tiers.${at}.pricesMinor.55-inch"]`, small);
    await maker.fill(`[name="tiers.${at}.pricesMinor.65-inch"]`, large);
  }
  await maker.fill('#leadDays', '40');
  await maker.click('button:has-text("Send the quote")');
  await maker.locator('[id="tiers.1.pricesMinor.65-inch-wrong"]').waitFor();
  assert.equal(await maker.inputValue('[name="tiers.1.pricesMinor.55-inch"]'), '320');
  forgetRefusals(served);
  await maker.fill('[name="tiers.1.pricesMinor.65-inch"]', '420');
  await maker.click('button:has-text("Send the quote")');
  await maker.getByText(/whoever takes one of them helps everybody/).waitFor();
  await maker.getByRole('columnheader', { name: '65 inch' }).first().waitFor();
});

test('Ada takes a large one; without script Ben takes two small ones, and both prices fall before her eyes', async () => {
  await ada.goto(pool);
  await ada.locator('figure .live').first().waitFor();
  await ada.check('input[name=variant][value="65-inch"]');
  await ada.fill('#limitMinor', '800');
  await ada.click('button:has-text("Commit")');
  await ada.getByText('65 inch · 1 unit, at most €800.00 for one.').waitFor();
  await see(ada, /^65 inch\..*The price now is €714.00 for 1 unit/);
  await ada
    .getByText(/2 more units, whichever variants, bring the prices to: 55\s+inch\s+€380.80/)
    .waitFor();
  await ben.goto(pool);
  await ben.check('input[name=variant][value="55-inch"]');
  await ben.fill('#max', '2');
  await ben.fill('#limitMinor', '500');
  await ben.click('button:has-text("Commit")');
  await ben.getByRole('heading', { name: 'Your commitment', exact: true }).waitFor();
  await see(ada, /^65 inch\..*The price now is €499.80 for 3 units/);
  await see(ada, /^55 inch\..*The price now is €380.80 for 3 units/);
  await ada.getByText('At the price now you are in').waitFor();
});

test('who moves to the other size is counted there', async () => {
  await ben.check('input[name=variant][value="65-inch"]');
  await ben.fill('#limitMinor', '600');
  await ben.click('button:has-text("Change it")');
  await ben.getByText('65 inch · 2 units, at most €600.00 for one.').waitFor();
  await ada.getByText('3 of 3 units').waitFor();
  await ben.click('text=Receipt');
  await ben.getByText('"variant": "65-inch"').waitFor();
  await ben.goto(pool);
  await ben.check('input[name=variant][value="55-inch"]');
  await ben.click('button:has-text("Change it")');
  await ben.getByText('55 inch · 2 units, at most €600.00 for one.').waitFor();
});

for (const scheme of ['light', 'dark'] as const)
  for (const width of [390, 1440])
    test(`the pool, its forms and the list look sound, ${scheme}, at ${width}`, async () => {
      const view = { colorScheme: scheme, viewport: { width, height: 844 } };
      const rooms = [
        [people.ada, [pool, `/s/${place.space}/pools`, `${pool}/receipt`]],
        [place.host, [`/s/${place.space}/pools/new`]],
        [place.maker, [`${pool}/quote`]],
      ] as const;
      for (const [actor, paths] of rooms) {
        if (!actor) continue;
        await inWindow(served, { ...view, ...(await signedIn(served, actor)) }, async (page) => {
          for (const path of paths) await lookAt(page, path, { as: `${scheme}-${width}` });
        });
      }
    });

test('after the close each reads the price of their size, and Ada’s browser checks all of it', async () => {
  clock.ahead = 3.5 * DAY_MS;
  await runDuePools(served.muster.services);
  await ada.getByText(/The pool has closed: 3 units, made by Mill/).waitFor();
  await ada.goto(pool);
  await ada.getByText('You get 1 unit at €499.80 for one, €499.80 in all.').waitFor();
  await ada.click('text=Check it in this browser');
  await ada.getByText(/All holds: \d+ entries, 2 commitments/).waitFor({ timeout: 20_000 });
  await ben.goto(pool);
  await ben.getByText('You get 2 units at €380.80 for one, €761.60 in all.').waitFor();
});

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});
