import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { emailOf, handleOf, somebody } from '../ground/people.ts';
import { PICTURE } from '../policy/samples.ts';
import { forgetRefusals, inWindow, lookAt, lookName, LOOKS, signedIn } from './looks.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** The rooms behind the story: what a host sets up in a space, and what others see of it. */
let served: ServedInstallation;
let host: BrowserContextOptions;
let hanna: Page;
let ole: Page;
let mara: Page;
let oleHandle: string;
let maraEmail: string;
let space: string;
let webhook: string;
let post: string;

before(async () => {
  served = await serveInstallation();
  const { services } = served.muster;
  const olaf = await somebody(services, { name: 'Ole Brandt' });
  const marit = await somebody(services, { name: 'Mara Wendt' });
  host = await signedIn(served, await somebody(services, { name: 'Hanna Holt' }));
  hanna = (await served.openWindow(host)).page;
  ole = (await served.openWindow(await signedIn(served, olaf))).page;
  mara = (await served.openWindow(await signedIn(served, marit))).page;
  oleHandle = handleOf(olaf);
  maraEmail = emailOf(marit);
});
after(() => served.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a space without a name is not opened, and nothing typed is lost', async () => {
  await hanna.goto('/spaces/new');
  await hanna.fill('#purpose', 'Furniture that fits behind a door.');
  await hanna.fill('#name', '   ');
  await hanna.check('input[value=slate]');
  await hanna.click('main button');
  await hanna.locator('#name-wrong').waitFor();
  assert.equal(await hanna.inputValue('#purpose'), 'Furniture that fits behind a door.');
  assert.ok(await hanna.isChecked('input[value=slate]'));
  forgetRefusals(served);
});

test('a private space is opened in a minute, and is there for nobody else', async () => {
  await hanna.fill('#name', 'Nordhaus Workshop');
  await hanna.check('input[value=private]');
  await hanna.click('main button');
  await hanna.waitForURL(/\/s\/nordhaus-workshop-/);
  space = new URL(hanna.url()).pathname;
  const rooms = ['', '/journal', '/members', '/organisations', '/scorecard', '/webhooks'];
  for (const room of rooms) {
    const hidden = await ole.goto(`${space}${room}`);
    assert.equal(hidden?.status(), 404, room);
    assert.ok(!(await ole.content()).includes('Nordhaus Workshop'), room);
  }
  await ole.goto('/spaces');
  assert.ok(!(await ole.content()).includes('Nordhaus Workshop'));
  forgetRefusals(served);
});

for (const look of LOOKS)
  test(`an empty space looks right, ${lookName(look)}`, () =>
    inWindow(served, { ...host, ...look }, async (page) => {
      const empty = ['', '/journal', '/members', '/organisations', '/invitations', '/webhooks'];
      for (const room of [...empty, '/moderation', '/targets'])
        await lookAt(page, `${space}${room}`, { as: `empty-${lookName(look)}` });
    }));

test('a host adds an organisation and a target', async () => {
  await hanna.goto(`${space}/organisations`);
  await hanna.selectOption('#kind-new', 'maker');
  await hanna.fill('#name-new', 'Werkhof Nord');
  await button(hanna, 'Add').click();
  await hanna.getByRole('heading', { name: 'Werkhof Nord' }).waitFor();
  await hanna.goto(`${space}/targets`);
  await hanna.fill('#goal-posts', '12');
  await hanna.locator('form:has(#goal-posts) button').click();
  await hanna.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
  await hanna.goto(space);
  assert.ok(await hanna.getByRole('heading', { name: 'What it is to reach' }).isVisible());
});

test('a link lets in whoever holds it, as often as it says', async () => {
  await hanna.goto(`${space}/invitations`);
  await hanna.fill('#uses', '1');
  await hanna.fill('#note', 'Come and look at the sideboard.');
  await button(hanna, 'Invite').click();
  const link = await hanna.getByLabel('The link', { exact: true }).inputValue();
  await ole.goto(new URL(link).pathname);
  await ole.getByText('Come and look at the sideboard.').waitFor();
  await button(ole, 'Accept').click();
  await ole.waitForURL((url) => url.pathname === space);
  await ole.getByText('You are here as peer').waitFor();
  await mara.goto(new URL(link).pathname);
  await mara.getByText('This invitation has been used as often as it may be').waitFor();
});

test('a mail lets in the one it was sent to; one that is taken back lets in nobody', async () => {
  await hanna.goto(`${space}/invitations`);
  await hanna.fill('#email', maraEmail);
  await hanna.selectOption('#role', 'partner');
  await button(hanna, 'Invite').click();
  const invited = hanna.locator('li', { hasText: maraEmail });
  await invited.waitFor();
  await mara.goto(await served.mailedLink(maraEmail));
  await button(mara, 'Accept').click();
  await mara.getByText('You are here as partner').waitFor();
  await hanna.fill('#email', 'late@example.org');
  await button(hanna, 'Invite').click();
  const late = hanna.locator('li', { hasText: 'late@example.org' });
  await late.getByRole('button', { name: 'Take back' }).click();
  await late.getByText('taken back').waitFor();
  await mara.goto(await served.mailedLink('late@example.org'));
  await mara.getByText('This invitation was taken back').waitFor();
});

