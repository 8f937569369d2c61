import { planCuts } from '../src/cut-plan.ts';
import { CLASSES, dice, instanceOf, SIZES } from './families.ts';

/**
 * `node packages/cutting/bench/cutting.bench.ts [ROUNDS]`: sheets against the lower bound, family by family. What is
 * known to be best lies some 1 % above such bounds in the literature, so the gap to it is smaller than the one shown.
 */
const ROUNDS = Number(process.argv[2] ?? 10);
const all = { sheets: 0, bound: 0 };

for (let family = 1; family <= CLASSES; family++) {
  const sum = { sheets: 0, bound: 0 };
  const times: number[] = [];
  for (const count of SIZES) {
    for (let round = 0; round < ROUNDS; round++) {
      const instance = instanceOf(family, count, dice(family * 10_000 + count * 100 + round));
      const started = performance.now();
      const planned = planCuts(instance);
      if (count === 100) times.push(performance.now() - started);
      if (planned.kind === 'refused') throw new Error('Every instance can be planned.');
      sum.sheets += planned.plan.count;
      sum.bound += planned.plan.bound;
    }
  }
  all.sheets += sum.sheets;
  all.bound += sum.bound;
  say(`class ${family}`, sum, times);
}
say('all', all, []);

function say(name: string, { sheets, bound }: typeof all, times: readonly number[]): void {
  const gap = ((sheets / bound - 1) * 100).toFixed(2);
  const sorted = times.toSorted((one, other) => one - other);
  const median = sorted[sorted.length >> 1];
  const time =
    median === undefined
      ? ''
      : `${median.toFixed(0)} ms for 100 parts, worst ${sorted.at(-1)?.toFixed(0)} ms`;
  console.log(
    `${name.padEnd(9)} ${String(sheets).padStart(5)} sheets, bound ${String(bound).padStart(5)}, at most ${gap.padStart(5)} % above the best   ${time}`,
  );
}
