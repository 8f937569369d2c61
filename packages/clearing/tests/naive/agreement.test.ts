import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, smallestFailure } from './difference.ts';
import { randomInstance } from './instances.ts';

const FIRST_SEED = Number(process.env['CLEARING_SEED'] ?? 1);
const INSTANCES = 2_000;

test(`the engine clears ${INSTANCES} random pools as the rule says, from seed ${FIRST_SEED}`, async (t) => {
  t.diagnostic(`seeds ${FIRST_SEED} to ${FIRST_SEED + INSTANCES - 1}`);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
    const instance = randomInstance(seed);
    if (!(await differenceOf(instance))) continue;
    assert.fail(`seed ${seed}:\n${await smallestFailure(instance)}`);
  }
});
