import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startSession } from '#features/people/server/sessions.ts';
import { commit } from '#features/pools/server/commit.ts';
import { runDuePools } from '#features/pools/server/due-pools.job.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import { writeQuote } from '#features/pools/server/write-quote.ts';
import type { PersonActor } from '#server/actor.ts';
import { inChange } from '#server/commands/in-change.ts';
import { must, openPlace, type Place, television } from '../ground/market.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/**
 * From a want to a pool that has closed and can be checked, by clicking, as four people: Ada wants something, Ben wants it
 * too and has no script, a maker quotes, a host brings them together. What follows the close is told in money.test.ts.
 */
let served: ServedInstallation;
let place: Place;
let wanter: PersonActor;
let home: string;
let wanted: string;
let pool: string;
let host: Page;
let maker: Page;
let ada: Page;
let ben: Page;
const clock = { ahead: 0, now: () => new Date(Date.now() + clock.ahead) };
const states: Record<string, Awaited<ReturnType<BrowserContext['storageState']>>> = {};
const PICTURES = process.env.MUSTER_PICTURES;
const DAY_MS = 86_400_000;
/** A second is promised; a machine that does much else besides gets another one. */
const SOON_MS = 2_000;
const SPEC = 'Diagonal: 65 in\nTuner: no\nHDMI sockets: 4';

before(async () => {
  served = await serveInstallation({}, { clock });
  place = await openPlace(served.muster.services);
  home = `/s/${place.space}`;
  host = await windowOf('host', place.host);
  maker = await windowOf('maker', place.maker);
  wanter = await place.peer('Ada');
  ada = await windowOf('ada', wanter);
  ben = await windowOf('ben', await place.peer('Ben'), { javaScriptEnabled: false });
});
after(() => served.close());

