import { clear } from '@muster/clearing/clear';
import { parseInstance } from '@muster/clearing/instance';
import {
  isCanonicalObject,
  writeCanonical,
  type Canonical,
  type CanonicalObject,
} from './canonical.ts';
import type { Allotment, ClearingEvent, Entry } from './entry.ts';
import type { PoolFold } from './pool-fold.ts';
import type { Findings } from './report.ts';

/** What a clearing should say, recomputed from the log up to it. */
export interface Recomputed {
  readonly kind: 'recomputed';
  readonly result: CanonicalObject;
  readonly allocation: ReadonlyMap<string, number>;
}

/** The rule could not be asked: the log holds an instance that it refuses. */
export interface NotRecomputed {
  readonly kind: 'not-recomputed';
  readonly path: string;
  readonly why: string;
}

/** Clears what the fold holds now, no award; call it before the fold takes the clearing entry itself. */
export function recompute(fold: PoolFold): Recomputed | NotRecomputed {
  const parsed = parseInstance(fold.instance());
  if (parsed.kind === 'refused') {
    const first = parsed.refusals[0];
    return { kind: 'not-recomputed', path: first?.path ?? '', why: first?.reason ?? 'refused' };
  }
  const { allocation, ...result } = splitResult(clear(parsed.instance));
  if (fold.tentativeResult !== null && !mayStand(fold, result)) {
    return { kind: 'recomputed', result: { cleared: false }, allocation: new Map() };
  }
  return { kind: 'recomputed', result, allocation: unitsOf(allocation) };
}

/**
 * Holds a clearing entry and its rows against what was recomputed. Rows come one at a time, so a
 * million of them need no second list.
 */
export class ClearingCheck {
  readonly #findings: Findings;
  readonly #line: number;
  readonly #allocation: ReadonlyMap<string, number> | null;
  readonly #seen = new Set<string>();

  constructor(
    findings: Findings,
    entry: Entry<ClearingEvent>,
    recomputed: Recomputed | NotRecomputed,
    line: number,
  ) {
    this.#findings = findings;
    this.#line = line;
    this.#allocation = recomputed.kind === 'recomputed' ? recomputed.allocation : null;
    findings.checked('result');
    if (recomputed.kind === 'recomputed') this.#compareResults(entry.result, recomputed.result);
    else this.#cannotCompare(recomputed);
  }

  row({ id, units }: Allotment, line: number): void {
    if (this.#allocation === null) return;
    this.#findings.checked('allocation');
    this.#seen.add(id);
    const expected = this.#allocation.get(id) ?? 0;
    if (units !== expected) this.#unitsDiffer(id, units, expected, line);
  }

  finish(): void {
    for (const [id, expected] of this.#allocation ?? []) {
      if (!this.#seen.has(id)) this.#unitsDiffer(id, 0, expected, this.#line);
    }
  }

  #compareResults(logged: CanonicalObject, expected: CanonicalObject): void {
    for (const key of new Set([...Object.keys(logged), ...Object.keys(expected)])) {
      const loggedText = memberText(logged, key);
      const expectedText = memberText(expected, key);
      if (loggedText === expectedText) continue;
      this.#findings.differs('result', {
        line: this.#line,
        about: `result.${key}`,
        reason: 'result-differs',
        logged: loggedText,
        expected: expectedText,
      });
    }
  }

  #cannotCompare({ path, why }: NotRecomputed): void {
    this.#findings.differs('result', {
      line: this.#line,
      about: path,
      reason: 'instance-refused',
      expected: why,
    });
  }

  #unitsDiffer(id: string, logged: number, expected: number, line: number): void {
    this.#findings.differs('allocation', {
      line,
      about: id,
      reason: 'units-differ',
      logged: String(logged),
      expected: String(expected),
    });
  }
}

/** A clearing's result with the allocation apart, as the log keeps it. */
export function splitResult(result: unknown): CanonicalObject & { readonly allocation: Canonical } {
  if (!isPlain(result)) throw new TypeError('A clearing gives an object.');
  return { ...result, allocation: result['allocation'] ?? {} };
}

function isPlain(value: unknown): value is CanonicalObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unitsOf(allocation: Canonical): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  if (!isCanonicalObject(allocation)) return units;
  for (const [id, count] of Object.entries(allocation)) {
    if (typeof count === 'number') units.set(id, count);
  }
  return units;
}

/** Nobody pays more than the tentative price they were shown, unless the pool said so before they committed. */
function mayStand(fold: PoolFold, result: CanonicalObject): boolean {
  if (fold.terms?.priceMayRise === true || fold.tentativeResult === null) return true;
  const before = pricesOf(fold.tentativeResult);
  for (const [variant, price] of pricesOf(result)) {
    const shown = before.get(variant);
    if (shown === undefined || price > shown) return false;
  }
  return true;
}

/** Prices by variant; a pool of one variant has its price under an empty name. */
export function pricesOf(result: CanonicalObject): ReadonlyMap<string, number> {
  const prices = isCanonicalObject(result['prices'])
    ? result['prices']
    : { '': result['price'] ?? null };
  const known = Object.entries(prices).filter((pair): pair is [string, number] => {
    return typeof pair[1] === 'number';
  });
  return new Map(known);
}

function memberText(object: CanonicalObject, key: string): string {
  const member = object[key];
  return member === undefined ? 'nothing' : writeCanonical(member);
}
