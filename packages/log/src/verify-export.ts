import { fromBase64url, fromUtf8 } from './bytes.ts';
import type { ExportRecord } from './entry.ts';
import { ExportAudit } from './export-audit.ts';
import { LineSplitter } from './line-splitter.ts';
import { parseRecord } from './record-parser.ts';
import type { Malformed, MalformedReason, Report } from './report.ts';
import { isSoundKey } from './signature.ts';
import type { VerifyOptions } from './verify-options.ts';

/**
 * Verifies an export from its bytes alone: recomputes the tree, holds every head and every seal
 * against it, clears again by the rule and compares. It needs no network and no database, and
 * never holds more of the file than one chunk and one line; what it keeps grows with the
 * commitments, up to `entriesMax`.
 */
export async function verifyExport(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: VerifyOptions,
): Promise<Report | Malformed> {
  const reader = new ExportReader(options);
  for await (const chunk of chunks) {
    const malformed = reader.push(chunk);
    if (malformed !== null) return malformed;
    await reader.settle();
    options.onProgress?.(reader.lines);
  }
  return reader.finish();
}

/** Lines in, records to the audit; knows the order of a file, and nothing of pools. */
class ExportReader {
  lines = 0;
  readonly #options: VerifyOptions;
  readonly #splitter = new LineSplitter();
  #audit: ExportAudit | null = null;
  #ended = false;

  constructor(options: VerifyOptions) {
    this.#options = options;
  }

  push(chunk: Uint8Array): Malformed | null {
    for (const line of this.#splitter.push(chunk)) {
      this.lines++;
      const malformed = line === null ? this.#malformed('line-too-long') : this.#take(line);
      if (malformed !== null) return malformed;
    }
    return null;
  }

  async settle(): Promise<void> {
    await this.#audit?.settle();
  }

  async finish(): Promise<Report | Malformed> {
    if (this.#audit === null) {
      this.lines = Math.max(1, this.lines);
      return this.#malformed(this.#splitter.leftOver > 0 ? 'header-missing' : 'empty');
    }
    if (!this.#ended || this.#splitter.leftOver > 0) {
      this.lines++;
      return this.#malformed(this.#ended ? 'out-of-place' : 'cut-short');
    }
    return this.#audit.report();
  }

  #take(bytes: Uint8Array): Malformed | null {
    const text = fromUtf8(bytes);
    if (text === null) return this.#malformed('not-utf-8');
    const parsed = parseRecord(text);
    if (parsed.kind === 'refused') {
      const first = parsed.refusals[0];
      return this.#malformed(first?.reason ?? 'not-json', first?.path ?? '');
    }
    return this.#place(parsed.record, bytes);
  }

  #place(record: ExportRecord, bytes: Uint8Array): Malformed | null {
    if (this.#audit === null) return this.#open(record);
    if (this.#ended || record.type === 'muster-log') return this.#malformed('out-of-place');
    if (record.type === 'end') this.#ended = true;
    const refusal = this.#audit.take(record, bytes, this.lines);
    return refusal === null ? null : this.#malformed(refusal, 'type');
  }

  #open(record: ExportRecord): Malformed | null {
    if (record.type !== 'muster-log') return this.#malformed('header-missing', 'type');
    const key = fromBase64url(record.publicKey);
    if (key === null || !isSoundKey(key)) return this.#malformed('unsound-key', 'publicKey');
    this.#audit = new ExportAudit(record, this.#options);
    return null;
  }

  #malformed(reason: MalformedReason, path = ''): Malformed {
    return { kind: 'malformed', line: this.lines, path, reason };
  }
}
