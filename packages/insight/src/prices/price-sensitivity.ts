import type { Interval } from '../intervals.ts';
import type { PriceGrid } from './price-grid.ts';
import { bootstrapIntervals } from './resampled-counts.ts';

/** Where two curves meet. */
export type Crossing = Readonly<{
  /** Interpolated between the prices named; the middle where the curves lie on each other. */
  interpolated: number;
  /** The lowest price named at which the rising curve is at least as high as the falling one. */
  firstPrice: number;
  /** All stretches on which the interpolated curves are equal; one price twice where they cross. */
  all: readonly Interval[];
  /** 95 %, of the interpolated price, over resampled answers. */
  interval: Interval | null;
}>;

/**
 * The points of Van Westendorp: marginal cheapness and dearness, indifference, optimum. `lower` and `upper` are the range by its other
 * definition in use, that takes the curves of "expensive" and "cheap" as they stand instead of turned over.
 */
export const POINTS = ['pmc', 'pme', 'idp', 'opp', 'lower', 'upper'] as const;
export type Point = (typeof POINTS)[number];

/** At each price named, the share of answers to whom it is too cheap, cheap, expensive, too expensive. */
export type PriceCurves = Readonly<{
  prices: Float64Array;
  tooCheap: Float64Array;
  cheap: Float64Array;
  expensive: Float64Array;
  tooExpensive: Float64Array;
}>;

/**
 * The curves (van Westendorp 1976): for the cheap questions the share whose answer is above the price (1 − F, falling), for the dear ones
 * the share whose answer is at or below it (F, rising), at every price that anybody named. `counts` says how often each answer counts.
 */
export function curvesOf({ prices, places }: PriceGrid, counts: Int32Array): PriceCurves {
  const upTo = (of: Int32Array) => sharesUpTo(of, counts, prices.length);
  const above = (of: Int32Array) => upTo(of).map((each) => 1 - each);
  return {
    prices,
    tooCheap: above(places.tooCheap),
    cheap: above(places.cheap),
    expensive: upTo(places.expensive),
    tooExpensive: upTo(places.tooExpensive),
  };
}

function sharesUpTo(places: Int32Array, counts: Int32Array, size: number): Float64Array {
  const shares = new Float64Array(size);
  let total = 0;
  for (let at = 0; at < places.length; at++) {
    shares[places[at]] += counts[at];
    total += counts[at];
  }
  let sum = 0;
  return shares.map((count) => (sum += count) / total);
}

/**
 * All points with intervals: the lower bound where "too cheap" meets "not cheap" (PMC), the upper where "too expensive" meets "not
 * expensive" (PME), indifference where "cheap" meets "expensive" (IDP), the optimum where "too cheap" meets "too expensive" (OPP).
 */
export function crossings(grid: PriceGrid, seed: number): Record<Point, Crossing> {
  const found = crossingsOf(curvesOf(grid, new Int32Array(grid.answers).fill(1)));
  const intervals = bootstrapIntervals(grid.answers, seed, (counts) => {
    const again = crossingsOf(curvesOf(grid, counts));
    return POINTS.map((point) => again[point].interpolated);
  });
  return recordOf((point, at) => ({ ...found[point], interval: intervals[at] }));
}

function crossingsOf(curves: PriceCurves): Record<Point, Crossing> {
  const { prices, tooCheap, cheap, expensive, tooExpensive } = curves;
  const pairs: Record<Point, [rising: Float64Array, falling: Float64Array]> = {
    pmc: [not(cheap), tooCheap],
    pme: [tooExpensive, not(expensive)],
    idp: [expensive, cheap],
    opp: [tooExpensive, tooCheap],
    lower: [expensive, tooCheap],
    upper: [tooExpensive, cheap],
  };
  return recordOf((point) => crossing(prices, ...pairs[point]));
}

function not(curve: Float64Array): Float64Array {
  return curve.map((each) => 1 - each);
}

function recordOf(make: (point: Point, at: number) => Crossing): Record<Point, Crossing> {
  const [pmc, pme, idp, opp, lower, upper] = POINTS.map(make);
  return { pmc, pme, idp, opp, lower, upper };
}

/**
 * Where a rising and a falling curve meet. Their difference never falls, so that it is 0 at one price, or along one stretch; at the lowest
 * price it may be above 0 already, and then that is where they crossed.
 */
export function crossing(
  prices: Float64Array,
  rising: Float64Array,
  falling: Float64Array,
): Crossing {
  const ahead = rising.map((each, at) => each - falling[at]);
  // Shares are quotients of counts: equal ones may differ in the last digit.
  const signs = ahead.map((each) => (Math.abs(each) < 1e-12 ? 0 : Math.sign(each)));
  const first = signs.findIndex((sign) => sign >= 0);
  const firstPrice = prices[first];
  const all: Interval[] = [];
  for (let at = 0; at < signs.length; at++) {
    const isEqual = signs[at] === 0;
    if (isEqual && at > 0 && signs[at - 1] === 0)
      all.push([(all.pop() ?? [prices[at]])[0], prices[at]]);
    else if (isEqual || (at === 0 && signs[at] > 0)) all.push([prices[at], prices[at]]);
    else if (at > 0 && signs[at] * signs[at - 1] < 0) {
      const price =
        prices[at - 1] +
        ((prices[at] - prices[at - 1]) * ahead[at - 1]) / (ahead[at - 1] - ahead[at]);
      all.push([price, price]);
    }
  }
  const [from, to] = all[0];
  return { interpolated: (from + to) / 2, firstPrice, all, interval: null };
}
