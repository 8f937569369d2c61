import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { sessionCookieName } from '#features/people/server/people.ts';
import { startSession } from '#features/people/server/sessions.ts';
import type { PersonActor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import type { ServedInstallation } from './served-installation.ts';

/** Where pictures of all that is looked at are put, for those who want to see it themselves. */
const PICTURES = process.env.MUSTER_PICTURES;
const HEIGHT = 900;

/** What a browser keeps of somebody who has signed in, without the forms of sign-in: those have tests of their own. */
export async function signedIn(
  served: ServedInstallation,
  actor: PersonActor,
): Promise<BrowserContextOptions> {
  const identity = { kind: 'identity' } as const;
  const { services } = served.muster;
  const value = await services.database.write(identity, (db) =>
    startSession(beginChange(services, identity, db, []), actor.personId, {
      address: '127.0.0.1',
      device: 'test',
    }),
  );
  const cookie = {
    name: sessionCookieName(false),
    value,
    domain: new URL(served.url).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  };
  return { storageState: { cookies: [cookie], origins: [] } };
}

/** A window that is closed whatever happens in it: one left open would be looked at by the end of the file. */
export async function inWindow(
  served: ServedInstallation,
  options: BrowserContextOptions,
  run: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { page, context } = await served.openWindow(options);
  try {
    await run(page, context);
  } finally {
    await context.close();
  }
}

export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [390, 1440].map((width) => ({ colorScheme, viewport: { width, height: HEIGHT } })),
);
export type Look = (typeof LOOKS)[number];

export const lookName = ({ colorScheme, viewport }: Look) => `${viewport.width}-${colorScheme}`;

/** Opens a page and looks it over: it is there, axe finds nothing, and it does not scroll sideways. */
export async function lookAt(
  page: Page,
  path: string,
  { as, status = 200 }: { as: string; status?: number },
): Promise<void> {
  const answer = await page.goto(path);
  assert.equal(answer?.status(), status, path);
  if (PICTURES) await takePicture(page, path, as);
  // What is folded away is looked at too.
  await page.evaluate(
    "document.querySelectorAll('main details').forEach((one) => one.open = true)",
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  assert.deepEqual(found, [], `${path}, ${as}`);
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(overflow, 0, `${path} scrolls sideways, ${as}`);
}

async function takePicture(page: Page, path: string, as: string): Promise<void> {
  const name = path.replace(/^\//, '').replaceAll(/[^a-z0-9]+/gi, '-') || 'front';
  await page.screenshot({ path: `${PICTURES}/${name}-${as}.png`, fullPage: true });
}

/** The browser itself notes every answer of 4xx in its console; a test that asked for one takes that back, and nothing else. */
export function forgetRefusals({ complaints }: ServedInstallation): void {
  const others = complaints.filter((line) => !line.includes('Failed to load resource'));
  complaints.splice(0, Infinity, ...others);
}
