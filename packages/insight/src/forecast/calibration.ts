import { quantileOf } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { ENOUGH_POOLS, forecastPool } from './forecast.ts';
import { finalTotal, totalAt, type FinishedPool } from './pool-course.ts';

/** How forecasts made at one share of the time would have fared. */
export interface Calibration {
  readonly share: number;
  /** Pools that could be forecast. */
  readonly pools: number;
  /** The share whose final units lay in the 80 % range. */
  readonly coverage: number;
  /** The median of |middle - final| / final; and that of the straight line from the start through now. */
  readonly medianError: number;
  readonly straightLineError: number;
  /** The mean squared error of the chance to tip, and that of always saying the share that tipped; null without goals. */
  readonly brier: number | null;
  readonly brierOfShare: number | null;
}

const SHARES = [0.1, 0.25, 0.5, 0.75];
/** More than these are not left out one by one: the figures no longer change, and time grows with their square. */
const MOST_LEFT_OUT = 500;

/** Forecasts each finished pool from all others, as if it were still running at 10, 25, 50 and 75 % of its time. */
export function calibrate(history: readonly FinishedPool[]): Calibration[] | NotEstimable {
  if (history.length <= ENOUGH_POOLS) {
    const needed = ENOUGH_POOLS + 1;
    const there = `there ${history.length === 1 ? 'is' : 'are'} ${history.length}`;
    return notEstimable(`leaving one out needs ${needed} finished pools, and ${there}`);
  }
  const tested = history.slice(0, MOST_LEFT_OUT);
  return SHARES.map((share) => calibrateAt(tested, history, share));
}

interface Trial {
  readonly covered: boolean;
  readonly error: number;
  readonly lineError: number;
  readonly tipped: number | null;
  readonly chance: number | null;
}

function calibrateAt(
  tested: readonly FinishedPool[],
  history: readonly FinishedPool[],
  share: number,
): Calibration {
  const trials = tested.flatMap((pool) => trialOf(pool, history, share) ?? []);
  const judged = trials.filter(
    (one): one is Trial & { tipped: number; chance: number } =>
      one.tipped !== null && one.chance !== null,
  );
  const rate = meanOf(judged.map(({ tipped }) => tipped));
  return {
    share,
    pools: trials.length,
    coverage: meanOf(trials.map(({ covered }) => Number(covered))),
    medianError: medianOf(trials.map(({ error }) => error)),
    straightLineError: medianOf(trials.map(({ lineError }) => lineError)),
    brier:
      judged.length === 0
        ? null
        : meanOf(judged.map(({ tipped, chance }) => (chance - tipped) ** 2)),
    brierOfShare: judged.length === 0 ? null : rate * (1 - rate),
  };
}

function trialOf(
  pool: FinishedPool,
  history: readonly FinishedPool[],
  share: number,
): Trial | null {
  const others = history.filter((other) => other !== pool);
  const now = pool.opens + share * (pool.closes - pool.opens);
  const { finalUnits, chanceToTip } = forecastPool(pool, others, now);
  const final = finalTotal(pool);
  if ('kind' in finalUnits || final <= 0) return null;
  const line = totalAt(pool, share) / share;
  return {
    covered: finalUnits.range[0] <= final && final <= finalUnits.range[1],
    error: Math.abs(finalUnits.middle - final) / final,
    lineError: Math.abs(line - final) / final,
    tipped: pool.tipped === null ? null : Number(pool.tipped),
    chance: 'kind' in chanceToTip ? null : chanceToTip.middle,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function medianOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : quantileOf(Float64Array.from(values).sort(), 0.5);
}
