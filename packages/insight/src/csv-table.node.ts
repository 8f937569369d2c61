import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { parse, type Parser } from 'csv-parse';
import { quoted } from './cells.ts';
import { refuse, refuseCell, refuseRow, type Refusal } from './refusal.ts';

/** Which columns a table must have and may have. `others` hands over the rest of the columns too, after these. */
export interface CsvPlan {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly others?: boolean;
  readonly mostRows?: number;
}

export type CsvRead =
  | {
      readonly kind: 'read';
      /** Records that were handed over; blank rows are not. */
      readonly rows: number;
      /** The names of the cells, in their order: required, optional, others as they stand in the header. */
      readonly columns: readonly string[];
      /** Which of the optional columns the file has. */
      readonly present: ReadonlySet<string>;
    }
  | Refusal;

/**
 * Takes one record: its cells in the order of the plan (an optional column that is not there gives '') and its row as a
 * spreadsheet counts. A refusal ends the reading. The array is new each time and may be kept.
 */
export type OnRecord = (cells: string[], row: number) => Refusal | null;

const MOST_ROWS = 20_000_000;
const MOST_LINE_BYTES = 1 << 20;
const MOST_COLUMNS = 5_000;
const CHUNK_BYTES = 1 << 18;
const NEWLINE = 10;

/**
 * Reads a CSV file with a header, record by record, in memory that does not grow with the file. UTF-8 with or without a byte order
 * mark; comma, semicolon or tab, whichever the header uses; quotes as in RFC 4180. Blank rows are skipped but counted. Refuses by
 * value with row and column: `unreadable`, `empty`, `not-utf-8`, `not-csv`, `duplicate-column`, `missing-column`, `cell-count`,
 * `too-long`, `too-many`, and whatever `onRecord` refuses. Formulas are text like any other.
 */
export async function readCsv(path: string, plan: CsvPlan, onRecord: OnRecord): Promise<CsvRead> {
  return readCsvStream(createReadStream(path, { highWaterMark: CHUNK_BYTES }), plan, onRecord);
}

/** As {@link readCsv}, from a stream of bytes such as standard input. */
export async function readCsvStream(
  bytes: AsyncIterable<unknown>,
  plan: CsvPlan,
  onRecord: OnRecord,
): Promise<CsvRead> {
  const table = new CsvTable(plan, onRecord);
  try {
    for await (const line of alignedToLines(bytes)) {
      await table.take(line);
      if (table.refusal) return table.refusal;
    }
    await table.end();
  } catch (error) {
    return table.refusal ?? refusalFor(error, table.row);
  }
  return table.refusal ?? table.read();
}

/** The parser and where it stands. Rows are counted here, for the parser does not count blank ones. */
class CsvTable {
  refusal: Refusal | null = null;
  row = 0;
  #rows = 0;
  #parser: Parser | null = null;
  #order: Int32Array | null = null;
  #columns: readonly string[] = [];
  #present: ReadonlySet<string> = new Set();
  #width = 0;
  readonly #plan: CsvPlan;
  readonly #onRecord: OnRecord;

  constructor(plan: CsvPlan, onRecord: OnRecord) {
    this.#plan = plan;
    this.#onRecord = onRecord;
  }

  async take(chunk: Buffer): Promise<void> {
    if (this.#parser === null) {
      this.refusal = encodingOf(chunk);
      if (this.refusal) return;
      this.#parser = this.#open(delimiterOf(chunk));
    }
    const good = goodUpTo(chunk);
    if (good > 0) await this.#feed(this.#parser, chunk.subarray(0, good));
    if (good < chunk.length) {
      // The parser looks ahead; only its end makes it hand over the last whole row, and the count right.
      await this.end();
      const message = 'the text is not UTF-8; save the file as CSV in UTF-8';
      this.refusal ??= refuseRow(this.row + 1, 'not-utf-8', message);
    }
  }

  async end(): Promise<void> {
    const parser = this.#parser;
    if (parser === null) return;
    await new Promise<void>((resolve, reject) => {
      parser.on('end', resolve).on('error', reject);
      parser.end();
    });
  }

