import { refuseCell, refuseRow, type Refusal } from '../refusal.ts';
import type { FinishedPool, PoolCourse } from './pool-course.ts';

/** What a table tells of a pool, in the order of its rows. */
export interface Told {
  readonly name: string;
  readonly firstRow: number;
  readonly moments: readonly {
    readonly row: number;
    readonly time: number;
    readonly units: number;
  }[];
  readonly opens: number | null;
  readonly closes: number | null;
  readonly goal: number | null;
  readonly tipped: number | null;
}

/**
 * The course of a pool from what a table tells, up to `until` (all of it when null). It opens with its first moment unless `opens` says
 * otherwise. Refuses `missing-value` without a closing, `contradiction` for a closing that is not after the opening, for a moment outside
 * of the two, and for a total below 0.
 */
export function courseOf(
  told: Told,
  { areTotals, until = null }: { areTotals: boolean; until?: number | null },
): PoolCourse | Refusal {
  const closes = told.closes;
  if (closes === null) {
    const place = { row: told.firstRow, column: 'closes' };
    return refuseCell(place, 'missing-value', 'nothing says when the pool closes');
  }
  const moments = told.moments.toSorted(
    (one, other) => one.time - other.time || one.row - other.row,
  );
  const opens = told.opens ?? moments[0].time;
  if (!(closes > opens)) {
    const place = { row: told.firstRow, column: 'closes' };
    return refuseCell(place, 'contradiction', 'the pool closes before it opens');
  }
  const totals: number[] = [];
  for (const { row, time, units } of moments) {
    if (time < opens || time > closes) {
      const message = 'the moment is before the opening or after the closing';
      return refuseCell({ row, column: 'time' }, 'contradiction', message);
    }
    const total = areTotals ? units : (totals.at(-1) ?? 0) + units;
    if (total < 0) return refuseRow(row, 'contradiction', `the total falls to ${total}`);
    totals.push(total);
  }
  const kept = until === null ? moments.length : moments.filter(({ time }) => time <= until).length;
  return {
    name: told.name,
    opens,
    closes,
    times: Float64Array.from(moments.slice(0, kept), ({ time }) => time),
    totals: Float64Array.from(totals.slice(0, kept)),
    goal: told.goal,
  };
}

/** A finished pool; whether it tipped is what the table says, or else whether its total reached the goal. */
export function finishedOf(
  told: Told,
  { areTotals }: { areTotals: boolean },
): FinishedPool | Refusal {
  const course = courseOf(told, { areTotals });
  if ('kind' in course) return course;
  const reached = course.goal === null ? null : (course.totals.at(-1) ?? 0) >= course.goal;
  return { ...course, tipped: told.tipped === null ? reached : told.tipped === 1 };
}
