import type { CommitmentColumns } from './commitment-columns.ts';

/** Prices that one window holds at most: 4 MB of counts. */
const MAX_TICKS = 1 << 20;
const MIN_TICKS = 1 << 10;

/**
 * D(p) for one ready day: the units (sum of `max`) of those willing at pool price p.
 * A histogram over a window of prices, summed from above; built in one pass over the columns, and
 * rebuilt around a price that is asked outside of it. Never a sort, and exact at any price.
 */
export class DemandWindow {
  private readonly columns: CommitmentColumns;
  private readonly day: number;
  private readonly units: Int32Array;
  private lowest = 0;
  private isBuilt = false;

  constructor(columns: CommitmentColumns, day: number) {
    this.columns = columns;
    this.day = day;
    const wanted = Math.min(MAX_TICKS, Math.max(MIN_TICKS, columns.count * 2));
    this.units = new Int32Array(1 << Math.ceil(Math.log2(wanted)));
  }

  at(price: number): number {
    const tick = price - this.lowest;
    if (this.isBuilt && tick >= 0 && tick < this.units.length) return this.units[tick];
    this.build(Math.max(0, price - (this.isBuilt ? this.units.length >> 1 : 0)));
    return this.units[price - this.lowest];
  }

  /** The first price asked is the lowest of an offer, so the first window starts there. */
  private build(lowest: number): void {
    const { units, columns } = this;
    this.lowest = lowest;
    this.isBuilt = true;
    units.fill(0);
    if (columns.latestDays === null) countAll(units, columns, lowest);
    else countReady(units, columns, lowest, this.day);
    for (let tick = units.length - 2; tick >= 0; tick--) units[tick] += units[tick + 1];
  }
}

function countAll(units: Int32Array, columns: CommitmentColumns, lowest: number): void {
  const { accepted, maximums, count } = columns;
  const top = units.length - 1;
  for (let at = 0; at < count; at++) {
    const tick = accepted[at] - lowest;
    if (tick >= 0) units[tick < top ? tick : top] += maximums[at];
  }
}

function countReady(
  units: Int32Array,
  columns: CommitmentColumns,
  lowest: number,
  day: number,
): void {
  const { accepted, maximums, count } = columns;
  const latestDays = columns.latestDays as Int32Array;
  const top = units.length - 1;
  for (let at = 0; at < count; at++) {
    const tick = accepted[at] - lowest;
    if (tick >= 0 && latestDays[at] >= day) units[tick < top ? tick : top] += maximums[at];
  }
}
