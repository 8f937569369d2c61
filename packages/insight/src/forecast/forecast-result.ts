import type { NotEstimable } from '../refusal.ts';
import type { Calibration } from './calibration.ts';
import { LEVEL, type Forecast, type LikePool, type Range } from './forecast.ts';
import { PRIOR_IN_WORDS } from './growth-prior.ts';

interface PrintedRange {
  readonly range: readonly [number, number];
  readonly middle: number;
  readonly level: number;
}

/** What `muster forecast` prints. */
export interface ForecastResult {
  readonly units_now: number;
  readonly share_of_time: number;
  readonly final_units: PrintedRange | NotEstimable;
  readonly chance_to_tip: PrintedRange | NotEstimable;
  readonly basis: Forecast['basis'];
  readonly prior: string | null;
  readonly finished_pools: number;
  readonly like: readonly LikePool[];
  readonly calibration: readonly PrintedCalibration[] | NotEstimable;
}

interface PrintedCalibration {
  readonly share_of_time: number;
  readonly pools: number;
  readonly coverage: number;
  readonly median_error: number;
  readonly straight_line_error: number;
  readonly brier: number | null;
  readonly brier_of_share: number | null;
}

const DIGITS = 1e4;
const MOST_LIKE_SHOWN = 10;

/** A forecast as it is printed: units and shares with four decimals; `pools` is how many have finished. */
export function resultOfForecast(
  forecast: Forecast,
  pools: number,
  calibration: readonly Calibration[] | NotEstimable,
): ForecastResult {
  return {
    units_now: forecast.unitsNow,
    share_of_time: rounded(forecast.share),
    final_units: printed(forecast.finalUnits),
    chance_to_tip: printed(forecast.chanceToTip),
    basis: forecast.basis,
    prior: forecast.basis === 'prior' ? PRIOR_IN_WORDS : null,
    finished_pools: pools,
    like: forecast.like
      .slice(0, MOST_LIKE_SHOWN)
      .map((one) => ({ ...one, growth: rounded(one.growth) })),
    calibration:
      'kind' in calibration
        ? calibration
        : calibration.map((one) => ({
            share_of_time: one.share,
            pools: one.pools,
            coverage: rounded(one.coverage),
            median_error: rounded(one.medianError),
            straight_line_error: rounded(one.straightLineError),
            brier: one.brier === null ? null : rounded(one.brier),
            brier_of_share: one.brierOfShare === null ? null : rounded(one.brierOfShare),
          })),
  };
}

function printed(figure: Range | NotEstimable): PrintedRange | NotEstimable {
  if ('kind' in figure) return figure;
  const [low, high] = figure.range;
  return { range: [rounded(low), rounded(high)], middle: rounded(figure.middle), level: LEVEL };
}

function rounded(value: number): number {
  return Math.round(value * DIGITS) / DIGITS;
}
