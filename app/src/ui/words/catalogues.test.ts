import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const source = path.join(import.meta.dirname, '../..');
const english = globSync('**/messages/en.ts', { cwd: source }).sort();

describe('every catalogue speaks English and German', () => {
  test('there are catalogues', () => assert.ok(english.length > 0));
  for (const file of english) {
    test(path.dirname(file), async () => {
      const german = path.join(path.dirname(file), 'de.ts');
      assert.ok(existsSync(path.join(source, german)), `${german} is missing`);
      const [en, de] = await Promise.all([file, german].map(read));
      assert.deepEqual([...(de ?? new Map()).keys()].sort(), [...(en ?? new Map()).keys()].sort());
      for (const [key, text] of en ?? [])
        assert.deepEqual(placeholders(de?.get(key)), placeholders(text), key);
    });
  }
});

async function read(file: string): Promise<Map<string, unknown>> {
  const loaded: unknown = await import(pathToFileURL(path.join(source, file)).href);
  return new Map(entries(loaded, ''));
}

/** Catalogues may be nested; a leaf is a sentence or a function. */
function entries(value: unknown, at: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => entries(inner, `${at}/${key}`));
}

function placeholders(message: unknown): string[] {
  if (typeof message !== 'string') return [];
  return [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
}
