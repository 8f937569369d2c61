import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather } from './gather.ts';

function counting(fail = false) {
  const batches: string[][] = [];
  const join = gather<string, string>({
    most: 3,
    keyOf: (call) => call.slice(0, 1),
    run: async (calls) => {
      batches.push([...calls]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (fail) throw new Error('no');
      return calls.map((call) => `${call}!`);
    },
  });
  return { batches, join };
}

test('calls that arrive while one is in flight go together, each with its own answer', async () => {
  const { batches, join } = counting();
  const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(join));
  assert.deepEqual(answers, ['a!', 'b!', 'c!', 'd!', 'e!']);
  assert.deepEqual(batches, [['a'], ['b', 'c', 'd'], ['e']]);
});

test('two calls of one key are never in one batch', async () => {
  const { batches, join } = counting();
  await Promise.all(['x', 'a1', 'a2', 'b'].map(join));
  assert.deepEqual(batches, [['x'], ['a1', 'b'], ['a2']]);
});

test('a batch that breaks tells every call of it, and the next one works', async () => {
  const { join } = counting(true);
  const settled = await Promise.allSettled(['a', 'b', 'c'].map(join));
  assert.ok(settled.every(({ status }) => status === 'rejected'));
  await assert.rejects(join('d'), /no/);
});
