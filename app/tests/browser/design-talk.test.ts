import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { publishDesign } from '#features/designs/server/publish-design.ts';
import type { PersonActor } from '#server/actor.ts';
import { readyToPublish, starter, starterWith } from '../ground/designs.ts';
import { buildWorld, run, type World } from '../policy/world.ts';
import { LOOKS, lookName, signedIn } from './looks.ts';
import { awake, type ServedInstallation, serveInstallation } from './served-installation.ts';

/** Talk that is pinned to a part of a piece, and two pieces brought together where both had changed the same. */
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

async function published(
  who: PersonActor,
  what: ReturnType<typeof readyToPublish>,
  parent?: string,
) {
  const parents = parent ? [{ design: parent, number: 1 }] : [];
  const input = { space: world.address, ...what, parents };
  return (await run(served.muster, who, publishDesign, input)).address;
}

async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );
}

async function pictures(page: Page, name: string): Promise<void> {
  for (const look of PICTURES ? LOOKS : []) {
    await page.setViewportSize(look.viewport);
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.screenshot({ path: `${PICTURES}/${name}-${lookName(look)}.png`, fullPage: true });
  }
  await page.setViewportSize(WIDE.viewport);
}

const PART = 'root.body[1].bays[2].compartments[1].shelf[0]';

test('somebody points at a part and speaks of it; it is marked in the drawing, with script and without', async () => {
  const design = await published(
    world.people.peer,
    readyToPublish(starter('sideboard'), 'Sideboard'),
  );
  const page = await openAs(world.people.maker);
  await page.goto(`${home}/${design}`);
  await awake(page);
  const choice = page.getByLabel('On which part?');
  await page.locator('.drawing [data-part="root.body[1].top"]').first().click();
  assert.equal(await choice.inputValue(), 'root.body[1].top', 'a part is chosen by pressing it');
  await choice.selectOption(PART);
  await page.locator('#say textarea[name=body]').fill('Could this one be of glass?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#talk').getByText('on Shelf of Open 1 of Bay 2').waitFor();
  await page.getByRole('link', { name: '1: Shelf of Open 1 of Bay 2' }).waitFor();
  const plain = await openAs(world.people.host, { ...WIDE, javaScriptEnabled: false });
  await plain.goto(`${home}/${design}?number=1`);
  await plain.getByLabel('On which part?').selectOption({ label: 'Top' });
  await plain.locator('#say textarea[name=body]').fill('Linoleum would last.');
  await plain.getByRole('button', { name: 'Send', exact: true }).click();
  await plain.locator('#talk').getByText('on Top').waitFor();
  assert.match(plain.url(), /number=1/, 'the version that is shown stays');
  await page.reload();
  await page.getByRole('link', { name: '2: Top' }).waitFor();
  await assertAccessible(page);
  await pictures(page, 'pins');
});

const field = (at: Page, name: string) => at.getByLabel(name, { exact: true });

/** Two remixes of one piece that changed the same and something else besides. */
async function conflict(): Promise<string> {
  const one = readyToPublish(starter('bookcase'), 'Bookcase');
  const first = await published(world.people.peer, one);
  const remix = (who: PersonActor, title: string, set: Record<string, number>) =>
    published(who, readyToPublish(starterWith('bookcase', set), title), first);
  const deep = await remix(world.people.peer, 'Deeper', { depth: 350_000, height: 1_500_000 });
  const low = await remix(world.people.maker, 'Lower', { height: 1_200_000 });
  return `${home}/studio/${deep}.1+${low}.1`;
}

test('where both changed the same one is chosen, and what was edited meanwhile stays', async () => {
  const start = await conflict();
  const page = await openAs(world.people.peer);
  await page.goto(start);
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  assert.equal(await field(page, 'Height (mm)').inputValue(), '1500');
  await pictures(page, 'merge');
  await assertAccessible(page);
  await field(page, 'Width (mm)').fill('900');
  await page.getByRole('radio', { name: '1200 mm of Lower' }).check();
  await page.getByRole('button', { name: 'Combine again with these choices' }).click();
  await page.waitForFunction(
    (node) => node instanceof HTMLInputElement && node.value === '1200',
    await field(page, 'Height (mm)').elementHandle(),
  );
  assert.equal(await field(page, 'Width (mm)').inputValue(), '900');
  assert.equal(await field(page, 'Depth (mm)').inputValue(), '350');
  const plain = await openAs(world.people.host, { ...WIDE, javaScriptEnabled: false });
  await plain.goto(start);
  await field(plain, 'Width (mm)').fill('850');
  await plain.getByRole('radio', { name: '1200 mm of Lower' }).check();
  await plain.getByRole('button', { name: 'Combine again with these choices' }).click();
  assert.equal(await field(plain, 'Height (mm)').inputValue(), '1200');
  assert.equal(await field(plain, 'Width (mm)').inputValue(), '850');
  await plain.getByRole('radio', { name: '1500 mm of Deeper' }).check();
  await plain.getByRole('button', { name: 'Combine again with these choices' }).click();
  assert.equal(await field(plain, 'Height (mm)').inputValue(), '1500');
  assert.equal(await field(plain, 'Width (mm)').inputValue(), '850');
  assert.deepEqual(served.complaints, []);
});
