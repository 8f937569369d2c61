import type { Interval } from '../intervals.ts';
import type { PriceGrid } from './price-grid.ts';
import type { FourPrices, Intent } from './price-questions.ts';
import { bootstrapIntervals } from './resampled-counts.ts';

/** What an intent of 1 to 5 stands for in chances to try: usual weights, a convention and no measurement. */
export const USUAL_CHANCES: readonly number[] = [0, 0.1, 0.3, 0.5, 0.7];

type Best = { price: number; interval: Interval | null };

/** Chance to try and what a person brings, on average, at every price that was named. */
export type IntentFindings = Readonly<{
  chances: readonly number[];
  curve: readonly { price: number; reach: number; revenue: number }[];
  mostReach: Best & { reach: number };
  mostRevenue: Best & { revenue: number };
}>;

/**
 * The extension of Newton, Miller and Smith (1993, "A market acceptance extension to traditional price sensitivity measurement"): a
 * person's chance to try is 0 at the two extreme prices, as calibrated at the cheap and the expensive one, and straight between.
 * The best prices are sought among those named; of equal ones the lowest is told.
 */
export function intentCurve(
  prices: readonly FourPrices[],
  intents: readonly Intent[],
  { grid, seed }: { grid: PriceGrid; seed: number },
): IntentFindings {
  const bends = bendsOf(prices, intents);
  const curve = curveOf(grid, bends, new Int32Array(grid.answers).fill(1));
  const [reachInterval, revenueInterval] = bootstrapIntervals(grid.answers, seed, (counts) => {
    const again = curveOf(grid, bends, counts);
    return [bestOf(again, 'reach').price, bestOf(again, 'revenue').price];
  });
  const [reach, revenue] = [bestOf(curve, 'reach'), bestOf(curve, 'revenue')];
  return {
    chances: USUAL_CHANCES,
    curve,
    mostReach: { price: reach.price, reach: reach.reach, interval: reachInterval },
    mostRevenue: { price: revenue.price, revenue: revenue.revenue, interval: revenueInterval },
  };
}

/** How much steeper a person's line gets at each of their four prices, answer after answer. */
function bendsOf(prices: readonly FourPrices[], intents: readonly Intent[]): Float64Array {
  return Float64Array.from(
    prices.flatMap(({ tooCheap, cheap, expensive, tooExpensive }, at) => {
      const [low, high] = [
        USUAL_CHANCES[intents[at].cheap - 1],
        USUAL_CHANCES[intents[at].expensive - 1],
      ];
      const slopes = [
        low / (cheap - tooCheap),
        (high - low) / (expensive - cheap),
        -high / (tooExpensive - expensive),
      ];
      return [slopes[0], slopes[1] - slopes[0], slopes[2] - slopes[1], -slopes[2]];
    }),
  );
}

/** All prices in one pass: the sum of lines is a line that bends where any of them does. */
function curveOf(
  { prices, places }: PriceGrid,
  bends: Float64Array,
  counts: Int32Array,
): IntentFindings['curve'] {
  const at = [places.tooCheap, places.cheap, places.expensive, places.tooExpensive];
  const steeper = new Float64Array(prices.length);
  let total = 0;
  for (let answer = 0; answer < counts.length; answer++) {
    total += counts[answer];
    for (let point = 0; point < 4; point++)
      steeper[at[point][answer]] += counts[answer] * bends[answer * 4 + point];
  }
  let [sum, slope, last] = [0, 0, 0];
  return Array.from(prices, (price, place) => {
    sum += slope * (price - last);
    slope += steeper[place];
    last = price;
    // What rounding leaves of a line that has come back to 0 is no chance.
    const reach = sum < total * 1e-12 ? 0 : sum / total;
    return { price, reach, revenue: price * reach };
  });
}

function bestOf(curve: IntentFindings['curve'], by: 'reach' | 'revenue') {
  const most = curve.reduce((sofar, each) => Math.max(sofar, each[by]), 0);
  return curve.find((each) => each[by] >= most * (1 - 1e-9)) ?? curve[0];
}
