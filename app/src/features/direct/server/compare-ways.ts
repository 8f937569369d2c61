import {
  type PoolEconomics,
  smallestPoolThatPays,
  waitingAndRisk,
} from '@muster/clearing/break-even';

export type Ways = {
  /** All per unit, in minor units of the currency, tax included. */
  directMinor: number;
  poolMinor: number;
  /** What waiting and the chance of failing cost a buyer, by the assumptions. */
  waitingMinor: number;
  /** Which is better now, and by how much. */
  better: 'pool' | 'direct';
  byMinor: number;
  /** The fewest units with which a pool pays; null: none does. */
  smallestPool: number | null;
  poolUnits: number;
  waitDays: number;
  assumed: { dayMinor: number; failurePercent: number };
};

type Seen = {
  directMinor: number;
  directDays: number;
  /** What one cost in the pool that was, its fee in it. */
  poolMinor: number;
  /** What the goods of one cost the maker's way at that size, and the tooling of the run; both with the tax of the pool. */
  unitCostMinor: number;
  setUpMinor: number;
  feeBps: number;
  poolUnits: number;
  /** From opening the pool until the sets were ready, and until it closed. */
  poolDays: number;
  closeDays: number;
  /** Of the pools of this space that have ended. */
  pools: { ended: number; void: number };
  /** What a day of waiting costs the buyer, where they have said it. */
  dayMinor: number | undefined;
};

/** Without a word of the buyer's own a day of waiting counts a thousandth of the price. */
const DAY_SHARE = 0.001;

/**
 * Whether a buyer of today would be better off with one from the maker at once or in another pool like the one that was: by
 * the break-even of docs/clearing.md. A pool may fail, with the share of this space's pools that did, one more success and
 * failure counted so that few pools do not prove much.
 */
export function compareWays(seen: Seen): Ways {
  const dayMinor = seen.dayMinor ?? Math.max(1, Math.round(seen.directMinor * DAY_SHARE));
  const failure = (seen.pools.void + 1) / (seen.pools.ended + 2);
  const economics: PoolEconomics = {
    unitCost: seen.unitCostMinor,
    setUpCost: seen.setUpMinor,
    feeRate: seen.feeBps / 10_000,
    waitDays: Math.max(0, seen.poolDays - seen.directDays),
    waitCostPerDay: dayMinor,
    failureChance: Math.min(0.9, failure),
    daysToFailure: seen.closeDays,
    hassle: 0,
  };
  const waitingMinor = Math.round(waitingAndRisk(economics));
  const gain = seen.directMinor - seen.poolMinor - waitingMinor;
  return {
    directMinor: seen.directMinor,
    poolMinor: seen.poolMinor,
    waitingMinor,
    better: gain > 0 ? 'pool' : 'direct',
    byMinor: Math.abs(gain),
    smallestPool: smallestPoolThatPays(economics, seen.directMinor),
    poolUnits: seen.poolUnits,
    waitDays: economics.waitDays,
    assumed: { dayMinor, failurePercent: Math.round(economics.failureChance * 100) },
  };
}
