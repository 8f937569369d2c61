import type { Interval } from '../intervals.ts';
import type { NotEstimable } from '../refusal.ts';
import { demandSteps, shareWilling, stepPlan, type DemandSteps } from './demand-steps.ts';
import { bestPrice, fitLimitCurve, shareOnCurve, type LimitCurve } from './limit-curve.ts';
import type { Limit } from './limit-table.ts';
import { bootstrapIntervals } from './resampled-counts.ts';

export type DemandPoint = {
  price: number;
  /** Of all units, those whose limit is surely at or above the price; `most` adds what may be. */
  share: number;
  interval: Interval | null;
  most: number;
  units: number;
  revenue: number;
  /** ln(D₂/D₁)/ln(p₂/p₁) from this price to the next; null at the last, at 0, and where nobody is left. */
  elasticity: number | null;
};

export type DemandReport = {
  answers: number;
  units: number;
  exact: number;
  open: number;
  ranges: number;
  curve: DemandPoint[];
  mostRevenue: { price: number; revenue: number; interval: Interval | null };
  /** The likelihood that is still to be had, per unit: 0 when the curve is the maximum. */
  gap: number;
  fitted:
    | (Omit<LimitCurve, 'covariance' | 'kind'> & { medianLimit: number; bestPrice: number | null })
    | NotEstimable;
};

export type DemandWish = Readonly<{
  seed: number;
  cost: number;
  prices?: readonly number[] | undefined;
}>;

const MOST_PRICES = 200;
/** A tenth of what resampling itself leaves open. */
const ENOUGH_FOR_RESAMPLES = 1e-4;

/**
 * The demand curve of limits: of all units asked for, the share whose limit reaches each price (Turnbull's maximum likelihood), with 95 %
 * intervals over resampled answers, the price of most revenue (less `cost` a unit) among those told, and a log-logistic beside it.
 * Prices are those where something changes, or evenly chosen of them where they are many, or those asked for.
 */
export function reportDemand(limits: readonly Limit[], wish: DemandWish): DemandReport {
  const plan = stepPlan(limits);
  const units = Float64Array.from(limits, (limit) => limit.units);
  const total = units.reduce((sum, each) => sum + each, 0);
  const steps = demandSteps(plan, units);
  const prices = wish.prices ?? pricesOf(steps);
  const best = (found: DemandSteps) => bestOf(found, { prices, cost: wish.cost, total });
  const intervals = bootstrapIntervals(limits.length, wish.seed, (counts) => {
    const weights = units.map((each, at) => each * counts[at]);
    const again = demandSteps(plan, weights, {
      masses: steps.masses,
      enough: ENOUGH_FOR_RESAMPLES,
    });
    return [best(again).price, ...prices.map((price) => shareWilling(again, price).share)];
  });
  const fitted = fitLimitCurve(limits, 'log-price');
  return {
    answers: limits.length,
    units: total,
    exact: limits.filter(({ lower, upper }) => lower === upper).length,
    open: limits.filter(({ upper }) => upper === Infinity).length,
    ranges: limits.filter(({ lower, upper }) => lower < upper && upper < Infinity).length,
    curve: withElasticity(
      prices.map((price, at) => {
        const { share, most } = shareWilling(steps, price);
        return {
          price,
          share,
          interval: intervals[at + 1],
          most,
          units: total * share,
          revenue: total * share * price,
          elasticity: null,
        };
      }),
    ),
    mostRevenue: { ...best(steps), interval: intervals[0] },
    gap: Math.max(0, steps.gap),
    fitted: 'because' in fitted ? fitted : told(fitted, wish.cost),
  };
}

/** Where the curve steps down, that is at the lower ends of stretches that carry mass. */
function pricesOf({ lower, masses }: DemandSteps): number[] {
  const all = [...lower].filter((price, at) => masses[at] > 1e-9 && price > 0);
  if (all.length <= MOST_PRICES) return all;
  return [
    ...new Set(
      Array.from(
        { length: MOST_PRICES },
        (_, at) => all[Math.round((at * (all.length - 1)) / (MOST_PRICES - 1))],
      ),
    ),
  ];
}

function bestOf(
  steps: DemandSteps,
  { prices, cost, total }: { prices: readonly number[]; cost: number; total: number },
) {
  let most = { price: prices[0] ?? 0, revenue: 0 };
  for (const price of prices) {
    const revenue = (price - cost) * shareWilling(steps, price).share * total;
    if (revenue > most.revenue) most = { price, revenue };
  }
  return most;
}

function withElasticity(curve: DemandPoint[]): DemandPoint[] {
  return curve.map((point, at) => {
    const next = curve[at + 1];
    if (next === undefined || next.share === 0 || point.share === 0 || point.price === 0)
      return point;
    return {
      ...point,
      elasticity: Math.log(next.share / point.share) / Math.log(next.price / point.price),
    };
  });
}

function told(curve: LimitCurve, cost: number) {
  const { scale, centre, width, logLik } = curve;
  return {
    scale,
    centre,
    width,
    logLik,
    medianLimit: Math.exp(centre),
    bestPrice: bestPrice(curve, cost),
  };
}

/** The share that a fitted curve gives at some prices, with 95 % intervals by the delta method on the scale of log odds. */
export function curveShares(
  curve: LimitCurve,
  prices: readonly number[],
): { price: number; share: number; interval: Interval }[] {
  const [varCentre, cov, , varWidth] = curve.covariance;
  return prices.map((price) => {
    const share = shareOnCurve(curve, price);
    const z = ((curve.scale === 'price' ? price : Math.log(price)) - curve.centre) / curve.width;
    // z moves by −1/width with the centre and by −z with the logarithm of the width.
    const variance = varCentre / curve.width ** 2 + (2 * z * cov) / curve.width + z * z * varWidth;
    const reach = 1.959963984540054 * Math.sqrt(Math.max(0, variance));
    return {
      price,
      share,
      interval: [1 / (1 + Math.exp(z + reach)), 1 / (1 + Math.exp(z - reach))],
    };
  });
}
