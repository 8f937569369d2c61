import { toBase64url } from './bytes.ts';
import { checkAward } from './award-check.ts';
import { ClearingCheck, pricesOf, recompute } from './clearing-check.ts';
import type {
  Allotment,
  ClearingEvent,
  Entry,
  ExportEnd,
  ExportHeader,
  ExportRecord,
  Opening,
  SignedHead,
} from './entry.ts';
import { HeadCheck } from './head-check.ts';
import { entriesMax, headsMax } from './limits.ts';
import { PoolFold, type RuleBreak } from './pool-fold.ts';
import { isEntry } from './record-parser.ts';
import { Findings, type MalformedReason, type Report, type Served } from './report.ts';
import { RowCheck } from './row-check.ts';
import { SealCheck } from './seal-check.ts';
import { appendLeaf, emptyFrontier, leafHash, rootOf, type Frontier } from './tree.ts';
import type { VerifyOptions } from './verify-options.ts';
import { WitnessCheck } from './witness-check.ts';

/** Takes the records of an export in their order and finds what does not hold. */
export class ExportAudit {
  readonly #header: ExportHeader;
  readonly #options: VerifyOptions;
  readonly #findings = new Findings();
  readonly #fold = new PoolFold();
  readonly #heads: HeadCheck;
  readonly #witnesses: WitnessCheck;
  #frontier: Frontier = emptyFrontier;
  #line = 0;
  #rows: RowCheck | null = null;
  #rowsTaken = 0;
  #closedAt: number | null = null;
  #allotted = new Map<string, number>();
  readonly #solving: Promise<void>[] = [];

