import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { firstOperatorLink } from '#features/installation/server/claim-operator.ts';
import { VERSION } from '#server/version.ts';
import { somebody } from '../ground/people.ts';
import { buildWorld, type World } from '../policy/world.ts';
import { forgetRefusals, inWindow, lookAt, lookName, LOOKS, signedIn } from './looks.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/** What the operator of an installation looks after, what a stranger reads of it, and what everybody is told when it goes wrong. */
let served: ServedInstallation;
let world: World;
let operator: BrowserContextOptions;
let olga: Page;
let ole: Page;
let mail: string;

before(async () => {
  served = await serveInstallation();
  world = await buildWorld(served.muster, 'private');
  const { services } = served.muster;
  operator = await signedIn(served, await somebody(services, { name: 'Olga Ostrow' }));
  olga = (await served.openWindow(operator)).page;
  const other = await signedIn(served, await somebody(services, { name: 'Ole Brandt' }));
  ole = (await served.openWindow(other)).page;
  await served.muster.settle();
});
after(() => served.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('whoever opens the link of the terminal becomes the operator, once', async () => {
  const link = (await firstOperatorLink(served.muster.services)) ?? '';
  await olga.goto(new URL(link).pathname);
  await button(olga, 'Become the operator').click();
  await olga.waitForURL(/\/admin$/);
  await olga.getByText(`Muster ${VERSION}`).waitFor();
  assert.ok(await olga.getByText('Settings as they were read').isVisible());
  assert.equal((await ole.goto('/admin'))?.status(), 403);
  forgetRefusals(served);
});

test('an operator sees spaces by their size, and not what is in them', async () => {
  await olga.goto('/admin/spaces');
  const row = olga.getByRole('row', { name: /World private/ });
  assert.equal(await row.getByRole('cell').nth(3).textContent(), '4');
  const hidden = await olga.goto(`/s/${world.address}`);
  assert.equal(hidden?.status(), 404);
  forgetRefusals(served);
});

test('an operator reads a mail, and that is written down', async () => {
  await olga.goto('/admin/outbox');
  const first = olga.getByRole('link', { name: /Read it/ }).first();
  await first.click();
  await olga.locator('.letter').waitFor();
  mail = new URL(olga.url()).pathname;
  await olga.goto('/admin/audits');
  assert.ok(await olga.locator('code', { hasText: 'mail.read' }).first().isVisible());
  await olga.goto('/admin/outbox');
  await olga.fill('#q', 'nobody@example.org');
  await button(olga, 'Show').click();
  await olga.getByText('Nothing is like this.').waitFor();
});

test('every queue is told with what waits in it, and that nothing has failed', async () => {
  await olga.goto('/admin/jobs');
  await olga.getByRole('row', { name: /mail\.send/ }).waitFor();
  await olga.getByText('Nothing has failed.').waitFor();
});

test('a job that failed for good is told with its reason', async () => {
  await failForGood('the mail server knows nobody of that name');
  await olga.goto('/admin/jobs');
  await olga.getByText('tried once: the mail server knows nobody of that name').waitFor();
  assert.equal(await button(olga, 'Try again').count(), 1);
});

test('an operator makes somebody an operator, who then sees what operators did', async () => {
  await olga.goto('/admin/people');
  const row = olga.locator('li.person', { hasText: 'Ole Brandt' });
  await row.locator('summary').click();
  await row.getByLabel('Why?').fill('Looks after the machine at night.');
  await row.getByRole('button', { name: 'Make an operator' }).click();
  await row.locator('.tag', { hasText: 'operator' }).waitFor();
  await ole.goto('/admin/audits');
  await ole.getByText('Looks after the machine at night.').waitFor();
});

test('the API is leafed through by chapter, by word, and to a single call', async () => {
  await inWindow(served, {}, async (page) => {
    await page.goto('/api/v1/docs');
    await page
      .getByRole('link', { name: '/api/v1/spaces/{space}/invitations', exact: true })
      .first()
      .click();
    await page.waitForURL(/chapter=.*#get-/);
    assert.ok(await page.locator('details[open] pre').first().isVisible());
    await page.fill('#q', 'invitations');
    await button(page, 'Show').click();
    await page.waitForURL(/q=invitations/);
    assert.ok((await page.locator('main details').count()) > 0);
    await page.fill('#q', 'no such call');
    await button(page, 'Show').click();
    await page.getByText('No call is like this').waitFor();
    assert.equal((await page.goto('/api/v1/docs?chapter=None'))?.status(), 404);
  });
  forgetRefusals(served);
});

test('each error says what happened and what to do, in the language of who asks', async () => {
  for (const [locale, found, unreadable] of [
    ['en-GB', 'There is nothing here', 'This cannot be read'],
    ['de-DE', 'Hier ist nichts', 'Das lässt sich nicht lesen'],
  ] as const)
    await inWindow(served, { locale }, async (page) => {
      const title = page.getByRole('heading', { level: 1 });
      assert.equal((await page.goto('/no/such/page'))?.status(), 404);
      assert.equal(await title.textContent(), found);
      assert.equal((await page.goto('/spaces?sort=neither'))?.status(), 422);
      assert.equal(await title.textContent(), unreadable);
    });
  forgetRefusals(served);
});

for (const look of LOOKS)
  test(`the house of the operator looks right, ${lookName(look)}`, async () => {
    const as = lookName(look);
    const rooms = ['', '/people', '/spaces', '/jobs', '/outbox', '/audits', '/installation'];
    await inWindow(served, { ...operator, ...look }, async (page) => {
      for (const room of rooms) await lookAt(page, `/admin${room}`, { as });
      await lookAt(page, mail, { as });
      await lookAt(page, '/admin/outbox?q=nobody', { as });
      await lookAt(page, '/admin/outbox?state=neither', { as, status: 422 });
    });
    await inWindow(served, look, async (page) => {
      const docs = ['', '?q=invitations', '?q=no+such+call', '?chapter=Journal', '/problems'];
      for (const part of docs) await lookAt(page, `/api/v1/docs${part}`, { as });
      await lookAt(page, '/', { as: `visitor-${as}` });
      await lookAt(page, '/spaces', { as: `visitor-${as}` });
      await lookAt(page, '/no/such/page', { as, status: 404 });
    });
    forgetRefusals(served);
  });

test('a failed job is tried again by a button, and is gone when it is done', async () => {
  await olga.goto('/admin/jobs');
  await button(olga, 'Try again').click();
  await olga.locator('p.notice[role=status]').waitFor();
  await olga.getByText('Nothing has failed.').waitFor();
});

test('the front page greets as the operator wrote, in the language of the house', async () => {
  await olga.goto('/admin/installation');
  await olga.fill('#name', 'Tischwerk');
  await olga.fill('#welcome', 'Ein Haus für Möbel.\nHerein.');
  await olga.selectOption('#locale', 'de');
  await button(olga, 'Save').click();
  await olga.getByText('Saved.').waitFor();
  await inWindow(served, { locale: 'fr-FR' }, async (page) => {
    await lookAt(page, '/', { as: 'welcome' });
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Tischwerk');
    assert.ok(await page.getByText('Ein Haus für Möbel.').isVisible());
  });
  await inWindow(served, {}, async (page) => {
    await page.goto('/');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
  });
});

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});

/** A job as the queue leaves it after its last try; no worker sees it before that. */
async function failForGood(why: string): Promise<void> {
  const { database, jobs } = served.muster.services;
  const mailId = '01890000-0000-7000-8000-00000000000b';
  await database.write({ kind: 'installation' }, async (db) => {
    await jobs.enqueue(db, 'mail.send', { mailId });
    await sql`update pgboss.job set state = 'failed', completed_on = now(),
      output = ${JSON.stringify({ message: why })}::jsonb
      where name = 'mail.send' and data ->> 'mailId' = ${mailId}`.execute(db);
  });
}
