/** Why a table was refused. The names are fixed: scripts may rely on them. */
export type RefusalReason =
  | 'unreadable'
  | 'empty'
  | 'not-utf-8'
  | 'not-csv'
  | 'duplicate-column'
  | 'missing-column'
  | 'cell-count'
  | 'missing-value'
  | 'not-a-number'
  | 'not-an-integer'
  | 'out-of-range'
  | 'unknown-choice'
  | 'not-a-time'
  | 'duplicate'
  | 'too-long'
  | 'too-many'
  | 'contradiction'
  | 'bad-spec'
  | 'not-estimable';

/**
 * One thing that is wrong with what was given. `row` counts as a spreadsheet does: the header is row 1, the first record row 2;
 * null when it concerns the whole. `column` is the name in the header; null when it concerns the row or the whole.
 */
export interface Refusal {
  readonly kind: 'refused';
  readonly row: number | null;
  readonly column: string | null;
  readonly reason: RefusalReason;
  /** A sentence without capital and full stop, to follow "row 3, column vote: ". */
  readonly message: string;
}

/** A figure that the data cannot give, with the reason in words: printed instead of a number, never NaN. */
export interface NotEstimable {
  readonly kind: 'not-estimable';
  readonly because: string;
}

/** A refusal of the whole file or spec: `message` follows "FILE: ". */
export function refuse(reason: RefusalReason, message: string): Refusal {
  return { kind: 'refused', row: null, column: null, reason, message };
}

/** A refusal of one row, counted as in {@link Refusal}. */
export function refuseRow(row: number, reason: RefusalReason, message: string): Refusal {
  return { kind: 'refused', row, column: null, reason, message };
}

/** A refusal of one cell: `place` is where the cell stands: its row as in {@link Refusal} and the name of its column. */
export function refuseCell(
  place: { readonly row: number; readonly column: string },
  reason: RefusalReason,
  message: string,
): Refusal {
  return { kind: 'refused', row: place.row, column: place.column, reason, message };
}

/** A figure that is not there; `because` is a clause without full stop. */
export function notEstimable(because: string): NotEstimable {
  return { kind: 'not-estimable', because };
}
