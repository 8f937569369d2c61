/** The course of one pool: when what stood. Times in any one unit; units as a running total. */
export interface PoolCourse {
  readonly name: string;
  readonly opens: number;
  readonly closes: number;
  /** Ascending, each between `opens` and `closes`, with the total that stands from then on. */
  readonly times: Float64Array;
  readonly totals: Float64Array;
  /** Units from which the pool tips, null when nobody said. */
  readonly goal: number | null;
}

export interface FinishedPool extends PoolCourse {
  /** Whether it tipped; null when neither said nor to be told from the goal. */
  readonly tipped: boolean | null;
}

const GRID = 10;

/** What stood at a share 0 .. 1 of the time from opening to closing. */
export function totalAt(pool: PoolCourse, share: number): number {
  const moment = pool.opens + share * (pool.closes - pool.opens);
  let [low, high] = [0, pool.times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pool.times[middle] <= moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : pool.totals[low - 1];
}

/** What stood at the end. */
export function finalTotal({ totals }: PoolCourse): number {
  return totals.length === 0 ? 0 : totals[totals.length - 1];
}

/**
 * The shape of a pool up to a share of its time, to be compared: the logarithm of the total, beside the goal when `byGoal`, at ten
 * moments spread evenly up to there.
 */
export function shapeUpTo(pool: PoolCourse, share: number, byGoal: boolean): Float64Array {
  const scale = byGoal && pool.goal !== null ? Math.log(pool.goal) : 0;
  return Float64Array.from({ length: GRID }, (_, at) => {
    const moment = (share * (at + 1)) / GRID;
    return Math.log(totalAt(pool, moment) + 1) - scale;
  });
}

/** How many times over the total grew from a share of the time to the end; one is added to both, so that nothing can grow too. */
export function growthFrom(pool: PoolCourse, share: number): number {
  return (finalTotal(pool) + 1) / (totalAt(pool, share) + 1);
}
