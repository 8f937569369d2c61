import { chanceFrom } from '../chance.ts';
import { quantileOf, type Interval } from '../intervals.ts';

const DRAWS = 400;
/** Large tables have narrow intervals anyway: fewer draws do, so that nobody waits. */
const MOST_WORK = 4_000_000;
const FEWEST_DRAWS = 50;

/**
 * 95 % percentile intervals of several figures of the same answers (Efron 1979). `figures` gets how often each answer was drawn (the same
 * array each time) and gives the figures in a fixed order. Null with fewer than two answers, or where a figure was never finite.
 */
export function bootstrapIntervals(
  answers: number,
  seed: number,
  figures: (counts: Int32Array) => readonly number[],
): (Interval | null)[] {
  const counts = new Int32Array(answers);
  const kept: number[][] = [];
  const draws = Math.max(FEWEST_DRAWS, Math.min(DRAWS, Math.floor(MOST_WORK / answers)));
  for (let draw = 0; draw < draws; draw++) {
    const chance = chanceFrom(seed, draw);
    counts.fill(0);
    for (let at = 0; at < answers; at++) counts[chance.below(answers)] += 1;
    for (const [at, figure] of figures(counts).entries()) (kept[at] ??= []).push(figure);
  }
  return kept.map((values) => {
    const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
    return answers < 2 || sorted.length === 0
      ? null
      : [quantileOf(sorted, 0.025), quantileOf(sorted, 0.975)];
  });
}
