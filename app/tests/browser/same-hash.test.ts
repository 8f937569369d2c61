import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from './chromium.ts';
import { hashesOfDesigns } from './hashes-of-designs.ts';

const SEED = Number(process.env['SEED'] ?? 20_261_125);
const DESIGNS = 1_000;
const ENTRY = fileURLToPath(new URL('hashes-of-designs.ts', import.meta.url));

/** The packages as one script, the way that a browser gets them. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: ENTRY, formats: ['iife'], name: 'designs' } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  assert.ok(first && 'output' in first);
  return first.output[0].code;
}

test(`${DESIGNS} designs by chance come to the same in Node and in Chromium, to the byte`, async () => {
  console.log(`seed ${SEED}`);
  const { executablePath, args, env } = await findChromium();
  const browser = await chromium.launch({ executablePath, args, env, handleSIGTERM: false });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundled() });
    const there = await page.evaluate(`designs.hashesOfDesigns(${SEED}, ${DESIGNS})`);
    const here = hashesOfDesigns(SEED, DESIGNS);
    assert.deepEqual(there, here);
    assert.ok(new Set(here).size > DESIGNS / 2, 'they are different designs');
  } finally {
    await browser.close();
  }
});
