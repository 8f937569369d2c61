import type { AwardFault } from '@muster/clearing/award-recheck';
import type { CanonicalObject } from './canonical.ts';
import { differencesKept } from './limits.ts';
import type { PoolStage, RuleBreak } from './pool-fold.ts';
import type { ReceiptFault } from './receipt.ts';
import type { RefusalReason } from './refusal.ts';

/** What a verification looks at, in the order in which it is reported. */
export const checkNames = [
  'order',
  'signatures',
  'heads',
  'coverage',
  'rules',
  'frozen',
  'rows',
  'seals',
  'places',
  'result',
  'allocation',
  'optimum',
  'witnesses',
] as const;

export type CheckName = (typeof checkNames)[number];

export type DifferenceReason =
  | RuleBreak
  | ReceiptFault
  | 'position-gap'
  | 'time-went-back'
  | 'pool-differs'
  | 'head-out-of-place'
  | 'root-differs'
  | 'fork'
  | 'entries-after-the-last-head'
  | 'no-head-between-close-and-reveal'
  | 'count-differs'
  | 'rows-root-differs'
  | 'rows-missing'
  | 'row-out-of-place'
  | 'rows-out-of-order'
  | 'opens-no-seal'
  | 'not-opened'
  | 'place-should-be-kept'
  | 'place-should-be-lost'
  | 'instance-refused'
  | AwardFault
  | 'optimum-differs'
  | 'result-differs'
  | 'units-differ'
  | 'entry-is-not-in-the-log'
  | 'entry-differs'
  | 'log-is-shorter-than-the-head';

/** One thing that does not hold: the line of the export, what it is about, and where it helps what stands there and what should. */
export interface Difference {
  readonly line: number | null;
  readonly about: string;
  readonly reason: DifferenceReason;
  readonly logged?: string;
  readonly expected?: string;
}

export interface Check {
  readonly name: CheckName;
  readonly checked: number;
  /** All of them are counted, the first `differencesKept` are kept. */
  readonly differing: number;
  readonly differences: readonly Difference[];
}

export type MalformedReason =
  | RefusalReason
  | 'line-too-long'
  | 'empty'
  | 'header-missing'
  | 'cut-short'
  | 'out-of-place'
  | 'too-many-heads';

/** The export could not be read to its end, so nothing is said about it. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly line: number;
  readonly path: string;
  readonly reason: MalformedReason;
}

/** A buyer served in the last clearing of the log. `price` is per unit, before tax, in minor units. */
export interface Served {
  readonly buyer: string;
  readonly id: string;
  readonly variant: string | null;
  readonly units: number;
  readonly price: number | null;
}

export interface Report {
  readonly kind: 'report';
  /** True only when no check found a difference. */
  readonly holds: boolean;
  readonly pool: string;
  readonly publicKey: string;
  readonly stage: PoolStage;
  readonly size: number;
  readonly root: string;
  readonly heads: number;
  readonly commitments: number;
  readonly result: CanonicalObject | null;
  readonly checks: readonly Check[];
  readonly served: readonly Served[];
}

/** Collects what a verification finds. */
export class Findings {
  readonly #checked = new Map<CheckName, number>();
  readonly #differing = new Map<CheckName, number>();
  readonly #differences = new Map<CheckName, Difference[]>();

  checked(name: CheckName, count = 1): void {
    this.#checked.set(name, (this.#checked.get(name) ?? 0) + count);
  }

  differs(name: CheckName, difference: Difference): void {
    this.#differing.set(name, (this.#differing.get(name) ?? 0) + 1);
    const kept = this.#differences.get(name) ?? [];
    if (kept.length < differencesKept) this.#differences.set(name, [...kept, difference]);
  }

  checks(): Check[] {
    return checkNames.map((name) => ({
      name,
      checked: this.#checked.get(name) ?? 0,
      differing: this.#differing.get(name) ?? 0,
      differences: this.#differences.get(name) ?? [],
    }));
  }
}
