import { normalTwoSided } from './distributions.ts';
import { normalInterval, wilsonInterval, type Interval } from './intervals.ts';
import { notEstimable, type NotEstimable } from './refusal.ts';

export interface Sighting {
  /** In any unit of time. */
  readonly at: number;
  readonly seen: boolean;
}

export interface TrendPeriod {
  readonly from: number;
  /** The next period begins here; the last one holds its end. */
  readonly to: number;
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly interval: Interval;
}

export interface Change {
  /** The share in the later half of the periods over that in the earlier half. */
  readonly ratio: number;
  readonly interval: Interval;
}

export interface Slope {
  /** Above 0 when the share rises from period to period, in standard errors. */
  readonly z: number;
  readonly p: number;
}

export interface Trend {
  readonly periods: readonly TrendPeriod[];
  readonly change: Change | NotEstimable;
  readonly slope: Slope | NotEstimable;
}

const USUAL_PERIODS = 6;

/** A share of one period. */
export interface CountOf {
  readonly count: number;
  readonly of: number;
}

/** Which period each of many times falls into: equal stretches between the first and the last. */
export interface Periods {
  readonly starts: readonly number[];
  readonly width: number;
  readonly of: (at: number) => number;
}

/**
 * Equal stretches of time: takes times in any order and how many stretches; gives one stretch when all
 * times are the same, none without times. The last stretch holds its end.
 */
export function periodsOf(times: readonly number[], wanted = USUAL_PERIODS): Periods {
  const from = times.reduce((least, at) => Math.min(least, at), Infinity);
  const to = times.reduce((most, at) => Math.max(most, at), -Infinity);
  const count = to > from ? wanted : Math.min(1, times.length);
  const width = count > 0 ? (to - from) / count : 0;
  return {
    starts: Array.from({ length: count }, (_, period) => from + period * width),
    width,
    of: (at) => (width > 0 ? Math.min(count - 1, Math.floor((at - from) / width)) : 0),
  };
}

/**
 * How a share moves over time: per period with Wilson's interval, the later half against the earlier
 * (a ratio with a log-normal interval), and the Cochran-Armitage test for a line through the periods.
 * The shares are read as those of independent texts; people who write often make the interval too
 * narrow.
 *
 * Takes sightings in any order; gives the trend, with what is not estimable said so.
 */
export function trendOf(sightings: readonly Sighting[]): Trend {
  const periods = periodsOf(sightings.map(({ at }) => at));
  const counts = periods.starts.map(() => ({ count: 0, of: 0 }));
  for (const { at, seen } of sightings) {
    counts[periods.of(at)].of += 1;
    counts[periods.of(at)].count += seen ? 1 : 0;
  }
  return trendOfCounts(periods, counts);
}

/** The same from counts that were made before: one for each period. */
export function trendOfCounts(
  { starts, width }: Pick<Periods, 'starts' | 'width'>,
  counts: readonly CountOf[],
): Trend {
  return {
    periods: counts.map((one, period) => ({
      ...one,
      from: starts[period],
      to: starts[period] + width,
      share: one.of > 0 ? one.count / one.of : null,
      interval: wilsonInterval(one.count, one.of),
    })),
    change: changeBetween(counts),
    slope: slopeOf(counts),
  };
}

/** The later half of the periods against the earlier one; an odd middle period belongs to the earlier. */
function changeBetween(counts: readonly CountOf[]): Change | NotEstimable {
  const half = Math.ceil(counts.length / 2);
  const earlier = sumUp(counts.slice(0, half));
  const later = sumUp(counts.slice(half));
  if (earlier.of === 0 || later.of === 0) return notEstimable('one half of the time has no texts');
  if (earlier.count + later.count === 0) return notEstimable('it never comes');
  return ratioOfShares(later, earlier);
}

/**
 * One share over another with its 95 % interval, normal in the logarithm (Katz et al., Biometrics 34,
 * 1978); a count of 0 is read as one half. Takes counts of independent cases out of totals above 0.
 */
export function ratioOfShares(one: CountOf, other: CountOf): Change {
  const seen = one.count || 0.5;
  const seenOther = other.count || 0.5;
  const ratio = seen / one.of / (seenOther / other.of);
  const variance = 1 / seen - 1 / one.of + 1 / seenOther - 1 / other.of;
  const [low, high] = normalInterval(Math.log(ratio), Math.sqrt(Math.max(0, variance)));
  return { ratio, interval: [Math.exp(low), Math.exp(high)] };
}

/**
 * The Cochran-Armitage test for a linear trend in shares (Armitage, Biometrics 11, 1955). Takes counts
 * per period and the scores of the periods (0, 1, 2 … unless said); gives z, and p on both sides.
 */
export function slopeOf(
  counts: readonly CountOf[],
  scores?: readonly number[],
): Slope | NotEstimable {
  const { count, of } = sumUp(counts);
  const scored = counts.map((one, period) => ({ ...one, score: scores?.[period] ?? period }));
  const share = count / of;
  const mean = scored.reduce((sum, one) => sum + one.of * one.score, 0) / of;
  const spread = scored.reduce((sum, one) => sum + one.of * (one.score - mean) ** 2, 0);
  const variance = share * (1 - share) * spread;
  if (!(variance > 0)) return notEstimable('it comes always, never, or in one period alone');
  const drift = scored.reduce((sum, one) => sum + (one.count - one.of * share) * one.score, 0);
  const z = drift / Math.sqrt(variance);
  return { z, p: normalTwoSided(z) };
}

function sumUp(counts: readonly CountOf[]): CountOf {
  return counts.reduce((sum, one) => ({ count: sum.count + one.count, of: sum.of + one.of }), {
    count: 0,
    of: 0,
  });
}
