import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { sql } from 'kysely';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { hashPassword } from '#features/people/server/passwords.ts';
import { startSession } from '#features/people/server/sessions.ts';
import { sessionCookieName } from '#features/people/server/people.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import type { PersonActor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { emailOf } from '../ground/people.ts';
import { buildWorld, run, type World } from '../policy/world.ts';
import { awake, type ServedInstallation, serveInstallation } from './served-installation.ts';

/** Talk, and what a host does when it goes wrong; drafts, and what happens when the connection or the session goes. */
let served: ServedInstallation;
let world: World;
let post: string;
const PASSWORD = 'three plain words';
const windows: Partial<Record<keyof World['people'], { page: Page; context: BrowserContext }>> = {};

before(async () => {
  served = await serveInstallation();
  world = await buildWorld(served.muster, 'public');
  post = `/s/${world.address}/journal/${world.objects.post}`;
  const passwordHash = await hashPassword(PASSWORD);
  await served.muster.services.database.write({ kind: 'identity' }, (db) =>
    sql`update accounts set password_hash = ${passwordHash}`.execute(db),
  );
  for (const role of ['host', 'peer', 'maker'] as const)
    windows[role] = await openAs(world.people[role]);
});
after(() => served.close());

async function openAs(actor: PersonActor, options: BrowserContextOptions = {}) {
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
  return { page, context };
}

function windowOf(role: keyof World['people']): { page: Page; context: BrowserContext } {
  const found = windows[role];
  assert.ok(found);
  return found;
}

const commentItem = (page: Page) => page.locator(`#c-${world.objects.comment}`);
const bell = (page: Page) => page.locator('a.bell');

test('a reader reports; the bell of the host rings in the open window', async () => {
  const host = windowOf('host').page;
  await served.muster.settle();
  await host.goto('/notifications');
  await host.getByRole('button', { name: 'Mark all as read' }).click();
  await host.locator('a.bell .figure').waitFor({ state: 'detached' });
  const { page } = windowOf('maker');
  await page.goto(post);
  await commentItem(page).getByRole('link', { name: 'Report' }).click();
  await page.fill('#reason', 'This is not kind.');
  await page.getByRole('main').getByRole('button', { name: 'Report' }).click();
  await page.getByText('The hosts have it in front of them').waitFor();
  await served.muster.settle();
  await host.locator('a.bell .figure').waitFor({ timeout: 5_000 });
  assert.equal(await bell(host).getAttribute('aria-label'), 'Notifications: 1 unread');
  await bell(host).click();
  await host.getByRole('link', { name: /maker reported something/ }).click();
  await host.waitForURL(/\/moderation$/);
});

test('the host removes it with a reason, its author sees why, and undo puts it back', async () => {
  const host = windowOf('host').page;
  await host.getByRole('button', { name: 'Remove it' }).click();
  await host.getByText('Please fill this in.').waitFor();
  await host.fill('input[name=reason]', 'Please stay with the piece.');
  await host.getByRole('button', { name: 'Remove it' }).click();
  await host.getByText('Nothing waits for a decision.').waitFor();
  served.complaints.splice(0); // the browser notes the 422 above
  const { page } = windowOf('peer');
  await served.muster.settle();
  await page.goto('/notifications');
  await page
    .getByRole('link', { name: /Host removed your comment/ })
    .first()
    .click();
  await page.getByText('Removed: Please stay with the piece.').waitFor();
  await host.getByRole('button', { name: 'Put it back' }).first().click();
  await host.getByText(/put back/).waitFor();
  await commentItem(page).getByText('Good.').waitFor({ timeout: 5_000 });
});

test('who chooses the daily mail finds it chosen, and a mail ends by its link without sign-in', async () => {
  const { page } = windowOf('peer');
  await page.goto('/settings/notifications');
  await page.selectOption('#reply', 'daily');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').waitFor();
  await page.reload();
  assert.equal(await page.inputValue('#reply'), 'daily');
  const visitor = await served.openWindow();
  await visitor.page.goto(`/unsubscribe/${world.objects.unsubscription}`);
  await visitor.page.getByRole('button', { name: 'End these mails' }).click();
  await visitor.page.getByText('You will get no more of these mails').waitFor();
  await visitor.context.close();
  await page.reload();
  assert.equal(await page.inputValue('#reply'), 'app');
});

