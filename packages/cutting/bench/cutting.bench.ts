import { planCuts } from '../src/cut-plan.ts';
import { leastSheets } from '../src/sheet-bound.ts';
import { CLASSES, dice, instanceOf, SIZES } from './families.ts';

/**
 * `npm run bench:cutting [ROUNDS]`: sheets against a bound below which no plan exists, guillotine or not, family by
 * family. The instances are drawn anew from the distributions of the ten classes, so totals that were published for other
 * draws say nothing about them: the gap to the best plan is at most the one that is shown.
 */
const ROUNDS = Number(process.argv[2] ?? 10);
/** Every threshold that an instance has: the bound takes a while, and stands outside of the time that is measured. */
const THRESHOLDS = 200;
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
      sum.bound += Math.max(planned.plan.bound, leastSheets(instance, THRESHOLDS));
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
