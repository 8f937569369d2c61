import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { loadPages } from '#lib/web-server/pages.ts';
import { startWebServer, type WebServer } from '#lib/web-server/web-server.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';
import { findChromium } from './chromium.ts';

export type ServedInstallation = {
  muster: TestInstallation;
  url: string;
  browser: Browser;
  /** What the console of any window said that it should not have. */
  complaints: string[];
  openWindow(options?: BrowserContextOptions): Promise<{ context: BrowserContext; page: Page }>;
  /** The link in the newest mail to somebody. */
  mailedLink(recipient: string): Promise<string>;
  close(): Promise<void>;
};

/** A whole installation with its built pages on a port of its own, and a real browser to look at it. */
export async function serveInstallation(): Promise<ServedInstallation> {
  const muster = await openTestInstallation({ live: true, settings: { PORT: '0' } });
  const web: WebServer = await startWebServer(muster.services, {
    api: muster.api,
    pages: await loadPages(),
  });
  const { executablePath, args, env } = await findChromium();
  const browser = await chromium.launch({ executablePath, args, env });
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
    mailedLink: async (recipient) => {
      const mail = await muster.services.database.read({ kind: 'installation' }, (db) =>
        db
          .selectFrom('mails')
          .select('body')
          .where('recipient', '=', recipient)
          .orderBy('createdAt', 'desc')
          .executeTakeFirstOrThrow(),
      );
      return new URL(/https?:\S+/.exec(mail.body)?.[0] ?? '').pathname;
    },
    close: async () => {
      await browser.close();
      await web.close();
      await muster.close();
    },
  };
}
