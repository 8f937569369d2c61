/**
 * The long comparison of the engine with the naive clearing:
 * `node packages/clearing/tests/naive/agreement.deep.ts [--count N] [--seed S] [--kind K]`.
 * Exits with 1 when they differ, after printing the first failures made small.
 */
import { parseArgs } from 'node:util';
import { differenceOf, smallestFailure } from './difference.ts';
import { randomInstance, type Kind } from './instances.ts';

const MAX_SHOWN = 5;
const STEP = 5_000;
const KINDS: readonly Kind[] = ['single', 'split', 'family', 'award'];

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
  },
});
const count = Number(values.count);
const first = Number(values.seed);
const only = KINDS.find((kind) => kind === values.kind);

const tally: Record<string, number> = {};
const failing: number[] = [];
const startedMs = performance.now();
for (let seed = first; seed < first + count && failing.length < MAX_SHOWN; seed++) {
  const instance = randomInstance(seed, only);
  tally[instance.kind] = (tally[instance.kind] ?? 0) + 1;
  if (await differenceOf(instance)) {
    failing.push(seed);
    console.log(`seed ${seed}, made small:\n${await smallestFailure(instance)}`);
  }
  const done = seed - first + 1;
  if (done % STEP === 0) console.error(`${done} of ${count}, ${failing.length} differ`);
}
const seconds = Math.round((performance.now() - startedMs) / 1_000);
const kinds = KINDS.map((kind) => `${kind} ${tally[kind] ?? 0}`).join(', ');
console.log(
  `seeds ${first} to ${first + count - 1} (${kinds}): ${failing.length} differ, ${seconds} s`,
);
process.exitCode = failing.length === 0 ? 0 : 1;
