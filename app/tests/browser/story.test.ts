import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** The story of the ground: two people sign up, one opens a space and writes, the other joins and answers, both see it. */
let served: ServedInstallation;
let hanna: { page: Page; context: BrowserContext };
let ole: { page: Page; context: BrowserContext };
let space: string;
let post: string;

before(async () => {
  served = await serveInstallation();
});
after(() => served.close());

const PASSWORD = 'three plain words';

async function signUp(
  name: string,
  email: string,
): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await served.openWindow();
  await page.goto('/sign-up');
  await page.fill('#name', name);
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD);
  await page.click('main button');
  await page.waitForURL(/mailed/);
  await page.goto(await served.mailedLink(email));
  await page.click('main button');
  await page.waitForSelector('[role=status]');
  await signIn(page, email, PASSWORD);
  return { page, context };
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('main button');
  await page.waitForURL((url) => url.pathname === '/');
}

test('two people sign up, confirm their addresses by mail, and sign in', async () => {
  hanna = await signUp('Hanna Holt', 'hanna@example.org');
  ole = await signUp('Ole Brandt', 'ole@example.org');
  assert.ok(await hanna.page.getByText('Hanna Holt').isVisible());
});

test('a wrong password is said plainly, and the address stays in the form', async () => {
  const { page, context } = await served.openWindow();
  await page.goto('/sign-in');
  await page.fill('#email', 'ole@example.org');
  await page.fill('#password', 'not the password');
  await page.click('main button');
  await page.getByRole('alert').waitFor();
  assert.equal(await page.inputValue('#email'), 'ole@example.org');
  assert.equal(await page.inputValue('#password'), '');
  await context.close();
  // The browser itself notes every answer of 422 in its console.
  served.complaints.splice(0);
});

test('a host opens a space and writes a post with a picture', async () => {
  const { page } = hanna;
  await page.click('text=Open a space');
  await page.fill('#name', 'Nordhaus Workshop');
  await page.check('input[value=public]');
  await page.click('main button');
  await page.waitForURL(/\/s\/nordhaus-workshop-/);
  space = new URL(page.url()).pathname;
  await page.goto(`${space}/journal/new`);
  await page.fill('#title', 'Why is every sideboard too deep?');
  await page.fill('#body', 'Three partners, **one complaint**: <script>alert(1)</script>');
  await page.setInputFiles('#picture', { name: 'dot.png', mimeType: 'image/png', buffer: DOT });
  await page.fill('#alt', 'A dot');
  await page.click('text=Save');
  await page.waitForURL(/\/journal\/[a-z0-9]{8}$/);
  await page.click('button:has-text("Publish")');
  await page.getByRole('heading', { name: 'Talk' }).waitFor();
  post = new URL(page.url()).pathname;
  assert.equal(await page.locator('.prose script').count(), 0);
  assert.ok(
    await page
      .locator('img[alt="A dot"]')
      .evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
  );
});

test('a peer joins and answers; the host sees it at once, and a reaction comes back', async () => {
  const { page } = ole;
  await page.goto(space);
  await page.click('text=Join this space');
  await page.getByText('You are here as peer').waitFor();
  await page.goto(post);
  await page.fill('#say-body', 'The depth. @hanna-holt, could the back be open?');
  await page.click('button:has-text("Send")');
  await page.locator('li[id^=c-]').waitFor();
  assert.equal(await page.inputValue('#say-body'), '');
  await hanna.page.locator('li[id^=c-]').waitFor({ timeout: 5_000 });
  await hanna.page.click('button:has-text("good idea")');
  await page.getByRole('button', { name: 'good idea 1' }).waitFor({ timeout: 5_000 });
});

test('without script one reads and answers all the same, and sending twice counts once', async () => {
  const { page, context } = await served.openWindow({
    javaScriptEnabled: false,
    storageState: await ole.context.storageState(),
  });
  await page.goto(post);
  await page.fill('#say-body', 'Said without script.');
  const key = await page.locator('#say input[name=_key]').getAttribute('value');
  await page.click('button:has-text("Send")');
  await page.waitForURL(/#c-/);
  await page
    .locator('#say input[name=_key]')
    .evaluate((input: Element, value) => input.setAttribute('value', value ?? ''), key);
  await page.fill('#say-body', 'Said without script.');
  await page.click('button:has-text("Send")');
  await page.waitForURL(/#c-/);
  assert.equal(await page.getByText('Said without script.').count(), 1);
  await context.close();
});

test('a private space and its pages are not found by others', async () => {
  await hanna.page.goto(`${space}/settings`);
  await hanna.page.check('input[value=private]');
  await hanna.page.click('main button');
  await hanna.page.getByRole('status').waitFor();
  const { page, context } = await served.openWindow();
  for (const path of [space, `${space}/journal`, post, `${space}/members`]) {
    const answer = await page.goto(path);
    assert.equal(answer?.status(), 404, path);
    assert.ok(!(await page.content()).includes('Nordhaus Workshop'), path);
  }
  await context.close();
  served.complaints.splice(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${scheme}, on a phone and on a desk`, async () => {
    const state = await hanna.context.storageState();
    for (const width of [390, 1440]) {
      const { page, context } = await served.openWindow({
        storageState: state,
        colorScheme: scheme,
        viewport: { width, height: 844 },
      });
      const paths = [
        '/',
        '/spaces/new',
        space,
        `${space}/journal`,
        post,
        `${space}/members`,
        `${space}/invitations`,
        `${space}/settings`,
        '/settings',
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
      }
      await context.close();
    }
  });
}

test('in German every page speaks German', async () => {
  const { page, context } = await served.openWindow({ locale: 'de-DE' });
  await page.goto('/');
  assert.equal(await page.getAttribute('html', 'lang'), 'de');
  assert.ok(await page.getByRole('heading', { name: /Zusammen machen/ }).isVisible());
  await context.close();
});

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
