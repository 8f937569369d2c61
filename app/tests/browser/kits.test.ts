import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { saveKit } from '#features/designs/server/save-kit.ts';
import { publishDesign } from '#features/designs/server/publish-design.ts';
import { readyToPublish, spaceKit, starter } from '../ground/designs.ts';
import { buildWorld, run, type World } from '../policy/world.ts';
import { inWindow, lookAt, lookName, LOOKS, signedIn } from './looks.ts';
import { awake, type ServedInstallation, serveInstallation } from './served-installation.ts';

/** Spec sheets, a space's own prices and its own kits, as hosts and peers meet them. */
let served: ServedInstallation;
let world: World;
let home: string;
let sheet: string;

before(async () => {
  served = await serveInstallation();
  world = await buildWorld(served.muster, 'public');
  home = `/s/${world.address}/designs`;
  const { host, peer } = world.people;
  const kettle = readyToPublish(starter('sheet-appliance'), 'Kettle for a shared kitchen');
  const published = await run(served.muster, peer, publishDesign, {
    space: world.address,
    ...kettle,
  });
  sheet = `${home}/${published.address}`;
  await run(served.muster, host, saveKit, {
    space: world.address,
    kit: spaceKit(),
    after: 0,
    from: 'furniture',
  });
});
after(() => served.close());

for (const look of LOOKS)
  test(`spec sheet, prices and kits, ${lookName(look)}`, async () => {
    const host = await signedIn(served, world.people.host);
    await inWindow(served, { ...look, ...host }, async (page) => {
      const as = lookName(look);
      for (const path of [
        `${home}/studio/sheet-appliance`,
        `${home}/studio/sheet-print`,
        `${home}/studio/our-shelves:bookcase`,
        `${home}/kits`,
        `${home}/kits/furniture/prices`,
        `${home}/kits/our-shelves`,
        home,
        sheet,
      ])
        await lookAt(page, path, { as });
    });
  });

test('a host says what the space pays; a design from before says that prices have moved', async () => {
  const host = await signedIn(served, world.people.host);
  await inWindow(served, host, async (page) => {
    await page.goto(`${home}/kits/furniture/prices`);
    await awake(page);
    await page.getByLabel('Place').fill('Kiel');
    await page.getByLabel('From whom').fill('Holz Hansen');
    await page.getByLabel('Joinery: price an hour, step 1').fill('91.50');
    await page.getByRole('button', { name: 'Save the prices' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByText(/Prices of Kiel/).waitFor();
    await page.goto(`${home}/${world.objects.design}`);
    await page.getByText(/Prices have moved since/).waitFor();
    await page.getByText(/Example figures of the furniture kit/).waitFor();
  });
});

test('an author edits a kit by its form: designs are made with it as they type, and what is wrong is named', async () => {
  const host = await signedIn(served, world.people.host);
  await inWindow(served, { ...host, viewport: { width: 1440, height: 1000 } }, async (page) => {
    await page.goto(`${home}/kits/our-shelves`);
    await awake(page);
    const price = page.locator('article p').first();
    const begun = await price.innerText();
    await page.getByText('Cost lines').click();
    const overhead = page.getByRole('group', { name: 'Overhead' }).getByLabel('Share');
    await overhead.fill('500000');
    await page.waitForFunction(
      `document.querySelector('article p').innerText !== ${JSON.stringify(begun)}`,
    );
    const making = page.getByRole('group', { name: 'Joinery' }).getByLabel('Once for a batch');
    await making.fill('{"get":"nowhere"}');
    await page.getByText(/costs\.making\.setUp.*names a value that is not known here/).waitFor();
    assert.ok(await page.getByRole('button', { name: 'Save this edition' }).isDisabled());
    await making.fill('240 minutes');
    await page.getByText('It holds together.').waitFor();
    await page.getByRole('button', { name: 'Save this edition' }).click();
    await page.getByText('Saved.').waitFor();
    await page.goto(`${home}/kits`);
    await page.getByText(/edition 2/).waitFor();
  });
});

test('without script the form of a kit comes to the same', async () => {
  const host = await signedIn(served, world.people.host);
  await inWindow(served, { ...host, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${home}/kits/our-shelves`);
    await page.getByLabel('Name, English').first().fill('Shelves of the house');
    await page.getByRole('button', { name: 'Try it' }).click();
    assert.equal(
      await page.getByLabel('Name, English').first().inputValue(),
      'Shelves of the house',
    );
    await page.getByRole('button', { name: 'Save this edition' }).click();
    await page.getByText('Saved.').waitFor();
  });
});

test('a peer fills in a spec sheet, and it is published like a piece', async () => {
  const peer = await signedIn(served, world.people.peer);
  await inWindow(served, peer, async (page) => {
    await page.goto(`${home}/studio/sheet-print`);
    await awake(page);
    await page.getByText('Width: this has to be said.').waitFor();
    for (const [name, value] of [
      ['Width (mm)', '148'],
      ['Height (mm)', '210'],
      ['Pages', '24'],
      ['Paper (g/m²)', '120'],
    ] as const)
      await page.getByLabel(name, { exact: true }).fill(value);
    await page.getByLabel('Colours').selectOption('full');
    await page.getByLabel('Price of one (EUR)').fill('2.4');
    await page.getByLabel('Name of the piece').fill('Guide to the allotments');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Guide to the allotments' }).waitFor();
    await page.getByText('148 mm').waitFor();
  });
});
