import { toUtf8 } from './bytes.ts';
import { writeCanonical, type Canonical } from './canonical.ts';
import {
  formatVersion,
  type Allotment,
  type Entry,
  type ExportRecord,
  type Opening,
  type RowList,
  type SignedHead,
} from './entry.ts';
import { toBase64url } from './bytes.ts';
import { appendLeaf, emptyFrontier, leafHash, rootOf, type Hash } from './tree.ts';

/** Where an export is read from: each in the order of the log. */
export interface ExportSource {
  readonly pool: string;
  readonly publicKey: string;
  readonly entries: Iterable<Entry> | AsyncIterable<Entry>;
  /** By ascending time. The last must cover the whole log. */
  readonly heads: Iterable<SignedHead> | AsyncIterable<SignedHead>;
  /** The rows that a `reveal` or a `clearing` entry counts. */
  readonly rowsOf: (
    entry: Entry,
  ) => Iterable<Opening | Allotment> | AsyncIterable<Opening | Allotment>;
}

/** The lines of an export, each with its line feed. The same log gives the same bytes. */
export async function* exportLines(source: ExportSource): AsyncGenerator<string> {
  yield recordLine({
    type: 'muster-log',
    format: formatVersion,
    pool: source.pool,
    publicKey: source.publicKey,
  });
  const heads = new HeadQueue(source.heads);
  const counts = { entries: 0, heads: 0, rows: 0 };
  for await (const entry of source.entries) {
    yield recordLine(entry);
    counts.entries++;
    if ('rows' in entry) {
      for await (const row of source.rowsOf(entry)) {
        yield recordLine(row);
        counts.rows++;
      }
    }
    for await (const head of heads.upTo(counts.entries)) {
      yield recordLine(head);
      counts.heads++;
    }
  }
  yield recordLine({ type: 'end', ...counts });
}

/** One record as its line: canonical text and a line feed. */
export function recordLine(record: ExportRecord): string {
  return `${recordText(record)}\n`;
}

/** One record as its canonical text. */
export function recordText(record: ExportRecord): string {
  return writeCanonical({ ...record } as Canonical);
}

/** The count and Merkle root of some rows, as the entry before them holds it. */
export function listRows(rows: Iterable<Opening | Allotment>, hash: Hash): RowList {
  let frontier = emptyFrontier;
  for (const row of rows) {
    frontier = appendLeaf(frontier, leafHash(toUtf8(recordText(row)), hash), hash);
  }
  return { count: frontier.size, root: toBase64url(rootOf(frontier, hash)) };
}

/** The rows of an allocation as a clearing gives it: by ascending id. */
export function allotmentsOf(allocation: { readonly [id: string]: number }): Allotment[] {
  const ids = Object.keys(allocation).sort();
  return ids.map((id) => ({ type: 'allotment', id, units: allocation[id] ?? 0 }));
}

/** Heads stand right behind the entry that completes their size, so a reader can check each in passing. */
class HeadQueue {
  readonly #heads: AsyncGenerator<SignedHead>;
  #next: SignedHead | null = null;

  constructor(heads: Iterable<SignedHead> | AsyncIterable<SignedHead>) {
    this.#heads = toAsync(heads);
  }

  async *upTo(size: number): AsyncGenerator<SignedHead> {
    for (;;) {
      if (this.#next === null) {
        const step = await this.#heads.next();
        if (step.done === true) return;
        this.#next = step.value;
      }
      if (this.#next.size > size) return;
      yield this.#next;
      this.#next = null;
    }
  }
}

async function* toAsync<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
