import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from './compiled-kit.ts';
import { buildingKit } from './examples/building-kit.ts';
import { hashOf } from './hash.ts';
import { readKit } from './read-kit.ts';

/** A value of JSON with the names of every object the other way round, as a database may give it back. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([name, each]) => [name, turned(each)]));
}

test('a kit means the same in whatever order its names stand', () => {
  const read = readKit(turned(buildingKit));
  assert.ok(read.kind === 'kit', JSON.stringify(read));
  assert.equal(hashOf(read.kit), hashOf(buildingKit));
  const compiled = compileKit(read.kit);
  assert.ok(compiled.kind === 'kit', JSON.stringify(compiled));
});
