import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { type OpenIdProvider, startOpenIdProvider } from '../ground/openid-provider.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** The story of an account: every way in, coming and going, and the end of it. */
const EMAIL = 'greta@example.org';
const NEW_EMAIL = 'greta@elsewhere.example';
const PASSWORD = 'three plain words';
let provider: OpenIdProvider;
let served: ServedInstallation;
let greta: { page: Page; context: BrowserContext };

before(async () => {
  provider = await startOpenIdProvider();
  served = await serveInstallation(provider.settings);
  provider.allow(served.muster.config.origin);
  greta = await served.openWindow();
  greta.page.setDefaultTimeout(15_000);
});
after(async () => {
  await served.close();
  await provider.close();
});

/** A refused form is answered by 4xx, which the browser itself notes in its console. */
function forgetRefusals(): void {
  const others = served.complaints.filter((line) => !line.includes('Failed to load resource'));
  served.complaints.splice(0, Infinity, ...others);
}

/** As if the last proof of everybody were long ago. */
async function letProofsAge(): Promise<void> {
  const provedAt = new Date(Date.now() - 3_600_000);
  await served.muster.services.database.write({ kind: 'identity' }, (db) =>
    db.updateTable('sessions').set({ provedAt }).execute(),
  );
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
}

test('somebody signs up, confirms the address, and signs in', async () => {
  const { page } = greta;
  await page.goto('/sign-up');
  await page.fill('#name', 'Greta Lund');
  await page.fill('#email', EMAIL);
  await page.fill('#password', PASSWORD);
  await page.click('main button');
  await page.waitForURL(/mailed/);
  await page.goto(await served.mailedLink(EMAIL));
  await page.click('main button');
  await page.getByRole('status').waitFor();
  await signIn(page, EMAIL, PASSWORD);
});

test('a profile is changed, and its handle is called out when it does not fit', async () => {
  const { page } = greta;
  await page.goto('/settings');
  await page.fill('#handle', 'No Spaces!');
  await page.click('main button');
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getAttribute('#handle', 'aria-invalid'), 'true');
  assert.equal(await page.inputValue('#handle'), 'No Spaces!');
  forgetRefusals();
  await page.fill('#handle', 'greta');
  await page.fill('#about', 'Likes planks.');
  await page.selectOption('#timeZone', 'Europe/Berlin');
  await page.click('main button');
  await page.waitForURL(/saved/);
  await page.goto('/people/greta');
  assert.ok(await page.getByText('Likes planks.').isVisible());
});

test('whoever must prove who they are comes back to the filled form', async () => {
  const { page } = greta;
  await letProofsAge();
  await page.goto('/settings/tokens');
  await page.fill('#name', 'Night script');
  await page.check('input[value=write]');
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.waitForURL(/\/settings\/prove/);
  await page.fill('#password', 'not the password');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('alert').waitFor();
  forgetRefusals();
  await page.fill('#password', PASSWORD);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.waitForURL(/\/settings\/tokens/);
  assert.equal(await page.inputValue('#name'), 'Night script');
  assert.ok(await page.isChecked('input[value=write]'));
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByRole('status').waitFor();
  assert.match(await page.locator('code').innerText(), /^[\w-]{43}$/);
});

test('a passkey is added and renamed, and then the password may go', async () => {
  const { page, context } = greta;
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto('/settings/ways-in');
  await page.fill('#passkeyName', 'Phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.waitForURL(/done=addPasskey/);
  await page.locator('summary').click();
  await page.fill('li input[name=name]', 'Red phone');
  await page.locator('li').getByRole('button', { name: 'Rename' }).click();
  await page.waitForURL(/done=renamePasskey/);
  assert.ok(await page.getByText('Red phone').isVisible());
  await page.getByRole('button', { name: 'Remove the password' }).click();
  await page.waitForURL(/done=removePassword/);
  await page.locator('li').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('This is your last way in').waitFor();
  forgetRefusals();
});

test('the passkey lets its owner in, offered by the browser itself', async () => {
  const { page } = greta;
  await signOut(page);
  await page.goto('/sign-in?next=%2Fsettings%2Fdevices');
  await page.waitForURL(/\/settings\/devices/);
  assert.ok(await page.getByText('this one').isVisible());
});

test('the address moves, once the passkey has proved who asks and the new mail is opened', async () => {
  const { page } = greta;
  await letProofsAge();
  await page.goto('/settings/ways-in');
  await page.fill('#email', NEW_EMAIL);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.waitForURL(/\/settings\/prove/);
  await page.getByRole('button', { name: 'Confirm with a passkey' }).click();
  await page.waitForURL(/\/settings\/ways-in/);
  assert.equal(await page.inputValue('#email'), NEW_EMAIL);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.waitForURL(/done=email/);
  await page.goto(await served.mailedLink(NEW_EMAIL));
  await page.click('main button');
  await page.getByRole('status').waitFor();
  await page.goto('/settings/ways-in');
  assert.ok(await page.getByText(`Your address is ${NEW_EMAIL}.`).isVisible());
});

test('an outside provider is linked, and lets one in from another browser', async () => {
  provider.person.subject = 'greta-outside';
  provider.person.claims = { email: 'someone@guild.example', email_verified: false };
  await greta.page.goto('/settings/ways-in');
  await greta.page.getByRole('link', { name: 'Link Guild' }).click();
  await greta.page.waitForURL(/done=linked/);
  const { page, context } = await served.openWindow();
  await page.goto('/sign-in?next=%2Fsettings');
  await page.getByRole('link', { name: 'Sign in with Guild' }).click();
  await page.waitForURL(/\/settings$/);
  assert.equal(await page.inputValue('#handle'), 'greta');
  await context.close();
});

test('an address that the provider has not confirmed opens nothing, and the page says why', async () => {
  const { page, context } = await served.openWindow();
  await page.goto('/sign-in');
  provider.person.subject = 'nobody';
  provider.person.claims = { email: 'someone@guild.example', email_verified: false };
  await page.getByRole('link', { name: 'Sign in with Guild' }).click();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /has not confirmed your e-mail address/);
  await context.close();
});

