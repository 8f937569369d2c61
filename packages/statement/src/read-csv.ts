import { CsvError, parse } from 'csv-parse/sync';
import { CSV_LAYOUTS, type CsvLayout } from './csv-layouts.ts';
import {
  identified,
  isoDay,
  type LineParts,
  minorUnits,
  MOST_LINES,
  type Statement,
  UnreadableStatement,
} from './statement.ts';

/** Lines that banks put above the header, at most. */
const MOST_PREAMBLE = 20;
const MARKS = [';', ',', '\t'] as const;

/** Movements of a bank's CSV in one of the layouts that `csv-layouts.ts` knows, with `;`, `,` or a tab between columns. */
export function readCsv(text: string): Statement {
  const table = MARKS.map((mark) => findTable(text, mark)).find((found) => found !== undefined);
  if (!table) throw new UnreadableStatement('no-known-columns', 1);
  if (table.rows.length > MOST_LINES) throw new UnreadableStatement('too-many-lines', 1);
  const parts = table.rows.map((row) => lineOf(table, row));
  const accounts = [...new Set(table.rows.map((row) => cell(table, row, 'account')))].filter(
    (account) => account !== '',
  );
  return { format: 'csv', accounts, lines: identified(accounts, parts) };
}

type Row = { cells: string[]; line: number };
type Column = keyof CsvLayout['columns'];
type Table = {
  layout: CsvLayout;
  places: Record<Column, number[]>;
  /** From the name of the column of amounts, where it stands there. */
  currency: string | undefined;
  rows: Row[];
};

/** The first row that a layout knows all needed columns of is the header. */
function findTable(text: string, mark: string): Table | undefined {
  const rows = rowsOf(text, mark);
  for (const [nth, header] of rows.slice(0, MOST_PREAMBLE).entries()) {
    for (const layout of CSV_LAYOUTS) {
      const found = placesOf(layout, header.cells);
      if (found) return { layout, ...found, rows: rows.slice(nth + 1).filter(isFilled) };
    }
  }
  return undefined;
}

function rowsOf(text: string, mark: string): Row[] {
  try {
    const rows: Row[] = [];
    parse(text, {
      bom: true,
      delimiter: mark,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      to: MOST_LINES + MOST_PREAMBLE + 2,
      on_record: (cells: string[], { lines }) => {
        rows.push({ cells, line: lines });
        return null;
      },
    });
    return rows;
  } catch (error) {
    // A quote that never ends under one mark may be plain text under another.
    if (error instanceof CsvError) return [];
    throw error;
  }
}

function isFilled({ cells }: Row): boolean {
  return cells.some((text) => text.trim() !== '');
}

function placesOf(
  layout: CsvLayout,
  header: string[],
): Pick<Table, 'places' | 'currency'> | undefined {
  const names = header.map((name) => name.trim().toLowerCase());
  let currency: string | undefined;
  const find = (name: string): number => {
    if (!name.includes('{EUR}')) return names.indexOf(name.toLowerCase());
    const [before = '', after = ''] = name.toLowerCase().split('{eur}');
    const place = names.findIndex(
      (text) => text.startsWith(before) && text.endsWith(after) && text.length === name.length - 2,
    );
    if (place >= 0) currency = names[place]?.slice(before.length, before.length + 3).toUpperCase();
    return place;
  };
  const places = (column: Column) => layout.columns[column].map(find).filter((place) => place >= 0);
  const found: Table['places'] = {
    date: places('date'),
    amount: places('amount'),
    currency: places('currency'),
    reference: places('reference'),
    counterparty: places('counterparty'),
    counterpartyAccount: places('counterpartyAccount'),
    bankId: places('bankId'),
    account: places('account'),
  };
  if (names.includes('betrag (€)')) currency ??= 'EUR';
  const whole = found.date.length > 0 && found.amount.length > 0 && found.reference.length > 0;
  const hasCurrency = currency !== undefined || found.currency.length > 0;
  return whole && hasCurrency ? { places: found, currency } : undefined;
}

function lineOf(table: Table, row: Row): LineParts {
  const currency = table.currency ?? cell(table, row, 'currency').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency))
    throw new UnreadableStatement('not-a-currency', row.line, 'currency');
  const amount = minorUnits(
    plainNumber(cell(table, row, 'amount'), table.layout.decimal),
    currency,
  );
  if (amount === undefined) throw new UnreadableStatement('not-an-amount', row.line, 'amount');
  const date = dayOf(cell(table, row, 'date'), table.layout.day);
  if (date === undefined) throw new UnreadableStatement('not-a-date', row.line, 'date');
  const words = table.places.reference.map((place) => row.cells[place] ?? '');
  return {
    direction: amount < 0 ? 'debit' : 'credit',
    amount: Math.abs(amount),
    currency,
    date,
    reference: words.join(' '),
    counterparty: cell(table, row, 'counterparty'),
    counterpartyAccount: cell(table, row, 'counterpartyAccount').replaceAll(/\s/g, ''),
    bankId: cell(table, row, 'bankId') || null,
    line: row.line,
  };
}

function cell({ places }: Table, { cells }: Row, column: Column): string {
  return (cells[places[column][0] ?? -1] ?? '').trim();
}

/** `-1.234,56` as `-1234.56`. Thousands must stand in threes: `1.23` under a comma is no amount. */
function plainNumber(text: string, decimal: ',' | '.'): string {
  const [thousands, mark] = decimal === ',' ? ['\\.', ','] : [',', '\\.'];
  const form = new RegExp(`^[+-]?(\\d+|\\d{1,3}(${thousands}\\d{3})+)(${mark}\\d+)?$`);
  const bare = text.replaceAll(/\s|€$|EUR$/g, '');
  if (!form.test(bare)) return '';
  return decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
}

function dayOf(text: string, order: CsvLayout['day']): string | undefined {
  if (order === 'ymd') {
    const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
    return isoDay(year, month, day);
  }
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)$/.exec(text) ?? [];
  return isoDay(year.length === 2 ? `20${year}` : year, month, day);
}