  constructor(header: ExportHeader, options: VerifyOptions) {
    this.#header = header;
    this.#options = options;
    const key = options.publicKey ?? header.publicKey;
    this.#heads = new HeadCheck(header, key, this.#findings, options);
    this.#witnesses = new WitnessCheck(header, key, this.#findings, options);
    if (key !== header.publicKey) {
      this.#findings.differs('signatures', {
        line: 1,
        about: 'publicKey',
        reason: 'signature-does-not-hold',
        logged: header.publicKey,
        expected: key,
      });
    }
  }

  /** Takes one record; a name comes back only where the export is too large to go on. */
  take(record: ExportRecord, bytes: Uint8Array, line: number): MalformedReason | null {
    this.#line = line;
    if (record.type === 'opening' || record.type === 'allotment') {
      this.#row(record, bytes);
      return null;
    }
    this.#finishRows();
    if (record.type === 'end') this.#end(record);
    else if (record.type === 'head') return this.#head(record);
    else if (isEntry(record)) return this.#entry(record, bytes);
    return null;
  }

  /** Waits for the signatures that are being verified. */
  async settle(): Promise<void> {
    await this.#heads.settle();
  }

  async report(): Promise<Report> {
    await this.settle();
    await Promise.all(this.#solving);
    await this.#witnesses.finish(this.#frontier.size);
    const checks = this.#findings.checks();
    const fold = this.#fold;
    return {
      kind: 'report',
      holds: checks.every(({ differing }) => differing === 0),
      pool: this.#header.pool,
      publicKey: this.#header.publicKey,
      stage: fold.stage,
      size: this.#frontier.size,
      root: toBase64url(rootOf(this.#frontier, this.#options.hash)),
      heads: this.#heads.count,
      commitments: fold.commitments.size,
      result: fold.finalResult ?? fold.tentativeResult,
      checks,
      served: this.#options.table === true ? this.#served() : [],
    };
  }

  #entry(entry: Entry, bytes: Uint8Array): MalformedReason | null {
    const { hash } = this.#options;
    const expected = this.#frontier.size;
    if (expected >= entriesMax) return 'log-full';
    const leaf = leafHash(bytes, hash);
    this.#frontier = appendLeaf(this.#frontier, leaf, hash);
    this.#findings.checked('order');
    if (entry.position !== expected) {
      this.#findings.differs('order', {
        line: this.#line,
        about: 'position',
        reason: 'position-gap',
        logged: String(entry.position),
        expected: String(expected),
      });
    }
    this.#heads.entryTime(entry.time, this.#line);
    this.#witnesses.entry(expected, leaf, this.#frontier);
    this.#follow(entry);
    return null;
  }

  #follow(entry: Entry): void {
    const isClearing = entry.type === 'clearing';
    const due = this.#fold.stage === 'revealed' || this.#fold.stage === 'tentative';
    const isAward = this.#fold.terms?.clearing === 'award';
    const recomputed = isClearing && due && !isAward ? recompute(this.#fold) : null;
    if (isClearing && due && isAward) this.#award(entry);
    const broken = this.#fold.apply(entry);
    this.#findings.checked(freezes(entry) ? 'frozen' : 'rules');
    if (broken !== null) this.#ruleBroken(entry, broken);
    if (entry.type === 'close' && broken === null) this.#closedAt = entry.position;
    if (entry.type === 'reveal') this.#reveal(entry, broken);
    if (isClearing) {
      const check =
        recomputed === null || broken !== null
          ? null
          : new ClearingCheck(this.#findings, entry, recomputed, this.#line);
      this.#allotted = new Map();
      this.#rows = this.#rowCheck(entry, {
        type: 'allotment',
        row: (row, line) => this.#allotment(row, line, check),
        finish: () => check?.finish(),
      });
    }
  }

  #award(entry: Entry<ClearingEvent>): void {
    const context = {
      findings: this.#findings,
      line: this.#line,
      solver: this.#options.solveAward,
    };
    const solving = checkAward(this.#fold, entry, context);
    if (solving) this.#solving.push(solving);
  }

  #allotment(row: Opening | Allotment, line: number, check: ClearingCheck | null): void {
    if (row.type !== 'allotment') return;
    check?.row(row, line);
    this.#allotted.set(row.id, row.units);
    if (this.#fold.stage === 'tentative') this.#fold.allot(row);
  }

  #reveal(entry: Entry, broken: RuleBreak | null): void {
    if (entry.type !== 'reveal') return;
    this.#findings.checked('frozen');
    if (this.#closedAt === null || this.#heads.lastSize <= this.#closedAt) {
      this.#findings.differs('frozen', {
        line: this.#line,
        about: 'reveal',
        reason: 'no-head-between-close-and-reveal',
      });
    }
    const seals = new SealCheck(this.#fold, this.#findings, this.#options.hash);
    this.#rows = this.#rowCheck(entry, {
      type: 'opening',
      row: (row, line) => seals.row(row, line),
      finish: () => {
        if (broken === null) seals.finish();
      },
    });
  }

  #rowCheck(
    entry: Entry & { readonly rows: { readonly count: number; readonly root: string } },
    taker: ConstructorParameters<typeof RowCheck>[1],
  ): RowCheck {
    const context = { findings: this.#findings, hash: this.#options.hash, line: this.#line };
    return new RowCheck(entry.rows, taker, context);
  }

  #ruleBroken(entry: Entry, reason: RuleBreak): void {
    const about = 'id' in entry ? `${entry.type} ${entry.id}` : entry.type;
    const name = freezes(entry) ? 'frozen' : 'rules';
    this.#findings.differs(name, { line: this.#line, about, reason });
  }

  #row(row: Opening | Allotment, bytes: Uint8Array): void {
    this.#rowsTaken++;
    if (this.#rows?.take(row, bytes, this.#line) === true) return;
    this.#findings.differs('rows', {
      line: this.#line,
      about: row.type,
      reason: 'row-out-of-place',
    });
  }

  #finishRows(): void {
    this.#rows?.finish();
    this.#rows = null;
  }

  #head(head: SignedHead): MalformedReason | null {
    if (this.#heads.count >= headsMax) return 'too-many-heads';
    this.#heads.take(head, this.#frontier, this.#line);
    return null;
  }

  #end(end: ExportEnd): void {
    const entries = this.#frontier.size;
    this.#heads.finish(entries, this.#line);
    const found = { entries, heads: this.#heads.count, rows: this.#rowsTaken };
    for (const name of ['entries', 'heads', 'rows'] as const) {
      this.#findings.checked('coverage');
      if (end[name] === found[name]) continue;
      this.#findings.differs('coverage', {
        line: this.#line,
        about: name,
        reason: 'count-differs',
        logged: String(end[name]),
        expected: String(found[name]),
      });
    }
  }

  #served(): Served[] {
    const prices = pricesOf(this.#fold.finalResult ?? this.#fold.tentativeResult ?? {});
    const served: Served[] = [];
    for (const [id, units] of this.#allotted) {
      const commitment = this.#fold.commitments.get(id);
      const variant = commitment?.variant ?? null;
      const price = prices.get(variant ?? '') ?? prices.get('') ?? null;
      served.push({ buyer: commitment?.buyer ?? '?', id, variant, units, price });
    }
    return served;
  }
}

/** Offers and options are what must stand still once limits are seen. */
function freezes(entry: Entry): boolean {
  return entry.type === 'offer' || entry.type === 'options';
}
