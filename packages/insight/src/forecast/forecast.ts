import { betaQuantile, normalCdf, normalQuantile } from '../distributions.ts';
import type { Interval } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { growthPriorAt } from './growth-prior.ts';
import {
  finalTotal,
  growthFrom,
  shapeUpTo,
  totalAt,
  type FinishedPool,
  type PoolCourse,
} from './pool-course.ts';

/** A figure with the range in which it lies with a chance of 80 %. */
export interface Range {
  readonly middle: number;
  readonly range: Interval;
}

/** A finished pool that went the same way so far, and how many times over it grew from here. */
export interface LikePool {
  readonly pool: string;
  readonly growth: number;
  readonly tipped: boolean | null;
}

export interface Forecast {
  readonly unitsNow: number;
  /** Share of the time from opening to closing that is over, 0 .. 1. */
  readonly share: number;
  readonly finalUnits: Range | NotEstimable;
  readonly chanceToTip: Range | NotEstimable;
  /** What it rests on: pools that finished here, a prior until a dozen have, or the pool's own end. */
  readonly basis: 'history' | 'prior' | 'closed';
  readonly like: readonly LikePool[];
}

export const LEVEL = 0.8;
/** A dozen. */
export const ENOUGH_POOLS = 12;
const FEWEST_LIKE = 8;
const MOST_LIKE = 100;
const LIKE_PER_ROOT = 2.5;

/**
 * Forecasts a running pool at moment `now`: final units and the chance to tip, as 80 % ranges. From a dozen finished pools on, it looks
 * for those whose totals went most like it so far (2.5 times the root of their number, 8 to 100 of them) and reads its growth off theirs:
 * the range is between the 10 % and 90 % points of their growth, the chance is the share that would reach the goal (with the range of a
 * beta distribution). Before, it takes a stated prior. No curve is ever fitted to the pool itself: such curves see the calm in the
 * middle and miss the last days. Not estimable while nothing has been committed.
 */
export function forecastPool(
  pool: PoolCourse,
  history: readonly FinishedPool[],
  now: number,
): Forecast {
  const share = Math.min(1, Math.max(0, (now - pool.opens) / (pool.closes - pool.opens)));
  const unitsNow = totalAt(pool, share);
  const so = { unitsNow, share };
  if (share >= 1) return { ...so, ...closedForecast(pool), basis: 'closed', like: [] };
  const basis = history.length >= ENOUGH_POOLS ? 'history' : 'prior';
  if (unitsNow <= 0) {
    const nothing = notEstimable(
      'nothing is committed yet, and growth from nothing cannot be told',
    );
    return { ...so, finalUnits: nothing, chanceToTip: nothing, basis, like: [] };
  }
  if (basis === 'prior') return { ...so, ...byPrior(pool, unitsNow, share), basis, like: [] };
  const like = likePools(pool, history, share);
  return { ...so, ...byLikePools(pool, unitsNow, like), basis, like };
}

function closedForecast(pool: PoolCourse): Pick<Forecast, 'finalUnits' | 'chanceToTip'> {
  const units = finalTotal(pool);
  const tips = pool.goal !== null && units >= pool.goal ? 1 : 0;
  return {
    finalUnits: { middle: units, range: [units, units] },
    chanceToTip: pool.goal === null ? noGoal() : { middle: tips, range: [tips, tips] },
  };
}

function byPrior(
  { goal }: PoolCourse,
  units: number,
  share: number,
): Pick<Forecast, 'finalUnits' | 'chanceToTip'> {
  const { reached, missed, width } = growthPriorAt(share);
  const middle = (reached + missed) / 2;
  const spread = width / 2 / normalQuantile(0.5 + LEVEL / 2);
  const at = (growth: number): number => Math.max(units, units * Math.exp(growth));
  const chanceFor = (growth: number): number =>
    goal === null || units >= goal ? 1 : normalCdf((growth - Math.log(goal / units)) / spread);
  return {
    finalUnits: { middle: at(middle), range: [at(middle - width / 2), at(middle + width / 2)] },
    chanceToTip:
      goal === null
        ? noGoal()
        : {
            middle: chanceFor(middle),
            range: [
              Math.min(chanceFor(missed), chanceFor(reached)),
              Math.max(chanceFor(missed), chanceFor(reached)),
            ],
          },
  };
}

/** The finished pools whose course so far was most like this one's, the most like first. */
export function likePools(
  pool: PoolCourse,
  history: readonly FinishedPool[],
  share: number,
): LikePool[] {
  const byGoal = pool.goal !== null && history.every(({ goal }) => goal !== null);
  const shape = shapeUpTo(pool, share, byGoal);
  const count = Math.min(
    history.length,
    MOST_LIKE,
    Math.max(FEWEST_LIKE, Math.round(LIKE_PER_ROOT * Math.sqrt(history.length))),
  );
  return history
    .map((other) => ({ other, distance: distanceOf(shape, shapeUpTo(other, share, byGoal)) }))
    .sort(
      (one, next) => one.distance - next.distance || (one.other.name < next.other.name ? -1 : 1),
    )
    .slice(0, count)
    .map(({ other }) => ({
      pool: other.name,
      growth: growthFrom(other, share),
      tipped: other.tipped,
    }));
}

function byLikePools(
  { goal }: PoolCourse,
  units: number,
  like: readonly LikePool[],
): Pick<Forecast, 'finalUnits' | 'chanceToTip'> {
  const finals = Float64Array.from(like, ({ growth }) => (units + 1) * growth - 1).sort();
  const tail = (1 - LEVEL) / 2;
  const range: Interval = [drawnQuantile(finals, tail), drawnQuantile(finals, 1 - tail)];
  const middle = drawnQuantile(finals, 0.5);
  if (goal === null) return { finalUnits: { middle, range }, chanceToTip: noGoal() };
  const reach = finals.filter((final) => final >= goal).length;
  const [a, b] = [reach + 0.5, finals.length - reach + 0.5];
  return {
    finalUnits: { middle, range },
    chanceToTip: {
      middle: a / (a + b),
      range: [betaQuantile(tail, a, b), betaQuantile(1 - tail, a, b)],
    },
  };
}

/**
 * The quantile at which the next draw falls below with this chance (type 6 of Hyndman and Fan): of n draws the k-th lies at
 * k / (n + 1), so that ranges from few pools are wider.
 */
function drawnQuantile(sorted: Float64Array, share: number): number {
  const at = Math.min(sorted.length, Math.max(1, share * (sorted.length + 1)));
  const below = Math.floor(at);
  const low = sorted[below - 1];
  const high = sorted[Math.min(below, sorted.length - 1)];
  return low + (at - below) * (high - low);
}

function distanceOf(one: Float64Array, other: Float64Array): number {
  let square = 0;
  for (let at = 0; at < one.length; at++) square += (one[at] - other[at]) ** 2;
  return square;
}

function noGoal(): NotEstimable {
  return notEstimable('no goal is given');
}
