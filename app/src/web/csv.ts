/** What a cell of a table can hold. */
type Cell = string | number | boolean | null;

/** A table as RFC 4180 writes it: a header line, then the rows, all of them ending with CR LF. */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/** The answer that a browser saves as a file. The mark in front lets spreadsheets read it as UTF-8. */
export function csvDownload(name: string, csv: string): Response {
  return new Response(`\uFEFF${csv}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
  });
}

/** NOTE: a spreadsheet runs what begins with one of these as a formula, also when somebody gave it as their name. */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  const text = String(cell ?? '');
  const safe = typeof cell === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
