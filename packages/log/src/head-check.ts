import { toBase64url } from './bytes.ts';
import type { ExportHeader, SignedHead } from './entry.ts';
import { verifyHead } from './head.ts';
import type { Findings } from './report.ts';
import { rootOf, type Frontier } from './tree.ts';
import type { VerifyOptions } from './verify-options.ts';

/**
 * Heads against the log. Every head is held against the tree recomputed from the same entries, so
 * heads that all agree with it are consistent with one another: each is the start of the next.
 */
export class HeadCheck {
  count = 0;
  /** The size of the last head, 0 before the first. */
  lastSize = 0;
  readonly #header: ExportHeader;
  readonly #publicKey: string;
  readonly #findings: Findings;
  readonly #options: VerifyOptions;
  #last: SignedHead | null = null;
  #lastEntryTime = 0;
  #pending: Promise<void>[] = [];

  constructor(header: ExportHeader, publicKey: string, findings: Findings, options: VerifyOptions) {
    this.#header = header;
    this.#publicKey = publicKey;
    this.#findings = findings;
    this.#options = options;
  }

  /** An entry may not be earlier than the one before it, nor than a head that was out without it: it would be back-dated. */
  entryTime(time: number, line: number): void {
    this.#notBefore(time, Math.max(this.#lastEntryTime, this.#last?.time ?? 0), line, 'order');
    this.#lastEntryTime = time;
  }

  take(head: SignedHead, frontier: Frontier, line: number): void {
    this.count++;
    this.#findings.checked('heads');
    this.#signature(head, line);
    if (head.pool !== this.#header.pool) {
      const [logged, expected] = [head.pool, this.#header.pool];
      this.#findings.differs('heads', {
        line,
        about: 'pool',
        reason: 'pool-differs',
        logged,
        expected,
      });
    }
    this.#notBefore(head.time, this.#lastEntryTime, line, 'heads');
    if (this.#last !== null) this.#notBefore(head.time, this.#last.time + 1, line, 'heads');
    this.#root(head, frontier, line);
    this.#last = head;
    this.lastSize = Math.max(this.lastSize, head.size);
  }

  /** Every entry must stand under a signature, or its bytes could change unseen. */
  finish(entries: number, line: number): void {
    this.#findings.checked('coverage');
    if (this.#last?.size === entries) return;
    this.#findings.differs('coverage', {
      line,
      about: 'size',
      reason: 'entries-after-the-last-head',
      logged: String(this.#last?.size ?? 0),
      expected: String(entries),
    });
  }

  async settle(): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    await Promise.all(pending);
  }

  #root(head: SignedHead, frontier: Frontier, line: number): void {
    if (head.size !== frontier.size) {
      this.#findings.differs('heads', {
        line,
        about: 'size',
        reason: 'head-out-of-place',
        logged: String(head.size),
        expected: String(frontier.size),
      });
      return;
    }
    const expected = toBase64url(rootOf(frontier, this.#options.hash));
    if (head.root === expected) return;
    const isFork = this.#last?.size === head.size && this.#last.root !== head.root;
    this.#findings.differs('heads', {
      line,
      about: `root of size ${head.size}`,
      reason: isFork ? 'fork' : 'root-differs',
      logged: head.root,
      expected,
    });
  }

  #signature(head: SignedHead, line: number): void {
    this.#findings.checked('signatures');
    const verdict = verifyHead(head, this.#publicKey, this.#options.verifySignature);
    if (typeof verdict === 'boolean') this.#signed(verdict, head, line);
    else this.#pending.push(verdict.then((holds) => this.#signed(holds, head, line)));
  }

  #signed(holds: boolean, head: SignedHead, line: number): void {
    if (holds) return;
    this.#findings.differs('signatures', {
      line,
      about: `head of size ${head.size}`,
      reason: 'signature-does-not-hold',
    });
  }

  #notBefore(time: number, earliest: number, line: number, check: 'order' | 'heads'): void {
    if (time >= earliest) return;
    this.#findings.differs(check, {
      line,
      about: 'time',
      reason: 'time-went-back',
      logged: String(time),
      expected: `${earliest} or later`,
    });
  }
}
