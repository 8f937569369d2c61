import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { sql } from 'kysely';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { hashPassword } from '#features/people/server/passwords.ts';
import { sessionCookieName } from '#features/people/server/people.ts';
import { startSession } from '#features/people/server/sessions.ts';
import type { PersonActor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { emailOf } from '../ground/people.ts';
import { buildWorld, type World } from '../policy/world.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** Designing together: the studio by pointer, keyboard and finger, with and without script, and what becomes of a design. */
let served: ServedInstallation;
let world: World;
let home: string;
const PASSWORD = 'three plain words';

before(async () => {
  served = await serveInstallation();
  world = await buildWorld(served.muster, 'public');
  home = `/s/${world.address}/designs`;
  const passwordHash = await hashPassword(PASSWORD);
  await served.muster.services.database.write({ kind: 'identity' }, (db) =>
    sql`update accounts set password_hash = ${passwordHash}`.execute(db),
  );
});
after(() => served.close());

async function openAs(actor: PersonActor, options: BrowserContextOptions = {}): Promise<Page> {
  const { services } = served.muster;
  const identity = { kind: 'identity' } as const;
  const token = await services.database.write(identity, (db) =>
    startSession(beginChange(services, identity, db, []), actor.personId, {
      address: '127.0.0.1',
      device: 'test',
    }),
  );
  const { page, context } = await served.openWindow(options);
  await context.addCookies([{ name: sessionCookieName(false), value: token, url: served.url }]);
  return page;
}

async function openStudio(page: Page, start: string): Promise<void> {
  await page.goto(`${home}/studio/${start}`);
  await page.getByRole('button', { name: 'Undo' }).waitFor();
}

const widthField = (page: Page) => page.getByLabel('Width (mm)', { exact: true });
const widthHandle = (page: Page) => page.getByRole('slider', { name: /^Width, Body/ });
const price = (page: Page) => page.locator('output[for=batch]').innerText();

async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`),
    [],
  );
}

test('a visitor drags a handle: sizes, price and drawing move with it, and one undo takes it back', async () => {
  const { page } = await served.openWindow({ viewport: { width: 1440, height: 1000 } });
  await openStudio(page, 'sideboard');
  await assertAccessible(page);
  const begun = { width: await widthField(page).inputValue(), price: await price(page) };
  const handle = widthHandle(page);
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y - 4, { steps: 3 });
  await page.mouse.move(x + 60, y - 8, { steps: 3 });
  assert.notEqual(await widthField(page).inputValue(), begun.width, 'while it is held');
  await page.mouse.up();
  assert.ok(Number(await widthField(page).inputValue()) > Number(begun.width));
  assert.notEqual(await price(page), begun.price);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await widthField(page).inputValue(), begun.width);
  assert.equal(await price(page), begun.price);
  assert.ok(await page.getByRole('button', { name: 'Undo' }).isDisabled());
});

test('what a visitor made survives a reload, and comes along when they sign in to publish it', async () => {
  const { page } = await served.openWindow({ viewport: { width: 1440, height: 1000 } });
  await openStudio(page, 'bookcase');
  await page.getByRole('button', { name: 'Add: Bay' }).click();
  await page.getByRole('button', { name: 'Bay 2' }).waitFor();
  await page.getByText('Kept on this device').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Bay 2' }).waitFor();
  await page.getByLabel('Name of the piece').fill('Bookcase of a visitor');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.waitForURL(/\/sign-in/);
  await page.fill('input[name=email]', emailOf(world.people.peer));
  await page.fill('input[name=password]', PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).first().click();
  await page.waitForURL(/\/studio\/bookcase/);
  await page.getByRole('button', { name: 'Bay 2' }).waitFor();
  assert.equal(await page.getByLabel('Name of the piece').inputValue(), 'Bookcase of a visitor');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { level: 1, name: 'Bookcase of a visitor' }).waitFor();
  await assertAccessible(page);
});

test('a finding says why and mends itself by its button', async () => {
  const page = await openAs(world.people.peer, { viewport: { width: 1440, height: 1000 } });
  await openStudio(page, 'bookcase');
  const wallFlag = page.getByLabel('Fixed to the wall');
  await wallFlag.uncheck();
  const finding = page.getByText(/tips over easily/);
  await finding.waitFor();
  await page.getByRole('button', { name: 'Fix it to the wall' }).click();
  await finding.waitFor({ state: 'detached' });
  assert.ok(await wallFlag.isChecked());
});

test('somebody takes it further, compares both, and they talk about it', async () => {
  const page = await openAs(world.people.partner, { viewport: { width: 1440, height: 1000 } });
  await page.goto(`${home}/${world.objects.design}`);
  await page.getByRole('link', { name: 'Take it further' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.getByLabel('Length (mm)').fill('1200');
  await page.getByLabel('Name of the piece').fill('A shorter bench');
  await page.getByLabel('What is it for, or what is better about it?').fill('For the hallway.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { level: 1, name: 'A shorter bench' }).waitFor();
  await page.getByText('Length 1200 mm instead of 1600 mm').waitFor();
  assert.equal(await page.locator('svg.lineage a').count(), 2);
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByLabel('Compare with').selectOption({ label: 'A bench (1)' });
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('Length 1600 mm instead of 1200 mm').waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Combine both' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.goto(`${home}/${world.objects.design}`);
  await page.locator('textarea[name=body]').fill('Would oak do as well?');
  await page.getByRole('main').getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Would oak do as well?').first().waitFor();
});

test('by keyboard alone: a handle is moved, undone, and a bay is added and published', async () => {
  const page = await openAs(world.people.maker, { viewport: { width: 1440, height: 1000 } });
  await openStudio(page, 'sideboard');
  const begun = Number(await widthField(page).inputValue());
  await widthHandle(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(Number(await widthField(page).inputValue()), begun + 20);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.equal(Number(await widthField(page).inputValue()), begun);
  await page.keyboard.press('Control+Shift+z');
  assert.equal(Number(await widthField(page).inputValue()), begun + 10);
  await page.getByRole('button', { name: 'Add: Bay' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Bay 4' }).waitFor();
  await page.getByLabel('Name of the piece').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Four bays by keyboard');
  await page.getByRole('button', { name: 'Publish' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Four bays by keyboard' }).waitFor();
});

test('on a phone a finger moves the handle, and nothing runs out of the page', async () => {
  const page = await openAs(world.people.peer, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await openStudio(page, 'cabinet');
  const begun = Number(await widthField(page).inputValue());
  const box = await widthHandle(page).boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx, y }],
    });
  await send('touchStart', 0);
  for (const dx of [10, 20, 30]) await send('touchMove', dx);
  await send('touchEnd', 30);
  assert.ok(Number(await widthField(page).inputValue()) > begun);
  for (const path of [`${home}/studio/cabinet`, home, `${home}/${world.objects.design}`]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${path} is ${wide} wide`);
  }
  await assertAccessible(page);
});

test('without script the form works it out on the server, and publishes', async () => {
  const page = await openAs(world.people.peer, { javaScriptEnabled: false });
  await page.goto(`${home}/studio/chest`);
  const first = await price(page);
  await widthField(page).fill('1200');
  await widthField(page).press('Enter');
  await page.waitForURL(/\?\/work$/);
  assert.equal(await widthField(page).inputValue(), '1200');
  assert.notEqual(await price(page), first);
  await page.getByRole('button', { name: 'Add: Bay' }).click();
  await page.getByRole('button', { name: 'Bay 2' }).waitFor();
  await page.getByLabel('Name of the piece').fill('A chest without script');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { level: 1, name: 'A chest without script' }).waitFor();
});

test('the gallery shows them, finds them, and reads without an account', async () => {
  const { page } = await served.openWindow();
  await page.goto(home);
  await assertAccessible(page);
  await page.getByLabel('Search designs').fill('keyboard');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/q=keyboard/);
  await page.getByRole('heading', { name: 'Four bays by keyboard' }).waitFor();
  assert.equal(await page.locator('ol.gallery > li').count(), 1);
  assert.deepEqual(served.complaints, []);
});
