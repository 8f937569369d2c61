import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALIKE, likeness } from './similarity.ts';
import { readSpecText } from './spec-text.ts';

const wanted = (title: string, lines: string) => ({ title, spec: readSpecText(lines) });

test('the same thing in other words is alike, another thing is not', () => {
  const one = wanted('A plain 65-inch screen', 'Diagonal: 65 in\nTuner: no\nStand: oak');
  const same = wanted('Plain screen without a tuner', 'Diagonal: 65 in\nTuner: no');
  const other = wanted('A sideboard for cables', 'Width: 160 cm\nStand: oak');
  assert.ok(likeness(one, same) >= ALIKE);
  assert.ok(likeness(one, other) < ALIKE);
  assert.equal(likeness(one, one), 1);
  assert.equal(likeness(wanted('', ''), wanted('', '')), 0);
});
