import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { movedOn } from './moved-on.ts';

test('every wrong rule can still be put into the sources', async () => {
  assert.deepEqual(await movedOn(join(import.meta.dirname, '../src')), []);
});
