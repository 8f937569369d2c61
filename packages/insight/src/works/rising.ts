import { burstsOfBatches, type BatchBurst } from '../bursts/bursts-of-batches.ts';
import { quantileOf } from '../intervals.ts';
import type { Design } from './designs.ts';
import { compareShares, pairsOf, type Holding, type ShareChange } from './level-shares.ts';
import type { LevelTable } from './levels.ts';

export interface Rise extends ShareChange {
  /** Of the recent designs that have it: how many took it over from a parent, and how many chose it anew. */
  readonly inherited: number;
  readonly chosen: number;
}

export interface Movement {
  readonly rising: readonly Rise[];
  readonly falling: readonly Rise[];
  /** Two levels together that rise. */
  readonly risingTogether: readonly Rise[];
}

export interface LevelBurst {
  readonly what: string;
  readonly bursts: readonly BatchBurst[];
}

const MOST_FALSE = 0.1;
const LEAST_TOGETHER = 5;
const PERIODS = 12;
const RECENT_SHARE = 0.25;

/** When «recent» begins unless the caller says: the latest quarter of the designs. */
export function usualRecentFrom(designs: readonly Design[]): number {
  const times = designs.map(({ at }) => at).sort((a, b) => a - b);
  return quantileOf(times, 1 - RECENT_SHARE);
}

/**
 * What recent designs have more or less often than earlier ones: levels, and two levels together, kept at
 * a false discovery rate of 10 % and with an interval that does not hold 1.
 *
 * Takes a table, its levels, and when «recent» begins; gives what rises and falls, the surest first. A share among designs says what is made, not bought.
 */
export function movementOf(
  table: LevelTable,
  holdings: readonly Holding[],
  recentFrom: number,
): Movement {
  const recent = marks(table, ({ at }) => at >= recentFrom);
  const earlier = marks(table, ({ at }) => at < recentFrom);
  const moved = (of: readonly Holding[]) => {
    const byName = new Map(of.map((holding) => [holding.what, holding.has]));
    return compareShares(table, of, recent, earlier)
      .filter(({ q }) => q <= MOST_FALSE)
      .map((change) => ({ ...change, ...originOf(table, byName.get(change.what), recent) }));
  };
  const levels = moved(holdings);
  return {
    rising: levels.filter(({ interval }) => interval[0] > 1),
    falling: levels
      .filter(({ interval }) => interval[1] < 1)
      .sort((a, b) => a.interval[1] - b.interval[1]),
    risingTogether: moved(pairsOf(holdings, LEAST_TOGETHER)).filter(
      ({ interval }) => interval[0] > 1,
    ),
  };
}

/** Kleinberg's bursts of each level over twelve equal stretches of time; levels without any are left out. */
export function levelBursts({ designs }: LevelTable, holdings: readonly Holding[]): LevelBurst[] {
  const first = designs[0].at;
  const width = (designs[designs.length - 1].at - first) / PERIODS;
  if (!(width > 0)) return [];
  const periodOf = designs.map(({ at }) => Math.min(PERIODS - 1, Math.floor((at - first) / width)));
  return holdings.flatMap(({ what, has }) => {
    const batches = Array.from({ length: PERIODS }, (_, period) => ({
      at: first + period * width,
      relevant: 0,
      total: 0,
    }));
    for (const [index, period] of periodOf.entries()) {
      batches[period].total += 1;
      batches[period].relevant += has[index];
    }
    const found = burstsOfBatches(batches);
    return found.kind === 'bursts' && found.bursts.length > 0
      ? [{ what, bursts: found.bursts }]
      : [];
  });
}

/** Which designs of a table a rule holds for, by place. */
export function marks({ designs }: LevelTable, rule: (design: Design) => boolean): Uint8Array {
  return Uint8Array.from(designs, (design) => (rule(design) ? 1 : 0));
}

function originOf({ designs }: LevelTable, has: Uint8Array | undefined, recent: Uint8Array) {
  const holders = new Set(designs.filter((_, at) => has?.[at]).map(({ id }) => id));
  const own = designs.filter(({ id }, at) => recent[at] && holders.has(id));
  const inherited = own.filter(({ parents }) => parents.some((id) => holders.has(id))).length;
  return { inherited, chosen: own.length - inherited };
}
