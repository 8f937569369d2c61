import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { PersonActor } from '#server/actor.ts';
import { handleOf } from '../ground/people.ts';
import { buildWorld, type World } from '../policy/world.ts';
import { forgetRefusals, signedIn } from './looks.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** Two people at one piece: they see each other, each undoes what is their own, and a lost connection loses nothing. */
let served: ServedInstallation;
let world: World;
let home: string;
const PICTURES = process.env['MUSTER_PICTURES'];
const WIDE = { viewport: { width: 1440, height: 1000 } };

before(async () => {
  served = await serveInstallation();
  world = await buildWorld(served.muster, 'public');
  home = `/s/${world.address}/designs`;
});
after(() => served.close());

async function openAs(actor: PersonActor, options: BrowserContextOptions = WIDE): Promise<Page> {
  const { page } = await served.openWindow({ ...options, ...(await signedIn(served, actor)) });
  return page;
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });

async function reads(page: Page, name: string, value: string): Promise<void> {
  const input = field(page, name);
  await page.waitForFunction(
    ([node, wanted]) => node instanceof HTMLInputElement && node.value === wanted,
    [await input.elementHandle(), value] as const,
  );
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

async function benchOf(page: Page): Promise<string> {
  await page.goto(`${home}/studio/sideboard`);
  await undo(page).waitFor();
  await page.getByRole('button', { name: 'Work on it together' }).click();
  await page.waitForURL(/\/designs\/bench\//);
  await undo(page).waitFor();
  return page.url();
}

test('two windows at one piece see each other, and each undoes what is their own', async () => {
  const one = await openAs(world.people.peer);
  const address = await benchOf(one);
  const begun = {
    width: await field(one, 'Width (mm)').inputValue(),
    height: await field(one, 'Height (mm)').inputValue(),
  };
  const other = await openAs(world.people.maker);
  await other.goto(address);
  await undo(other).waitFor();
  await one.getByLabel('Here now').getByText('maker').waitFor();
  await field(one, 'Width (mm)').fill('1700');
  await reads(other, 'Width (mm)', '1700');
  await field(other, 'Height (mm)').fill('820');
  await reads(one, 'Height (mm)', '820');
  await other.getByRole('button', { name: 'Bay 2' }).click();
  await one.locator('svg.handles .other text').getByText('maker').waitFor();
  await one.locator('ol.tree').getByText('maker').waitFor();
  await picture(one, 'bench-1440-light');
  await one.emulateMedia({ colorScheme: 'dark' });
  await picture(one, 'bench-1440-dark');
  await one.emulateMedia({ colorScheme: 'light' });
  const { violations } = await new AxeBuilder({ page: one }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );
  await other.getByRole('button', { name: 'Body' }).click();
  await undo(one).click();
  await reads(other, 'Width (mm)', begun.width);
  assert.equal(await field(one, 'Height (mm)').inputValue(), '820');
  await undo(other).click();
  await reads(one, 'Height (mm)', begun.height);
  assert.ok(await undo(other).isDisabled());
});

test('what is done without a connection comes together afterwards, and survives a reload', async () => {
  const one = await openAs(world.people.peer);
  const address = await benchOf(one);
  const other = await openAs(world.people.maker);
  await other.goto(address);
  await undo(other).waitFor();
  await other.context().setOffline(true);
  await field(other, 'Height (mm)').fill('900');
  await other.getByText('No connection').waitFor();
  await field(one, 'Width (mm)').fill('1500');
  await other.context().setOffline(false);
  await reads(one, 'Height (mm)', '900');
  await reads(other, 'Width (mm)', '1500');
  await one.reload();
  await reads(one, 'Height (mm)', '900');
  assert.equal(await field(one, 'Width (mm)').inputValue(), '1500');
  forgetRefusals(served);
});

test('whoever is shut out is told, and can be let in by name again', async () => {
  const one = await openAs(world.people.peer);
  const address = await benchOf(one);
  const other = await openAs(world.people.maker);
  await other.goto(address);
  await one.getByLabel('Here now').getByText('maker').first().waitFor();
  await one.reload();
  await undo(one).waitFor();
  await one.getByText('Who may work on it').click();
  await picture(one, 'bench-sharing-1440-light');
  await one.getByRole('button', { name: 'Shut out' }).click();
  await other.getByText('You cannot work on this bench any more').waitFor();
  await one.getByRole('button', { name: 'By name only' }).click();
  await one.getByRole('button', { name: 'Open it by its address' }).waitFor();
  await one.getByLabel('A member, by their @name').fill(`@${handleOf(world.people.maker)}`);
  await one.getByRole('button', { name: 'Let in', exact: true }).click();
  await one.getByRole('button', { name: 'Shut out' }).waitFor();
  await other.reload();
  await undo(other).waitFor();
  await other.getByLabel('Name of the piece').fill('By two pairs of hands');
  await other.getByRole('button', { name: 'Publish' }).click();
  await other.getByRole('heading', { level: 1, name: 'By two pairs of hands' }).waitFor();
  forgetRefusals(served);
});

test('on a phone and without script the bench works as a form', async () => {
  const one = await openAs(world.people.peer);
  const address = await benchOf(one);
  const plain = await openAs(world.people.maker, { javaScriptEnabled: false });
  await plain.goto(address);
  await field(plain, 'Width (mm)').fill('1300');
  await field(plain, 'Width (mm)').press('Enter');
  await plain.waitForURL(/\?\/work$/);
  assert.equal(await field(plain, 'Width (mm)').inputValue(), '1300');
  await reads(one, 'Width (mm)', '1300');
  const phone = await openAs(world.people.host, { viewport: { width: 390, height: 844 } });
  await phone.goto(address);
  await undo(phone).waitFor();
  await picture(phone, 'bench-390-light');
  assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  await one.goto(home);
  await one.getByRole('heading', { name: 'On a bench, with others' }).waitFor();
  await picture(one, 'gallery-benches');
  forgetRefusals(served);
  assert.deepEqual(served.complaints, []);
});