async function windowOf(
  name: string,
  actor: PersonActor,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { services } = served.muster;
  const token = await inChange(services, { kind: 'installation' }, (change) =>
    startSession(change, actor.personId, { address: '127.0.0.1', device: name }),
  );
  const { page, context } = await served.openWindow(options);
  await context.addCookies([{ name: 'muster', value: token, url: served.url }]);
  states[name] = await context.storageState();
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** What the person was told last, opened from the list of notifications. */
async function follow(page: Page, told: RegExp): Promise<void> {
  await served.muster.settle();
  await page.goto('/notifications');
  await page.getByRole('link', { name: told }).first().click();
}

/** The pool picture says this to who cannot see it. */
async function see(page: Page, label: RegExp, within = 5_000): Promise<void> {
  await page.getByRole('img', { name: label }).first().waitFor({ timeout: within });
}

/** A window is told from here on. */
async function watch(page: Page): Promise<void> {
  await page.goto(pool);
  await page.locator('figure .live').first().waitFor();
}

async function commitAs(page: Page, { max, limit }: { max: number; limit: string }): Promise<void> {
  await page.fill('#max', String(max));
  await page.fill('#limitMinor', limit);
  await page.click('button:has-text("Commit")');
  await page.getByRole('heading', { name: 'Your commitment', exact: true }).waitFor();
}

test('before anybody wants anything the rooms teach, and look like what will be', async () => {
  await ada.goto(`${home}/wanted`);
  await ada.getByText(/Be the first: name the thing/).waitFor();
  await picture(ada, 'wanted-empty');
  await ada.goto(`${home}/pools`);
  await ada.getByText(/It will look like this/).waitFor();
  await picture(ada, 'pools-empty');
});

test('Ada says what she wants; a line without a value is named, and nothing typed is lost', async () => {
  await ada.goto(`${home}/wanted/new`);
  await ada.fill('#title', 'A plain 65-inch screen');
  await ada.fill('#spec', 'Diagonal');
  await ada.fill('#body', 'No apps, no tuner. It shows what I plug in.');
  await ada.click('button:has-text("Save")');
  await ada.locator('#spec-wrong').waitFor();
  assert.equal(await ada.inputValue('#spec'), 'Diagonal');
  assert.match(await ada.inputValue('#body'), /It shows what I plug in/);
  // The browser itself notes every answer of 422 in its console.
  served.complaints.splice(0);
  await ada.fill('#spec', SPEC);
  await ada.click('button:has-text("Save")');
  await ada.getByRole('heading', { name: 'A plain 65-inch screen' }).waitFor();
  wanted = new URL(ada.url()).pathname;
  await ada.fill('#quantity', '2');
  await ada.fill('#limitMinor', '700');
  await ada.click('button:has-text("I want it too")');
  await ada
    .getByText(/1 person.*2 units/)
    .first()
    .waitFor();
});

test('without script Ben wants it too, talks, and proposes a better sheet; Ada takes it over', async () => {
  await ben.goto(wanted);
  await ben.fill('#quantity', '1');
  await ben.fill('#limitMinor', '650');
  await ben.click('button:has-text("I want it too")');
  await ben
    .getByText(/2 people.*3 units/)
    .first()
    .waitFor();
  await ben.fill('#say-body', 'Could it hang on a wall?');
  await ben.click('button:has-text("Send")');
  await ben.getByText('Could it hang on a wall?').waitFor();
  await ben.click('summary:has-text("Propose another spec sheet")');
  await ben.locator('form[action="?/propose"] textarea[name=spec]').fill(`${SPEC}\nVESA: 400 mm`);
  await ben.locator('form[action="?/propose"] textarea[name=note]').fill('Then it hangs.');
  await ben.click('button:has-text("Propose")');
  await follow(ada, /Ben proposes another spec sheet/);
  await ada.getByText('Then it hangs.').waitFor();
  await picture(ada, 'wanted-proposal');
  await ada.click('button:has-text("Take it over")');
  await ada.getByRole('rowheader', { name: 'VESA' }).waitFor();
});

test('two that want nearly the same are shown to each other, and fold only with consent', async () => {
  await ben.goto(`${home}/wanted/new`);
  await ben.fill('#title', 'Plain 65-inch screen, no apps');
  await ben.fill('#spec', `${SPEC}\nVESA: 400 mm`);
  await ben.click('button:has-text("Save")');
  const same = new URL(ben.url()).pathname;
  await ada.goto(same);
  await ada.getByRole('heading', { name: 'Nearly the same' }).waitFor();
  await ada.click('button:has-text("Suggest")');
  await follow(ben, /Ada suggests to fold/);
  await ben.click('button:has-text("Fold it")');
  await ben.getByText('This was folded into').waitFor();
  await ada.goto(wanted);
  await ada
    .getByText(/2 people.*3 units/)
    .first()
    .waitFor();
});

test('the host opens a pool for it; a price of a shop needs a source, and all that was typed stays', async () => {
  await host.goto(wanted);
  await picture(host, 'wanted');
  await host.click('text=Open a pool for it');
  assert.match(await host.inputValue('#spec'), /VESA: 400 mm/);
  await host.fill('#benchmarkMinor', '899.00');
  await host.fill('#closesDate', dayAhead(3));
  await host.fill('#feeBps', '3');
  await host.fill('#taxBps', '19');
  await host.selectOption('#objective', 'units');
  await host.click('button:has-text("Open the pool")');
  await host.locator('#benchmarkSource-wrong').waitFor();
  assert.equal(await host.inputValue('#taxBps'), '19');
  served.complaints.splice(0);
  await host.fill('#benchmarkSource', 'Mean of three shops, today');
  await picture(host, 'pool-form');
  await host.click('button:has-text("Open the pool")');
  await host.getByText(/You can commit already/).waitFor();
  pool = new URL(host.url()).pathname;
  await picture(host, 'pool-empty');
  await host.selectOption('#organisation', { label: 'Mill' });
  await host.click('button:has-text("Ask")');
  await host.getByText('Asked to quote: Mill.').waitFor();
});

function dayAhead(days: number): string {
  const day = new Date(clock.now().getTime() + days * DAY_MS);
  return new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(day);
}

test('the maker is asked and quotes tiers; one that rises is said at its field', async () => {
  await follow(maker, /asks you to quote/);
  await maker.click('text=Quote for this pool');
  const tiers = [
    ['1', '600'],
    ['4', '620'],
  ];
  for (const [at, [from = '', price = '']] of tiers.entries()) {
    await maker.fill(`[name="tiers.${at}.from"]`, from);
    await maker.fill(`[name="tiers.${at}.priceMinor"]`, price);
  }
  await maker.fill('#leadDays', '40');
  await maker.click('button:has-text("Send the quote")');
  await maker.getByText('A larger quantity may not cost more for one.').first().waitFor();
  served.complaints.splice(0);
  await maker.fill('[name="tiers.1.priceMinor"]', '420');
  await picture(maker, 'quote');
  await maker.click('button:has-text("Send the quote")');
  await maker.getByText(/The price can only fall from here/).waitFor();
});

test('Ada is asked to commit, finds what she said in the form, and has a receipt at once', async () => {
  await follow(ada, /A pool is open for what you want/);
  assert.equal(await ada.inputValue('#max'), '2');
  assert.equal(await ada.inputValue('#limitMinor'), '700.00');
  await commitAs(ada, { max: 2, limit: '800' });
  await see(ada, /The price now is €735.42/);
  await ada.click('text=Receipt');
  await ada.getByText(/In the log under the signed head/).waitFor();
  await picture(ada, 'receipt');
  await ada.click('text=Back to the pool');
});

test('a commitment moves the picture in every other window within a second', async () => {
  await watch(ada);
  await ben.goto(pool);
  await ben.fill('#say-body', 'I am in.');
  await ben.click('button:has-text("Send")');
  await ben.getByText('I am in.').waitFor();
  await see(ada, /2 more reach/);
  await commitAs(ben, { max: 1, limit: '650' });
  await see(ada, /1 more reaches/, SOON_MS);
  await ada.getByText('1 more unit brings the price to €514.79').waitFor({ timeout: SOON_MS });
  await host.goto(pool);
  await commitAs(host, { max: 1, limit: '600' });
  await see(ada, /The price now is €514.79 for 4 units/, SOON_MS);
  await ada.getByText('At the price now you are in').waitFor();
  await picture(ada, 'pool-open');
});

test('one who leaves raises it again, one who wants more lowers it; each is seen by the others', async () => {
  await ben.goto(pool);
  await ben.click('button:has-text("Withdraw")');
  await ben.getByRole('heading', { name: 'Commit to buy' }).waitFor();
  await see(ada, /The price now is €735.42/, SOON_MS);
  await watch(host);
  await ada.fill('#max', '3');
  await ada.click('button:has-text("Change it")');
  await ada.getByText('3 units, at most €800.00 for one.').waitFor();
  await see(host, /The price now is €514.79 for 4 units/, SOON_MS);
  await commitAs(ben, { max: 1, limit: '650' });
});

test('the pool closes while people type: nothing they typed vanishes, and they are told', async () => {
  await watch(ada);
  await ada.fill('#limitMinor', '777');
  await ben.goto(pool);
  await ben.fill('#max', '5');
  clock.ahead = 3.5 * DAY_MS;
  await runDuePools(served.muster.services);
  await ada.getByText(/The pool closed while you were typing/).waitFor();
  assert.equal(await ada.inputValue('#limitMinor'), '777');
  await ben.click('button:has-text("Change it")');
  await ben.getByText(/The pool closed while you were typing/).waitFor();
  assert.equal(await ben.inputValue('#max'), '5');
  served.complaints.splice(0);
});

test('after the close everybody reads what they get, and their own browser checks all of it', async () => {
  await served.muster.settle();
  await ada.goto(pool);
  await ada.getByText('You get 3 units at €514.79 for one, €1,544.37 in all.').waitFor();
  await ada.click('text=Check it in this browser');
  await ada.getByText(/All holds: \d+ entries, 4 commitments/).waitFor({ timeout: 20_000 });
  await picture(ada, 'pool-closed');
  await ada.getByRole('link', { name: /Your invoice/ }).click();
  await ada.getByRole('heading', { name: /Invoice \d/ }).waitFor();
  await host.goto(pool);
  await host.click('text=Payments of this pool');
  await host.getByRole('heading', { name: 'Invoices of the pool' }).waitFor();
});

test('a pool that misses by one unit says so, and is opened again with everything filled in', async () => {
  const missed = await missedPool();
  await host.goto(`${home}/pools/${missed}`);
  await host
    .getByText(/One unit was missing to €75.00 for one, the tier from 3 units on/)
    .waitFor();
  await picture(host, 'pool-void');
  await host.click('text=Open it again');
  assert.equal(await host.inputValue('#title'), 'A plain 65-inch screen');
  assert.equal(await host.inputValue('#benchmarkMinor'), '120.00');
  await host.click('button:has-text("Open the pool")');
  await host.getByText(/You can commit already/).waitFor();
  await follow(ada, /A pool is open for what you want/);
  await ada.getByRole('heading', { name: 'Commit to buy' }).waitFor();
});

/** Two of the three units for which the maker would begin. */
async function missedPool(): Promise<string> {
  const { services } = served.muster;
  const { space } = place;
  const closesAt = new Date(clock.now().getTime() + DAY_MS).toISOString();
  const { address } = await must(services, place.host, openPool, {
    ...television,
    space,
    closesAt,
  });
  const tiers = [{ from: 3, priceMinor: 7_500 }];
  const on = { space, pool: address };
  await must(services, place.maker, writeQuote, { ...on, tiers, leadDays: 40 });
  const wish = { ...on, min: 1, max: 2, limitMinor: 9_000 };
  assert.equal((await commit(services, wanter, wish)).kind, 'done');
  clock.ahead += 2 * DAY_MS;
  await runDuePools(services);
  return address;
}

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, width] of [
    ['ada', 390],
    ['host', 1440],
  ] as const) {
    test(`axe finds nothing and nothing scrolls sideways, ${scheme}, at ${width} for ${name}`, async () => {
      const { page, context } = await served.openWindow({
        storageState: states[name],
        colorScheme: scheme,
        viewport: { width, height: 844 },
      });
      const rooms =
        name === 'host' ? ['wanted', 'pools', 'pools/new'] : ['wanted', 'wanted/new', 'pools'];
      const own =
        name === 'ada' ? [`${pool}/receipt`, '/notifications', '/settings/notifications'] : [];
      for (const path of [...rooms.map((room) => `${home}/${room}`), wanted, pool, ...own]) {
        await page.goto(path);
        await assertSound(page, `${path} at ${width}`);
        await picture(page, `${scheme}-${width}-${path.replaceAll('/', '-').slice(-30)}`);
      }
      await context.close();
    });
  }
}

async function assertSound(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
    where,
  );
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(overflow, 0, `${where} scrolls sideways`);
}

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});
