import { numberIn } from '../cells.ts';
import { refuse, refuseCell, refuseRow, type Refusal } from '../refusal.ts';
import { priceIn } from './price-questions.ts';

/**
 * What is known of the highest price that somebody would pay: at least `lower`, and below `upper`; when both are the same it is that
 * price. An upper end that is not known is Infinity, a lower one 0.
 */
export type Limit = Readonly<{ lower: number; upper: number; units: number }>;

export const LIMIT_COLUMNS = ['limit', 'lower', 'upper', 'units'] as const;

/** Takes the records of a table of limits one by one. */
export class LimitReader {
  readonly #limits: Limit[] = [];

  /** Takes the cells of {@link LIMIT_COLUMNS}, empty where a column is not there. */
  take(cells: readonly string[], row: number): Refusal | null {
    const [limit, lower, upper] = ['limit', 'lower', 'upper'].map((column, at) =>
      cells[at].trim() === '' ? null : priceIn({ text: cells[at], row, column }),
    );
    const units = cells[3].trim() === '' ? 1 : numberIn({ text: cells[3], row, column: 'units' });
    for (const each of [limit, lower, upper, units])
      if (each !== null && typeof each === 'object') return each;
    if (!(Number(units) > 0))
      return refuseCell({ row, column: 'units' }, 'out-of-range', 'units are above 0');
    if (limit === null && lower === null && upper === null)
      return refuseRow(row, 'missing-value', 'neither a limit nor an end of one is there');
    if (limit !== null && (lower !== null || upper !== null))
      return refuseCell(
        { row, column: 'limit' },
        'contradiction',
        'a limit needs no lower or upper end beside it',
      );
    if (lower !== null && upper !== null && Number(lower) >= Number(upper))
      return refuseCell(
        { row, column: 'upper' },
        'contradiction',
        'what is too dear is not above what was accepted',
      );
    const known =
      limit === null
        ? { lower: Number(lower ?? 0), upper: Number(upper ?? Infinity) }
        : { lower: Number(limit), upper: Number(limit) };
    this.#limits.push({ ...known, units: Number(units) });
    return null;
  }

  /** The limits in the order of their size, whatever the file's. Refuses an empty table. */
  finish(): readonly Limit[] | Refusal {
    if (this.#limits.length === 0) return refuse('empty', 'there are no limits in the table');
    return this.#limits.sort(bySize);
  }
}

/** Orders limits by lower end, upper end, units. Infinity less itself is no number, and counts as equal. */
export function bySize(one: Limit, other: Limit): number {
  return (
    one.lower - other.lower ||
    (one.upper === other.upper ? 0 : one.upper - other.upper) ||
    one.units - other.units
  );
}
