/** What every format comes to: one line a movement of money, in minor units. */
export interface StatementLine {
  readonly direction: 'credit' | 'debit';
  /** Minor units, positive. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The day of the booking, `2026-11-25`. */
  readonly date: string;
  /** What the payer wrote, structured references first, at most 1000 letters. */
  readonly reference: string;
  /** The name of the other side, or ''. */
  readonly counterparty: string;
  /** The account of the other side as the bank gives it, or ''. */
  readonly counterpartyAccount: string;
  /** The bank's own id of the movement, or null. */
  readonly bankId: string | null;
  /**
   * Tells the movement from all others of the account: by the bank's id, else by what it says and how many equal ones of
   * the same file stand before it. The same file read twice gives the same identities.
   */
  readonly identity: string;
  /** Where it stands in the file; the first line is 1. */
  readonly line: number;
}

export interface Statement {
  readonly format: 'camt.053' | 'csv';
  /** The accounts that the file is about, without spaces; empty when it does not say. */
  readonly accounts: readonly string[];
  readonly lines: readonly StatementLine[];
}

export type StatementRefusal =
  | 'empty'
  | 'too-large'
  | 'too-many-lines'
  | 'not-a-statement'
  | 'not-xml'
  | 'document-type'
  | 'too-deep'
  | 'not-camt-053'
  | 'no-known-columns'
  | 'not-csv'
  | 'missing'
  | 'not-an-amount'
  | 'not-a-date'
  | 'not-a-currency'
  | 'not-a-direction';

export type StatementRead =
  | { readonly kind: 'read'; readonly statement: Statement }
  | {
      readonly kind: 'refused';
      readonly reason: StatementRefusal;
      readonly line: number;
      /** The field or element that it is about, where there is one. */
      readonly field?: string;
    };

/** Letters of a file, lines of it, and how deep its elements nest, at most. */
export const MOST_LETTERS = 8_000_000;
export const MOST_LINES = 20_000;
export const MOST_DEPTH = 40;
const MOST_REFERENCE = 1000;
const MOST_NAME = 140;

/** Carries a refusal out of the depth of a reader; never leaves the package. */
export class UnreadableStatement extends Error {
  readonly reason: StatementRefusal;
  readonly line: number;
  readonly field: string | undefined;
  constructor(reason: StatementRefusal, line: number, field?: string) {
    super(reason);
    this.reason = reason;
    this.line = line;
    this.field = field;
  }
}

export type LineParts = Omit<StatementLine, 'identity' | 'currency'> & { currency: string };

/** Cuts the texts to size and gives each line its identity, counting equal ones. */
export function identified(
  accounts: readonly string[],
  parts: readonly LineParts[],
): StatementLine[] {
  const seen = new Map<string, number>();
  return parts.map((part) => {
    const line = {
      ...part,
      reference: tidy(part.reference, MOST_REFERENCE),
      counterparty: tidy(part.counterparty, MOST_NAME),
    };
    const words =
      part.bankId === null
        ? contentOf(line)
        : [part.bankId, line.direction, line.amount, line.date];
    const text = JSON.stringify([
      accounts[0] ?? '',
      part.bankId === null ? 'content' : 'bank',
      ...words,
    ]);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return { ...line, identity: before === 0 ? text : `${text}#${before + 1}` };
  });
}

function contentOf(line: LineParts): (string | number)[] {
  const { direction, amount, currency, date, reference, counterparty, counterpartyAccount } = line;
  return [direction, amount, currency, date, reference, counterparty, counterpartyAccount];
}

function tidy(text: string, most: number): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, most);
}

/** Digits behind the decimal mark of a currency (ISO 4217); 2 where nothing else is known. */
export function minorDigits(currency: string): number {
  if (NONE.has(currency)) return 0;
  return THREE.has(currency) ? 3 : 2;
}
const NONE = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const THREE = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** `1234.5` as minor units of a currency, or undefined when it is no such amount; never by floating point. */
export function minorUnits(text: string, currency: string): number | undefined {
  const parts = /^([+-]?)(\d{1,13})(?:\.(\d{1,5}))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  const places = minorDigits(currency);
  if (/[1-9]/.test(fraction.slice(places))) return undefined;
  const amount = Number(`${whole}${fraction.slice(0, places).padEnd(places, '0')}`);
  return Number.isSafeInteger(amount) ? (sign === '-' ? -amount : amount) : undefined;
}

/** A day of the calendar in ISO form, or undefined: the 31st of February is none. */
export function isoDay(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const days = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const most = days[Number(month) - 1];
  return most !== undefined && Number(day) >= 1 && Number(day) <= most && /^\d{4}-/.test(text)
    ? text
    : undefined;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
