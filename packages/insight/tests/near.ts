import assert from 'node:assert/strict';

/** Every number is within `within` of the one expected. */
export function near(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  within: number,
  what = '',
): void {
  assert.equal(actual.length, expected.length, what);
  for (let at = 0; at < actual.length; at++) {
    const isNear = Math.abs(actual[at] - expected[at]) <= within;
    assert.ok(isNear, `${what} number ${at}: ${actual[at]} is not ${expected[at]} ± ${within}`);
  }
}
