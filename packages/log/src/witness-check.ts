import { toBase64url } from './bytes.ts';
import type { ExportHeader, SignedHead } from './entry.ts';
import { verifyHead } from './head.ts';
import { checkReceipt, receiptMatches, type Receipt } from './receipt.ts';
import type { Findings } from './report.ts';
import { rootOf, type Frontier } from './tree.ts';
import type { VerifyOptions } from './verify-options.ts';

/**
 * Heads and receipts that others hold. An operator who shows two logs to two people can sign both;
 * only what somebody else kept tells them apart.
 */
export class WitnessCheck {
  readonly #header: ExportHeader;
  readonly #publicKey: string;
  readonly #findings: Findings;
  readonly #options: VerifyOptions;
  readonly #heads = new Map<number, SignedHead[]>();
  readonly #receipts = new Map<number, Receipt[]>();

  constructor(header: ExportHeader, publicKey: string, findings: Findings, options: VerifyOptions) {
    this.#header = header;
    this.#publicKey = publicKey;
    this.#findings = findings;
    this.#options = options;
    for (const witness of options.witnesses ?? []) {
      if (witness.type === 'head') this.#expectHead(witness);
      else {
        put(this.#receipts, witness.entry.position, witness);
        if (witness.proof.kind === 'included') this.#expectHead(witness.proof.head);
      }
    }
  }

  /** Holds an entry and the log up to it against what was kept of it. */
  entry(position: number, leaf: Uint8Array, frontier: Frontier): void {
    if (this.#heads.size === 0 && this.#receipts.size === 0) return;
    for (const receipt of this.#receipts.get(position) ?? []) {
      if (!receiptMatches(receipt, leaf, this.#options.hash)) {
        this.#differs(`receipt for position ${position}`, 'entry-differs');
      }
    }
    const heads = this.#heads.get(frontier.size) ?? [];
    if (heads.length === 0) return;
    const root = toBase64url(rootOf(frontier, this.#options.hash));
    for (const head of heads) {
      if (head.root !== root) this.#differs(`head of size ${head.size}`, 'fork');
    }
  }

  /** What speaks of more entries than there are, and what does not hold in itself. */
  async finish(size: number): Promise<void> {
    for (const head of [...this.#heads.values()].flat()) {
      const about = `head of size ${head.size}`;
      if (head.size > size) this.#differs(about, 'log-is-shorter-than-the-head');
      if (head.pool !== this.#header.pool) this.#differs(about, 'pool-differs');
      if (!(await verifyHead(head, this.#publicKey, this.#options.verifySignature))) {
        this.#differs(about, 'signature-does-not-hold');
      }
    }
    for (const receipt of [...this.#receipts.values()].flat()) {
      const about = `receipt for position ${receipt.entry.position}`;
      this.#findings.checked('witnesses');
      if (receipt.entry.position >= size) this.#differs(about, 'entry-is-not-in-the-log');
      if (receipt.pool !== this.#header.pool) this.#differs(about, 'pool-differs');
      const verdict = await checkReceipt(receipt, this.#publicKey, this.#options);
      if (verdict.kind === 'broken') this.#differs(about, verdict.reason);
    }
  }

  #expectHead(head: SignedHead): void {
    this.#findings.checked('witnesses');
    put(this.#heads, head.size, head);
  }

  #differs(about: string, reason: Parameters<Findings['differs']>[1]['reason']): void {
    this.#findings.differs('witnesses', { line: null, about, reason });
  }
}

function put<Item>(lists: Map<number, Item[]>, key: number, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
