import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFiles } from './run-files.ts';

test('a file whose process does not end fails, and the others count', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-run-files-'));
  const files = {
    'ends.mjs': "import { test } from 'node:test'; test('well', () => {});",
    'stays.mjs':
      "import { test } from 'node:test'; test('well', () => {}); setInterval(() => {}, 1000);",
    'fails.mjs':
      "import { test } from 'node:test'; test('ill', () => { throw new Error('ill'); });",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const paths = Object.keys(files).map((name) => join(folder, name));
  // Inside of a test file the runner would take itself for a part of the outer run.
  const { NODE_TEST_CONTEXT: context } = process.env;
  delete process.env.NODE_TEST_CONTEXT;
  try {
    assert.deepEqual(await runFiles(paths, { atOnce: 3, root: folder, limitMs: 5_000 }), {
      passed: 2,
      failed: 2,
    });
  } finally {
    if (context !== undefined) process.env.NODE_TEST_CONTEXT = context;
    await rm(folder, { recursive: true, force: true });
  }
});
