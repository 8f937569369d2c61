import { toBase64url } from './bytes.ts';
import type { Allotment, Opening, RowList } from './entry.ts';
import type { Findings } from './report.ts';
import { appendLeaf, emptyFrontier, leafHash, rootOf, type Frontier, type Hash } from './tree.ts';

interface RowTaker {
  readonly type: 'opening' | 'allotment';
  readonly row: (row: Opening | Allotment, line: number) => void;
  readonly finish: () => void;
}

/** The rows behind an entry against the count and the root that the entry holds. */
export class RowCheck {
  readonly #rows: RowList;
  readonly #taker: RowTaker;
  readonly #context: { readonly findings: Findings; readonly hash: Hash; readonly line: number };
  #frontier: Frontier = emptyFrontier;
  #before: string | number | null = null;

  constructor(
    rows: RowList,
    taker: RowTaker,
    context: { readonly findings: Findings; readonly hash: Hash; readonly line: number },
  ) {
    this.#rows = rows;
    this.#taker = taker;
    this.#context = context;
  }

  /** False where the row belongs to no list, or to another. */
  take(row: Opening | Allotment, bytes: Uint8Array, line: number): boolean {
    if (row.type !== this.#taker.type || this.#frontier.size >= this.#rows.count) return false;
    const { findings, hash } = this.#context;
    this.#frontier = appendLeaf(this.#frontier, leafHash(bytes, hash), hash);
    findings.checked('rows');
    const key = row.type === 'opening' ? row.position : row.id;
    if (this.#before !== null && key <= this.#before) {
      findings.differs('rows', { line, about: String(key), reason: 'rows-out-of-order' });
    }
    this.#before = key;
    this.#taker.row(row, line);
    return true;
  }

  finish(): void {
    const { findings, hash, line } = this.#context;
    const { count, root } = this.#rows;
    const found = toBase64url(rootOf(this.#frontier, hash));
    if (this.#frontier.size < count) {
      const [logged, expected] = [String(count), String(this.#frontier.size)];
      findings.differs('rows', {
        line,
        about: 'rows.count',
        reason: 'rows-missing',
        logged,
        expected,
      });
    } else if (found !== root) {
      const about = 'rows.root';
      findings.differs('rows', {
        line,
        about,
        reason: 'rows-root-differs',
        logged: root,
        expected: found,
      });
    }
    this.#taker.finish();
  }
}
