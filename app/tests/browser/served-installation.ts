import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { jobHandlers } from '#lib/muster.ts';
import type { Services } from '#server/services.ts';
import { loadPages } from '#lib/web-server/pages.ts';
import { startWebServer, type WebServer } from '#lib/web-server/web-server.ts';
import {
  openTestInstallation,
  type TestInstallation,
  type TestParts,
} from '../ground/test-installation.ts';
import { findChromium } from './chromium.ts';

export type ServedInstallation = {
  muster: TestInstallation;
  url: string;
  browser: Browser;
  /** What the console of any window said that it should not have. */
  complaints: string[];
  openWindow(options?: BrowserContextOptions): Promise<{ context: BrowserContext; page: Page }>;
  /** The link in the newest mail to somebody, of this kind if one is named; waits until it is there. */
  mailedLink(recipient: string, kind?: string): Promise<string>;
  close(): Promise<void>;
};

/** A whole installation with its built pages on a port of its own, and a real browser to look at it. */
export async function serveInstallation(
  settings: Record<string, string> = {},
  parts: Pick<TestParts, 'clock' | 'log'> = {},
): Promise<ServedInstallation> {
  const port = await freePort();
  const muster = await openTestInstallation({
    live: true,
    ...parts,
    settings: { PORT: String(port), ORIGIN: `http://localhost:${port}`, ...settings },
  });
  await muster.services.jobs.work(muster.services, jobHandlers);
  const web: WebServer = await startWebServer(muster.services, {
    api: muster.api,
    pages: await loadPages(),
  });
  const { executablePath, args, env } = await findChromium();
  // Playwright would swallow the signal by which the runner ends a file that takes too long.
  const browser = await chromium.launch({ executablePath, args, env, handleSIGTERM: false });
  const complaints: string[] = [];
  return {
    muster,
    url: web.url,
    browser,
    complaints,
    openWindow: async (options = {}) => {
      const context = await browser.newContext({
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        baseURL: web.url,
        ...options,
      });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      return { context, page };
    },
    mailedLink: (recipient, kind) => mailedLink(muster.services, recipient, kind),
    close: async () => {
      await browser.close();
      await web.close();
      await muster.close();
    },
  };
}

const MAIL_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 100;

async function mailedLink(
  services: Services,
  recipient: string,
  kind: string | undefined,
): Promise<string> {
  for (let waited = 0; waited < MAIL_TIMEOUT_MS; waited += LOOK_EVERY_MS) {
    const mail = await services.database.read({ kind: 'installation' }, (db) =>
      db
        .selectFrom('mails')
        .select('body')
        .where('recipient', '=', recipient)
        .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
        .orderBy('createdAt', 'desc')
        .executeTakeFirst(),
    );
    const link = /https?:\S+/.exec(mail?.body ?? '')?.[0];
    if (link) return new URL(link).pathname;
    await setTimeout(LOOK_EVERY_MS);
  }
  throw new Error(`No mail to ${recipient} came within ${MAIL_TIMEOUT_MS} ms.`);
}

/** The origin is a setting, so the port has to be known before the start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

/** Waits until the script of the page has taken over: from then on its keys and its live parts answer. */
export async function awake(page: Page): Promise<void> {
  await page.locator('html[data-awake]').waitFor({ state: 'attached' });
}