test('what was typed survives a reload, and is gone when discarded', async () => {
  const { page } = windowOf('maker');
  await page.goto(post);
  await awake(page);
  await page.locator('#say-body').pressSequentially('Half a thought');
  await page.getByText(/^Kept at/).waitFor();
  await page.reload();
  await page.getByText('This is what you had typed').waitFor();
  assert.equal(await page.inputValue('#say-body'), 'Half a thought');
  await page.getByRole('button', { name: 'Discard it' }).click();
  await page.getByText('This is what you had typed').waitFor({ state: 'detached' });
  assert.equal(await page.inputValue('#say-body'), '');
  await page.reload();
  assert.equal(await page.inputValue('#say-body'), '');
});

test('without a connection it is kept on the device, and comes back', async () => {
  const { page, context } = windowOf('maker');
  await page.goto(post);
  await context.setOffline(true);
  await page.locator('#say-body').pressSequentially('Typed in a tunnel');
  await page.getByText('Kept on this device.').waitFor();
  await context.setOffline(false);
  await page.reload();
  await page.getByText('This is what you had typed').waitFor();
  assert.equal(await page.inputValue('#say-body'), 'Typed in a tunnel');
  served.complaints.splice(0); // the browser notes what did not get through
});

test('a form that is sent without a connection says so and goes by itself, once', async () => {
  const { page, context } = windowOf('maker');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('The connection was lost while sending').waitFor();
  assert.equal(await page.inputValue('#say-body'), 'Typed in a tunnel');
  await context.setOffline(false);
  await page.locator('li', { hasText: 'Typed in a tunnel' }).waitFor({ timeout: 15_000 });
  assert.equal(await page.locator('ol li', { hasText: 'Typed in a tunnel' }).count(), 1);
  assert.equal(await page.inputValue('#say-body'), '');
  served.complaints.splice(0);
});

for (const javaScriptEnabled of [true, false]) {
  test(`a session that has ended costs nothing ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const actor = world.people.partner;
    const { page, context } = await openAs(actor, { javaScriptEnabled });
    await page.goto(post);
    const words = `Written too long, ${String(javaScriptEnabled)}`;
    await page.fill('#say-body', words);
    await served.muster.services.database.write({ kind: 'identity' }, (db) =>
      db.deleteFrom('sessions').where('personId', '=', actor.personId).execute(),
    );
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/sign-in\?next=/);
    await page.fill('#email', emailOf(actor));
    await page.fill('#password', PASSWORD);
    await page.locator('main form button').first().click();
    await page.waitForURL((url) => url.pathname === post);
    assert.equal(await page.inputValue('#say-body'), words);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('ol li', { hasText: words }).waitFor();
    await context.close();
    served.complaints.splice(0);
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`of two windows that edit one comment, the second ${javaScriptEnabled ? '' : 'without script '}is shown both texts`, async () => {
    const { page } = windowOf('peer');
    const { page: second, context } = await openAs(world.people.peer, { javaScriptEnabled });
    const [mine, theirs] = ['first', 'second'].map((nth) => `${nth}, ${String(javaScriptEnabled)}`);
    const edit = `${post}?at=${world.objects.comment}&edit=${world.objects.comment}`;
    await page.goto(edit);
    await second.goto(edit);
    await page.fill('#edit-body', `Good, from the ${mine}.`);
    await page.getByRole('button', { name: 'Save' }).click();
    await commentItem(page).getByText(`Good, from the ${mine}.`).waitFor();
    await second.fill('#edit-body', `Good, from the ${theirs}.`);
    await second.getByRole('button', { name: 'Save' }).click();
    await second.getByText('What it says now').waitFor();
    await second.locator('blockquote', { hasText: `from the ${mine}` }).waitFor();
    assert.equal(await second.inputValue('#edit-body'), `Good, from the ${theirs}.`);
    await second.getByRole('button', { name: 'Save' }).click();
    await commentItem(page).getByText(`Good, from the ${theirs}.`).waitFor();
    await context.close();
    served.complaints.splice(0);
  });
}

test('the back button and another text: nothing is sent twice or lost', async () => {
  const { page, context } = await openAs(world.people.maker, { javaScriptEnabled: false });
  await page.goto(post);
  const key = await page.locator('#say input[name=_key]').getAttribute('value');
  await page.fill('#say-body', 'Sent once.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/#c-/);
  await page
    .locator('#say input[name=_key]')
    .evaluate((input: Element, value) => input.setAttribute('value', value ?? ''), key);
  await page.fill('#say-body', 'Something else.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('This form was sent before').waitFor();
  assert.equal(await page.inputValue('#say-body'), 'Something else.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('ol li', { hasText: 'Something else.' }).waitFor();
  assert.equal(await page.locator('ol li', { hasText: 'Sent once.' }).count(), 1);
  await context.close();
  served.complaints.splice(0);
});

test('names of members are offered while one types, and taken by the keyboard', async () => {
  const { page } = windowOf('host');
  await page.goto(post);
  await awake(page);
  await page.locator('#say-body').pressSequentially('Look, @pee');
  await page.getByRole('option', { name: /peer/ }).waitFor();
  await page.keyboard.press('Enter');
  const handle = `p-${world.people.peer.personId.slice(-12)}`;
  assert.equal(await page.inputValue('#say-body'), `Look, @${handle} `);
  await page.keyboard.press('Control+Enter');
  await page.locator('ol li', { hasText: 'Look,' }).locator('a.mention').waitFor();
});

test('a quote, a permalink and the keys lead where they say', async () => {
  const { page } = windowOf('host');
  await page.goto(`${post}?at=${world.objects.comment}#c-${world.objects.comment}`);
  await awake(page);
  await commentItem(page).locator('[data-key=link]').focus();
  await page.keyboard.press('q');
  await page.waitForURL(/answer=/);
  assert.match(await page.inputValue('#say-body'), /^> Good/);
  await page.locator('ol#talk li [data-key=link]').first().focus();
  await page.keyboard.press('j');
  const focused = 'document.activeElement?.closest("li")?.id';
  assert.notEqual(await page.evaluate(focused), `c-${world.objects.comment}`);
});

