import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf } from './spec-changes.ts';
import type { Attribute } from './spec-sheet.ts';

const size = (value: number, unit = 'in'): Attribute => ({
  name: 'Diagonal',
  kind: 'number',
  value,
  unit,
});
const tuner: Attribute = { name: 'Tuner', kind: 'yes-no', value: false };
const stand: Attribute = { name: 'Stand', kind: 'text', value: 'oak' };

test('a proposal shows the lines that are new or other, and what it leaves out', () => {
  assert.deepEqual(changesOf([size(65), tuner], [size(65), stand]), {
    lines: [stand],
    leftOut: ['Tuner'],
  });
  assert.deepEqual(changesOf([size(65)], [size(65, 'cm')]).lines, [size(65, 'cm')]);
  assert.deepEqual(changesOf([size(65), tuner], [tuner, size(65)]), { lines: [], leftOut: [] });
});