const SETTINGS = ['', '/ways-in', '/devices', '/tokens', '/data', '/prove'].map(
  (path) => `/settings${path}`,
);

async function checkPages(paths: string[], scheme: 'light' | 'dark', signedIn: boolean) {
  for (const width of [390, 1440]) {
    const { page, context } = await served.openWindow({
      ...(signedIn ? { storageState: await greta.context.storageState() } : {}),
      colorScheme: scheme,
      viewport: { width, height: 844 },
    });
    for (const path of paths) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      assert.deepEqual(found, [], `${path} at ${width}`);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.equal(overflow, 0, `${path} scrolls sideways at ${width}`);
    }
    await context.close();
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the pages of an account, ${scheme}`, async () => {
    await checkPages([...SETTINGS, '/people/greta'], scheme, true);
    const outside = ['/sign-in?problem=openid-down', '/sign-up', '/recover'];
    const links = [`/recover/${'x'.repeat(43)}`, `/verify/${'x'.repeat(43)}`];
    await checkPages([...outside, ...links], scheme, false);
  });
}

test('without script the settings are read and saved, in German', async () => {
  const { page, context } = await served.openWindow({
    javaScriptEnabled: false,
    storageState: await greta.context.storageState(),
  });
  await page.goto('/settings');
  await page.selectOption('#locale', 'de');
  await page.click('main button');
  await page.waitForURL(/saved/);
  assert.ok(await page.getByText('Gespeichert.').isVisible());
  await page.goto('/settings/ways-in');
  assert.ok(await page.getByRole('heading', { name: 'Wege hinein' }).isVisible());
  await page.goto('/settings');
  await page.selectOption('#locale', 'en');
  await page.click('main button');
  await page.waitForURL(/saved/);
  await context.close();
});

test('recovery sets a password, and ends every other way in', async () => {
  const { page, context } = await served.openWindow();
  await page.goto('/recover');
  await page.fill('#email', NEW_EMAIL);
  await page.click('main button');
  await page.getByRole('status').waitFor();
  await page.goto(await served.mailedLink(NEW_EMAIL, 'recover'));
  await page.fill('#password', 'quite other words');
  await page.click('main button');
  await page.waitForURL(/\/sign-in\?recovered/);
  await signIn(page, NEW_EMAIL, 'quite other words');
  await page.goto('/settings/ways-in');
  assert.ok(await page.getByText('No passkey yet.').isVisible());
  assert.ok(await page.getByText('Not linked.').isVisible());
  await greta.page.goto('/settings');
  await greta.page.waitForURL(/\/sign-in/);
  await greta.context.close();
  forgetRefusals();
  greta = { page, context };
});

test('the account is downloaded and closed, and nobody gets in any more', async () => {
  const { page } = greta;
  await page.goto('/settings/data');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download your data' }).click();
  assert.match((await downloading).suggestedFilename(), /^muster-\d{4}-\d\d-\d\d\.json$/);
  await page.fill('#handle', 'not-mine');
  await page.getByRole('button', { name: 'Close the account for good' }).click();
  await page.getByRole('alert').waitFor();
  forgetRefusals();
  await page.fill('#handle', 'greta');
  await page.getByRole('button', { name: 'Close the account for good' }).click();
  await page.waitForURL(/\/sign-in\?closed/);
  await page.fill('#email', NEW_EMAIL);
  await page.fill('#password', 'quite other words');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
  forgetRefusals();
});

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});
