import { chanceFrom } from './chance.ts';
import { normalQuantile } from './distributions.ts';

/** Lower and upper end. */
export type Interval = readonly [number, number];

/**
 * Wilson's score interval for a share (Wilson, JASA 22, 1927): `successes` of `trials`, at `level` (0.95 by default).
 * Nothing tried says nothing: [0, 1].
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval {
  if (trials <= 0) return [0, 1];
  const z = normalQuantile(0.5 + level / 2);
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return [
    successes === 0 ? 0 : (centre - reach) / scale,
    successes === trials ? 1 : (centre + reach) / scale,
  ];
}

/** An estimate and its standard error as an interval of the normal distribution. */
export function normalInterval(estimate: number, standardError: number, level = 0.95): Interval {
  const reach = normalQuantile(0.5 + level / 2) * standardError;
  return [estimate - reach, estimate + reach];
}

/**
 * The quantile of a sample that is sorted upward, linear between neighbours (type 7 of Hyndman and Fan, The American Statistician 50,
 * 1996); `share` in 0 .. 1, the sample not empty.
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low === high ? low : low + (at - below) * (high - low);
}

/** What a bootstrap draws: how many units are drawn from, how often, from which seed, and the level of the interval. */
export interface BootstrapPlan {
  readonly units: number;
  readonly draws: number;
  readonly seed: number;
  readonly level?: number;
}

/**
 * The percentile interval of a figure (Efron, Annals of Statistics 7, 1979). `figure` gets the numbers of the units of one resample
 * (the same array each time, to be read and not kept). Draws whose figure is not finite are left out; null when none is left.
 */
export function bootstrapInterval(
  plan: BootstrapPlan,
  figure: (resample: Int32Array) => number,
): Interval | null {
  const { units, draws, seed, level = 0.95 } = plan;
  const resample = new Int32Array(units);
  const figures: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const chance = chanceFrom(seed, draw);
    for (let at = 0; at < units; at++) resample[at] = chance.below(units);
    const found = figure(resample);
    if (Number.isFinite(found)) figures.push(found);
  }
  if (figures.length === 0) return null;
  const sorted = Float64Array.from(figures).sort();
  return [quantileOf(sorted, (1 - level) / 2), quantileOf(sorted, (1 + level) / 2)];
}
