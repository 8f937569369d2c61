import type { Commitment } from './instance-shape.ts';
import { acceptedPrice } from './money.ts';

/** A commitment that any ready day suits. */
export const ANY_DAY = 2_147_483_647;

/**
 * Commitments as columns, in the order of their seq. `null` stands for a column that is the same all
 * the way: every min 1, no tax, any day. Values are within the bounds of `bounds.ts`; in particular
 * the sums of `maximums` and of limit x max.
 */
export interface CommitmentColumns {
  readonly count: number;
  readonly limits: Int32Array;
  readonly maximums: Int32Array;
  readonly minimums: Int32Array | null;
  readonly taxesBps: Int32Array | null;
  readonly latestDays: Int32Array | null;
  /** The highest pool price that each accepts: the limit itself where there is no tax. */
  readonly accepted: Int32Array;
}

/** Those willing: accepted ≥ price and latest day ≥ day. */
export interface Willing {
  readonly price: number;
  readonly day: number;
}

/** The columns of commitments that stand in seq order; prices in minor units, days of the epoch. */
export function columnsOf(ordered: readonly Commitment[]): CommitmentColumns {
  const count = ordered.length;
  const limits = Int32Array.from(ordered, ({ limit }) => limit);
  const taxesBps = ordered.some(({ taxBps }) => taxBps !== 0)
    ? Int32Array.from(ordered, ({ taxBps }) => taxBps)
    : null;
  return {
    count,
    limits,
    maximums: Int32Array.from(ordered, ({ max }) => max),
    minimums: ordered.some(({ min }) => min !== 1)
      ? Int32Array.from(ordered, ({ min }) => min)
      : null,
    taxesBps,
    latestDays: ordered.some(({ latestDay }) => latestDay !== null)
      ? Int32Array.from(ordered, ({ latestDay }) => latestDay ?? ANY_DAY)
      : null,
    accepted: taxesBps === null ? limits : acceptedPrices(limits, taxesBps),
  };
}

/** The highest pool price, in minor units, that each limit accepts at its tax in basis points. */
export function acceptedPrices(limits: Int32Array, taxesBps: Int32Array): Int32Array {
  const accepted = new Int32Array(limits.length);
  for (let at = 0; at < limits.length; at++) accepted[at] = acceptedPrice(limits[at], taxesBps[at]);
  return accepted;
}

/** The commitments by rising seq; the list itself where it is ordered already. */
export function inSeqOrder(commitments: readonly Commitment[]): readonly Commitment[] {
  const isOrdered = commitments.every((each, at) => at === 0 || commitments[at - 1].seq < each.seq);
  return isOrdered ? commitments : commitments.toSorted((one, other) => one.seq - other.seq);
}