test('the feed is valid, cached, and there for public spaces alone', async () => {
  const { request } = windowOf('host').context;
  const path = `/s/${world.address}/journal/feed.atom`;
  const feed = await request.get(path);
  assert.equal(feed.status(), 200);
  assert.match(feed.headers()['content-type'] ?? '', /^application\/atom\+xml/);
  const text = await feed.text();
  assert.ok(text.includes('<title>First</title>'));
  const wellFormed = await windowOf('host').page.evaluate(
    `new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml').querySelector('parsererror') === null`,
  );
  assert.ok(wellFormed);
  const again = await request.get(path, {
    headers: { 'if-none-match': feed.headers().etag ?? '' },
  });
  assert.equal(again.status(), 304);
  const hidden = await buildWorld(served.muster, 'private');
  const { context } = await openAs(hidden.people.host);
  const refused = await context.request.get(`/s/${hidden.address}/journal/feed.atom`);
  const missing = await context.request.get('/s/nothing-here-xxxxx/journal/feed.atom');
  assert.deepEqual([refused.status(), missing.status()], [404, 404]);
  await context.close();
});

test('what is new since the last visit is marked', async () => {
  const { page } = windowOf('maker');
  const visited = page.waitForResponse(/\/visit$/);
  await page.goto(post);
  await visited;
  await run(served.muster, world.people.peer, writeComment, {
    space: world.address,
    thread: world.objects.thread,
    body: 'This is new.',
  });
  await page.locator('li', { hasText: 'This is new.' }).waitFor({ timeout: 5_000 });
  await page.reload();
  await page.locator('li.new', { hasText: 'New since' }).waitFor();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${scheme}, on a phone and on a desk`, async () => {
    const state = await windowOf('host').context.storageState();
    await run(served.muster, world.people.host, writeComment, {
      space: world.address,
      thread: world.objects.thread,
      body: `For ${scheme}`,
    });
    for (const width of [390, 1440]) {
      const { page, context } = await served.openWindow({
        storageState: state,
        colorScheme: scheme,
        viewport: { width, height: 844 },
      });
      const paths = [
        post,
        `${post}?edit=${world.objects.comment}`,
        `${post}/history`,
        `${post}/edit`,
        `/s/${world.address}/journal`,
        `/s/${world.address}/moderation`,
        `/s/${world.address}/report?comment=${world.objects.comment}`,
        '/notifications',
        '/settings/notifications',
        `/unsubscribe/${world.objects.unsubscription}`,
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
        if (process.env.MUSTER_PICTURES)
          await page.screenshot({
            path: `${process.env.MUSTER_PICTURES}/${scheme}-${width}-${path.replaceAll(/[^a-z0-9]+/gi, '_').slice(-40)}.png`,
            fullPage: true,
          });
      }
      await context.close();
    }
  });
}

test('no window has complained', () => {
  assert.deepEqual(served.complaints, []);
});