test('a host changes what somebody is, and for whom; the only host stays one', async () => {
  await hanna.goto(`${space}/members`);
  const row = hanna.locator('li.member', { hasText: 'Ole Brandt' });
  await row.locator('summary').click();
  await row.getByLabel('Role').selectOption('maker');
  await row.getByLabel('For').selectOption({ label: 'Werkhof Nord' });
  await button(hanna, 'Save').click();
  await row.getByText('Saved.').waitFor();
  assert.ok(await row.locator('.tag', { hasText: 'maker' }).isVisible());
  const self = hanna.locator('li.member', { hasText: 'Hanna Holt' });
  await self.locator('summary').click();
  await self.getByRole('button', { name: 'Leave this space' }).click();
  await hanna.getByRole('alert').waitFor();
  await hanna.goto(`${space}/organisations`);
  assert.ok(await hanna.getByText(`@${oleHandle}`).isVisible());
  forgetRefusals(served);
});

test('a post with a picture stands on the front of its space', async () => {
  await hanna.goto(`${space}/journal/new`);
  await hanna.fill('#title', 'Why is every sideboard too deep?');
  await hanna.fill('#body', 'Three partners, **one complaint**.');
  const buffer = Buffer.from(PICTURE);
  await hanna.setInputFiles('#picture', { name: 'a.png', mimeType: 'image/png', buffer });
  await hanna.fill('#alt', 'A sideboard behind a door');
  await button(hanna, 'Save').click();
  await hanna.waitForURL(/\/journal\/[a-z0-9]{8}$/);
  await button(hanna, 'Publish').click();
  await hanna.getByRole('heading', { name: 'Talk' }).waitFor();
  post = new URL(hanna.url()).pathname;
  await ole.goto(space);
  await ole.getByRole('link', { name: 'Why is every sideboard too deep?' }).click();
  await ole.getByRole('img', { name: 'A sideboard behind a door' }).waitFor();
});

test('the secret of a webhook is shown once, and what it was told stands in a list', async () => {
  await hanna.goto(`${space}/webhooks`);
  await hanna.fill('#url', 'https://hooks.example.org/muster');
  await hanna.check('input[value="post.published"]');
  await button(hanna, 'Make a webhook').click();
  const secret = await hanna.getByLabel('The secret').inputValue();
  assert.match(secret, /^whsec_/);
  const link = hanna.getByRole('link', { name: 'https://hooks.example.org/muster' });
  webhook = (await link.getAttribute('href')) ?? '';
  await hanna.goto(`${space}/webhooks`);
  await link.waitFor();
  assert.ok(!(await hanna.content()).includes(secret));
  await button(hanna, 'Switch off').click();
  await hanna.getByText('switched off', { exact: true }).waitFor();
  await button(hanna, 'Switch on').click();
  await hanna.getByText('switched on', { exact: true }).waitFor();
});

test('what was reported waits for a host with what it is about', async () => {
  await ole.goto(post);
  await ole.getByRole('link', { name: 'Report' }).click();
  await ole.fill('#reason', 'The picture is of my shop.');
  await ole.getByRole('main').getByRole('button', { name: 'Report' }).click();
  await ole.getByText('The hosts have it in front of them').waitFor();
  await hanna.goto(`${space}/moderation`);
  await hanna.getByText('The picture is of my shop.').waitFor();
});

for (const look of LOOKS)
  test(`a space that is lived in looks right, ${lookName(look)}`, () =>
    inWindow(served, { ...host, ...look }, async (page) => {
      const chain = ['', '/journal', '/journal/new', '/wanted', '/pools', '/scorecard'];
      const house = ['/members', '/organisations', '/invitations', '/targets', '/webhooks'];
      const rooms = [...chain, ...house, '/moderation', '/settings'];
      const paths = [...rooms.map((room) => `${space}${room}`), post, webhook, '/', '/spaces'];
      for (const path of [...paths, '/spaces/new', '/notifications'])
        await lookAt(page, path, { as: `full-${lookName(look)}` });
    }));

test('a space that is closed is found by nobody until its host opens it again', async () => {
  await hanna.goto(`${space}/settings`);
  await hanna.fill('#close-name', 'Nordhaus');
  await button(hanna, 'Close this space').click();
  await hanna.locator('#close-name-wrong').waitFor();
  await hanna.fill('#close-name', 'Nordhaus Workshop');
  await button(hanna, 'Close this space').click();
  await hanna.waitForURL(/\/spaces$/);
  assert.equal((await ole.goto(space))?.status(), 404);
  await button(hanna, 'Open it again').click();
  await hanna.waitForURL((url) => url.pathname === space);
  assert.equal((await ole.goto(space))?.status(), 200);
  forgetRefusals(served);
});

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});
