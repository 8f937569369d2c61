import { refuseCell, type Refusal } from './refusal.ts';

/** A cell of a table: its text as it stands in the file, and where that is. */
export interface Cell {
  readonly text: string;
  readonly row: number;
  readonly column: string;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const SHOWN_CHARACTERS = 40;

/**
 * The number in a cell, with a full stop as decimal sign; surrounding blanks are let pass. A formula is text and so no number.
 * Refuses `missing-value`, `not-a-number`.
 */
export function numberIn(cell: Cell): number | Refusal {
  const text = cell.text.trim();
  if (text === '') return refuseCell(cell, 'missing-value', 'a number is missing');
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) {
    return refuseCell(cell, 'not-a-number', `${quoted(text)} is not a number${adviceFor(text)}`);
  }
  return value;
}

/** As {@link numberIn}, whole and within bounds. Refuses `not-an-integer` and `out-of-range` too. */
export function integerIn(cell: Cell, least: number, most: number): number | Refusal {
  const value = numberIn(cell);
  if (typeof value !== 'number') return value;
  if (!Number.isInteger(value)) {
    return refuseCell(cell, 'not-an-integer', `${quoted(cell.text)} is not a whole number`);
  }
  if (value >= least && value <= most) return value;
  return refuseCell(cell, 'out-of-range', `${value} is not between ${least} and ${most}`);
}

/** A name: any text that is not empty, at most `longest` UTF-16 units, blanks at its ends removed. */
export function nameIn(cell: Cell, longest = 200): string | Refusal {
  const text = cell.text.trim();
  if (text === '') return refuseCell(cell, 'missing-value', 'a name is missing');
  if (text.length <= longest) return text;
  return refuseCell(cell, 'too-long', `${text.length} characters, at most ${longest}`);
}

/**
 * A moment as milliseconds since 1970 (UTC): an ISO 8601 date, or date and time (taken as UTC when it names no zone), or a number,
 * which is left as it is. Refuses `not-a-time`.
 */
export function momentIn(cell: Cell): number | Refusal {
  const text = cell.text.trim();
  if (NUMBER.test(text)) return numberIn({ ...cell, text });
  const found = MOMENT.exec(text);
  const zoned = found?.[4] === undefined || found[7] !== undefined ? text : `${text}Z`;
  const value = found ? Date.parse(zoned.replace(' ', 'T')) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const message = `${quoted(text)} is neither a number nor a date like 2026-03-01T12:00Z`;
  return refuseCell(cell, 'not-a-time', message);
}

/** A piece of someone's text for a message: short, and without characters that steer a terminal. */
export function quoted(text: string): string {
  const plain = withoutControls(text);
  const short =
    plain.length > SHOWN_CHARACTERS ? `${plain.slice(0, SHOWN_CHARACTERS - 1)}…` : plain;
  return `"${short}"`;
}

/** Text in which control characters (terminal escapes among them) have become blanks. */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

function adviceFor(text: string): string {
  if (/^(?:=|[+@-][^\d.])/.test(text)) return ': a formula is read as plain text';
  return /^[+-]?[\d.']*,\d+$/.test(text) ? ': write the decimal sign as a full stop' : '';
}
