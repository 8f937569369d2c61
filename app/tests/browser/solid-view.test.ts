import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { buildWorld, type World } from '../policy/world.ts';
import { awake, type ServedInstallation, serveInstallation } from './served-installation.ts';

/** The piece in space: loaded by a button, turned by hand and by keyboard, and the drawing where there is no WebGL. */
let served: ServedInstallation;
let world: World;
let home: string;

before(async () => {
  served = await serveInstallation();
  world = await buildWorld(served.muster, 'public');
  home = `/s/${world.address}/designs`;
});
after(() => served.close());

/** Of a design's page before anything is pressed, with what gzip makes of it: the goal is 60,000, and it must not get worse. */
const MOST_SCRIPT = 72_000;

const view = (page: Page) => page.getByRole('application', { name: /in 3D/ });

/** What is to be seen of it: how much the darkest and the lightest of it differ, and its bytes. */
async function look(page: Page, shown: Locator): Promise<{ range: number; picture: Buffer }> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  const picture = await shown.screenshot();
  const { channels } = await sharp(picture).removeAlpha().stats();
  return { range: Math.max(...channels.map(({ min, max }) => max - min)), picture };
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`on its page a design is looked at in 3D and turned by keyboard (${colorScheme})`, async () => {
    const { page } = await served.openWindow({ colorScheme, reducedMotion: 'reduce' });
    const loaded: string[] = [];
    const scripts: Promise<number>[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        scripts.push(response.body().then((body) => gzipSync(body).byteLength));
    });
    await page.goto(`${home}/${world.objects.design}`);
    await awake(page);
    const before3d = loaded.length;
    assert.ok(!loaded.some((url) => url.includes('/export/glb')));
    const weight = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
    assert.ok(weight <= MOST_SCRIPT, `${weight} bytes of script before anybody asked`);
    await page.getByRole('button', { name: 'Look at it in 3D' }).click();
    await view(page).waitFor();
    assert.ok(loaded.length > before3d);
    const first = await look(page, view(page));
    assert.ok(first.range > 60, `only ${first.range} between dark and light`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const turned = await look(page, view(page));
    assert.ok(!turned.picture.equals(first.picture), 'an arrow key turns it');
    await page.keyboard.press('Home');
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    await page.getByRole('button', { name: 'Back to the drawing' }).click();
    await page.getByRole('button', { name: 'Look at it in 3D' }).waitFor();
    assert.deepEqual(served.complaints, []);
  });

test('in the studio it changes with the piece', async () => {
  const { page } = await served.openWindow({ reducedMotion: 'reduce' });
  await page.goto(`${home}/studio/bookcase`);
  await page.getByRole('button', { name: 'Look at it in 3D' }).click();
  await view(page).waitFor();
  const { picture } = await look(page, view(page));
  await page.getByLabel('Width (mm)', { exact: true }).fill('1600');
  await page.getByLabel('Width (mm)', { exact: true }).press('Tab');
  for (let tries = 0; picture.equals((await look(page, view(page))).picture); tries++)
    assert.ok(tries < 100, 'a wider piece looks otherwise');
  assert.deepEqual(served.complaints, []);
});

test('without WebGL the drawing stays, and a sentence says why', async () => {
  const { page } = await served.openWindow();
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto(`${home}/${world.objects.design}`);
  await awake(page);
  await page.getByRole('button', { name: 'Look at it in 3D' }).click();
  await page.getByText('This browser cannot show it in 3D').waitFor();
  await page.locator('.kit-drawing svg').first().waitFor();
});
