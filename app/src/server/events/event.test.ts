import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAfter, positionText, readPosition } from './event.ts';

test('a position is carried as text, and compared as what it is', () => {
  const id = '0190a000-0000-7000-8000-000000000000';
  const [early, late] = [
    { tx: '999', id },
    { tx: '1000', id },
  ];
  assert.deepEqual(readPosition(positionText(late)), late);
  for (const wrong of [null, '', '1', `x_${id}`, `1_${id}x`])
    assert.equal(readPosition(wrong), undefined);
  assert.ok(isAfter(late, early) && !isAfter(early, late) && !isAfter(late, late));
});