  read(): CsvRead {
    if (this.#order === null) return refuse('empty', 'the file is empty; a header is needed');
    const { optional = [] } = this.#plan;
    const present = new Set(optional.filter((name) => this.#present.has(name)));
    return { kind: 'read', rows: this.#rows, columns: this.#columns, present };
  }

  #open(delimiter: string): Parser {
    const parser = parse({
      bom: true,
      delimiter,
      relax_column_count: true,
      max_record_size: MOST_LINE_BYTES,
      on_record: (record: string[]) => {
        this.row += 1;
        // Cells after a refusal are let pass unread: the parser cannot be stopped in the middle of a chunk.
        if (this.refusal === null) this.refusal = this.#takeRecord(record);
        return null;
      },
    });
    // An error reaches whoever writes or ends; the event without a listener would end the process.
    return parser.on('error', () => {}).resume();
  }

  #feed(parser: Parser, chunk: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      parser.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }

  #takeRecord(record: string[]): Refusal | null {
    if (record.length === 1 && record[0].trim() === '' && this.#width !== 1) return null;
    if (this.#order === null) return this.#takeHeader(record.map((name) => name.trim()));
    if (record.length !== this.#width) {
      const message = `${record.length} cells, but the header has ${this.#width}`;
      return refuseRow(this.row, 'cell-count', message);
    }
    this.#rows += 1;
    const most = this.#plan.mostRows ?? MOST_ROWS;
    if (this.#rows > most) return refuseRow(this.row, 'too-many', `over ${most} records`);
    return this.#onRecord(
      Array.from(this.#order, (at) => (at < 0 ? '' : record[at])),
      this.row,
    );
  }

  #takeHeader(header: string[]): Refusal | null {
    const { required, optional = [], others = false } = this.#plan;
    if (header.length > MOST_COLUMNS) {
      return refuseRow(this.row, 'too-many', `${header.length} columns, at most ${MOST_COLUMNS}`);
    }
    const twice = header.find((name, at) => header.indexOf(name) !== at);
    if (twice !== undefined) {
      const place = { row: this.row, column: twice };
      return refuseCell(place, 'duplicate-column', `two columns are called ${quoted(twice)}`);
    }
    const missing = required.find((name) => !header.includes(name));
    if (missing !== undefined) {
      const message = `there is no such column; the header has ${header.map(quoted).join(', ')}`;
      return refuseCell({ row: this.row, column: missing }, 'missing-column', message);
    }
    const named = [...required, ...optional];
    this.#columns = others ? [...named, ...header.filter((name) => !named.includes(name))] : named;
    this.#order = Int32Array.from(this.#columns, (name) => header.indexOf(name));
    this.#present = new Set(header);
    this.#width = header.length;
    return null;
  }
}

/** Bytes in pieces that end with a line, so that no character is cut in two. */
async function* alignedToLines(bytes: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const part of bytes) {
    const chunk = Buffer.concat([kept, Buffer.isBuffer(part) ? part : Buffer.from(String(part))]);
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield chunk.subarray(0, end);
    kept = chunk.subarray(end);
    // A file without line feeds is handed on as it is: its records are too long or end with carriage returns.
    if (kept.length <= MOST_LINE_BYTES) continue;
    yield kept;
    kept = Buffer.alloc(0);
  }
  if (kept.length > 0) yield kept;
}

function encodingOf(start: Buffer): Refusal | null {
  const mark = start.subarray(0, 2).toString('hex');
  const wide = mark === 'fffe' || mark === 'feff' || start.subarray(0, 200).includes(0);
  return wide ? refuse('not-utf-8', 'the file is UTF-16; save it as CSV in UTF-8') : null;
}

/** How many bytes from the start are whole lines in UTF-8. */
function goodUpTo(chunk: Buffer): number {
  if (isUtf8(chunk)) return chunk.length;
  let from = 0;
  while (from < chunk.length) {
    const end = chunk.indexOf(NEWLINE, from);
    const to = end < 0 ? chunk.length : end + 1;
    if (!isUtf8(chunk.subarray(from, to))) return from;
    from = to;
  }
  return from;
}

function delimiterOf(start: Buffer): string {
  const end = start.indexOf(NEWLINE);
  const header = start.subarray(0, end < 0 ? start.length : end).toString('utf8');
  const unquoted = header.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: unquoted.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

function refusalFor(error: unknown, row: number): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return refuse('unreadable', 'there is no such file');
  if (code === 'CSV_MAX_RECORD_SIZE') {
    const message = `a record of over ${MOST_LINE_BYTES} bytes; is a quote left open?`;
    return refuseRow(row + 1, 'too-long', message);
  }
  if (code.startsWith('CSV_')) {
    return refuseRow(
      row + 1,
      'not-csv',
      'the quotes are not as in CSV: a quote within a cell is written twice',
    );
  }
  if (code === '') throw error;
  return refuse('unreadable', `the file cannot be read (${code})`);
}
