/**
 * When a pool is worth it for a buyer who could have one unit made now. Amounts are per unit and in
 * one currency unit; fractions are fine here, because these are estimates, not results of a clearing.
 *
 * Model: a buyer joins iff p_d − P(q) ≥ w·W + r, with P(q) = (c + S/q)(1 + f) and
 * r = (phi·w·W0 + h)/(1 − phi). It compares the chance of a pool that succeeds, less the waiting for
 * one that fails, with buying now. With the uplift U = p_d − c:
 * needed uplift U*(q) = f·c + (1 + f)·S/q + w·W + r, its floor for q → ∞ being f·c + w·W + r.
 */
export interface PoolEconomics {
  /** c: variable cost of a unit at volume. */
  readonly unitCost: number;
  /** S: cost of setting up a run (tooling, programming, first article, paperwork). */
  readonly setUpCost: number;
  /** f: the fee as a share of the cost, 0.05 for 5 %. */
  readonly feeRate: number;
  /** W and w: days of waiting, and what a day costs the buyer. */
  readonly waitDays: number;
  readonly waitCostPerDay: number;
  /** phi and W0: the chance that the pool fails, and the days until that is known. */
  readonly failureChance: number;
  readonly daysToFailure: number;
  /** h: the buyer's trouble with joining. */
  readonly hassle: number;
}

/** P(q) = (c + S/q)(1 + f). */
export function poolUnitPrice(economics: PoolEconomics, units: number): number {
  const { unitCost, setUpCost, feeRate } = economics;
  return (unitCost + setUpCost / units) * (1 + feeRate);
}

/** w·W + r: how much cheaper than buying now the pool must be. */
export function waitingAndRisk(economics: PoolEconomics): number {
  const { waitDays, waitCostPerDay, failureChance, daysToFailure, hassle } = economics;
  const risk = (failureChance * waitCostPerDay * daysToFailure + hassle) / (1 - failureChance);
  return waitDays * waitCostPerDay + risk;
}

/** U*(q): the uplift of a single unit over the cost at volume that makes a pool of q worth it. */
export function neededUplift(economics: PoolEconomics, units: number): number {
  const { setUpCost, feeRate } = economics;
  return upliftFloor(economics) + ((1 + feeRate) * setUpCost) / units;
}

/** Below this uplift no size of pool helps. */
export function upliftFloor(economics: PoolEconomics): number {
  return economics.feeRate * economics.unitCost + waitingAndRisk(economics);
}

/** q_min = (1 + f)·S/(U − U_floor), rounded up to whole units; null when no size pays. */
export function smallestPoolThatPays(economics: PoolEconomics, directPrice: number): number | null {
  const above = directPrice - economics.unitCost - upliftFloor(economics);
  const needed = (1 + economics.feeRate) * economics.setUpCost;
  if (above < 0 || (above === 0 && needed > 0)) return null;
  return Math.max(1, needed === 0 ? 1 : Math.ceil(needed / above));
}

/** f*(q) = (p_d − w·W − r)/(c + S/q) − 1: the fee that leaves a buyer indifferent; may be negative. */
export function breakEvenFee(economics: PoolEconomics, units: number, directPrice: number): number {
  const { unitCost, setUpCost } = economics;
  return (directPrice - waitingAndRisk(economics)) / (unitCost + setUpCost / units) - 1;
}

export interface UpliftForecast {
  readonly day: number;
  readonly uplift: number;
}

/**
 * The day on which a forecast of the single-unit uplift falls to the floor, by straight lines
 * between its points, after which no pool pays. Null: it stays above as far as the forecast goes.
 */
export function collapseDay(
  economics: PoolEconomics,
  forecast: readonly UpliftForecast[],
): number | null {
  const floor = upliftFloor(economics);
  const points = forecast.toSorted((one, other) => one.day - other.day);
  const at = points.findIndex(({ uplift }) => uplift <= floor);
  if (at <= 0) return points[at]?.day ?? null;
  const [before, after] = [points[at - 1], points[at]];
  const share = (before.uplift - floor) / (before.uplift - after.uplift);
  return before.day + share * (after.day - before.day);
}
