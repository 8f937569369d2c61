/** Rows that are written in one statement: PostgreSQL takes 65,535 parameters, and a pool may have more rows than that. */
const ROWS_AT_ONCE = 2000;

/** The rows in pieces that are each written by one statement, so that a whole pool is written in a few. */
export function inPieces<Row>(rows: readonly Row[]): Row[][] {
  const pieces = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: pieces }, (_, nth) =>
    rows.slice(nth * ROWS_AT_ONCE, (nth + 1) * ROWS_AT_ONCE),
  );
}
