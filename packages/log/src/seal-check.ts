import { fromBase64url } from './bytes.ts';
import type { Allotment, Opening } from './entry.ts';
import type { PoolFold } from './pool-fold.ts';
import type { Findings } from './report.ts';
import { sealOf } from './seal.ts';
import type { Hash } from './tree.ts';

/** Openings against the seals that were in the log before anybody could see what is under them. */
export class SealCheck {
  readonly #fold: PoolFold;
  readonly #findings: Findings;
  readonly #hash: Hash;

  constructor(fold: PoolFold, findings: Findings, hash: Hash) {
    this.#fold = fold;
    this.#findings = findings;
    this.#hash = hash;
  }

  row(row: Opening | Allotment, line: number): void {
    if (row.type !== 'opening') return;
    this.#findings.checked('seals');
    const about = `position ${row.position}`;
    const version = this.#fold.sealedAt(row.position);
    const salt = fromBase64url(row.salt);
    if (version === undefined || salt === null) {
      this.#findings.differs('seals', { line, about, reason: 'opens-no-seal' });
    } else if (sealOf(row, salt, this.#hash) !== version.seal) {
      this.#findings.differs('seals', { line, about, reason: 'seal-does-not-open' });
    } else {
      const { min, max, limit, taxBps, latestDay } = row;
      this.#fold.open(row.position, { min, max, limit, taxBps, latestDay });
    }
  }

  /** What was not opened counts as not placed, and is named; then every amendment is held against the rule of places. */
  finish(): void {
    for (const { position, commitment } of this.#fold.unopened()) {
      const about = `commitment ${commitment.id}, position ${position}`;
      this.#findings.differs('seals', { line: null, about, reason: 'not-opened' });
    }
    for (const { commitment } of this.#fold.amended()) {
      this.#findings.checked('places', commitment.versions.length - 1);
    }
    for (const { commitment, position, seq } of this.#fold.misplaced()) {
      this.#findings.differs('places', {
        line: null,
        about: `commitment ${commitment.id}, position ${position}`,
        reason: seq === position ? 'place-should-be-kept' : 'place-should-be-lost',
      });
    }
  }
}
