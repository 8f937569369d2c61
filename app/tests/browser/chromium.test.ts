import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

for (const choice of ['', 'packaged']) {
  test(`a browser shows text and graphics (${choice || 'whichever is there'})`, async (t) => {
    if (choice && `${process.platform}-${process.arch}` !== 'linux-x64')
      return t.skip('the packaged browser is for Linux on x64');
    process.env.MUSTER_BROWSER = choice;
    const browser = await chromium.launch({ ...(await findChromium()), headless: true });
    try {
      const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });
      await page.setContent('<p><span>measured</span></p>');
      const width = await page
        .locator('span')
        .evaluate((span) => span.getBoundingClientRect().width);
      assert.ok(width > 20, `text is ${width} px wide`);
      assert.equal(await page.evaluate(() => navigator.language), 'en-GB');
    } finally {
      await browser.close();
    }
  });
}

test('a CHROME_PATH that is no browser is named', async () => {
  process.env.CHROME_PATH = '/nowhere/chrome';
  await assert.rejects(findChromium(), /CHROME_PATH names \/nowhere\/chrome/);
  delete process.env.CHROME_PATH;
});
