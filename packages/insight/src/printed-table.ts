import { withoutControls } from './cells.ts';
import type { Interval } from './intervals.ts';

/** A column of a printed table: its title, and on which side its cells stand (figures stand right). */
export interface PrintedColumn {
  readonly title: string;
  readonly side?: 'left' | 'right';
}

const WIDEST_CELL = 60;
const GAP = '  ';
const FEWEST_FIGURES = 3;

/** A table for people in a terminal: titles, a rule, rows; cells over 60 characters are cut with an ellipsis. */
export function printTable(
  columns: readonly PrintedColumn[],
  rows: readonly (readonly string[])[],
): string {
  const cells = rows.map((row) => row.map(fit));
  const widths = columns.map(({ title }, at) =>
    Math.max(lengthOf(title), ...cells.map((row) => lengthOf(row[at] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    columns
      .map(({ side }, at) => padded(row[at] ?? '', widths[at], side))
      .join(GAP)
      .trimEnd();
  const titles = line(columns.map(({ title }) => title));
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return `${[titles, rule, ...cells.map(line)].join('\n')}\n`;
}

/** A column of words, and columns of figures, which stand right. */
export function columnsOf(first: string, ...figures: readonly string[]): PrintedColumn[] {
  return [{ title: first }, ...figures.map((title) => ({ title, side: 'right' as const }))];
}

/** A figure with as many decimals as a reader needs; what cannot be said is a dash. */
export function printNumber(value: number | null, decimals = 2): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return value.toFixed(decimals).replace(/^-(0(?:\.0+)?)$/, '$1');
}

/** A share in 0 .. 1 as a percentage. */
export function printShare(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '–' : `${(value * 100).toFixed(0)} %`;
}

/** An interval as "0.31 to 0.52". */
export function printInterval(interval: Interval | null, decimals = 2): string {
  if (interval === null) return '–';
  return `${printNumber(interval[0], decimals)} to ${printNumber(interval[1], decimals)}`;
}

/** Whole units with their thousands apart. */
export function printCount(value: number): string {
  const digits = String(Math.round(Math.abs(value)));
  const groups =
    digits.length > FEWEST_FIGURES ? digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : digits;
  return value < 0 ? `-${groups}` : groups;
}

function fit(text: string): string {
  const points = [...withoutControls(text)];
  return points.length > WIDEST_CELL
    ? `${points.slice(0, WIDEST_CELL - 1).join('')}…`
    : points.join('');
}

function padded(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return side === 'right' ? blanks + text : text + blanks;
}

function lengthOf(text: string): number {
  return [...text].length;
}
