/** Why a value was not taken, and where in it. `reason` is a fixed name; `path` reads like `terms.tiers[2].from`. */
export interface Refusal {
  readonly path: string;
  readonly reason: RefusalReason;
}

export interface Refused {
  readonly kind: 'refused';
  readonly refusals: readonly Refusal[];
}

export type RefusalReason =
  | 'not-json'
  | 'not-canonical'
  | 'not-utf-8'
  | 'not-a-plain-value'
  | 'not-an-integer'
  | 'integer-past-2-to-53'
  | 'lone-surrogate'
  | 'too-deep'
  | 'too-long'
  | 'duplicate-key'
  | 'keys-out-of-order'
  | 'missing'
  | 'unknown-field'
  | 'unknown-type'
  | 'unknown-format'
  | 'wrong-type'
  | 'not-positive'
  | 'negative'
  | 'not-an-id'
  | 'not-base64url'
  | 'unsound-key'
  | 'time-went-back'
  | 'log-full';

/** One refusal as the whole answer. */
export function refused(path: string, reason: RefusalReason): Refused {
  return { kind: 'refused', refusals: [{ path, reason }] };
}

/** `parent.key`, or `parent[3]` for a place in a list. */
export function childPath(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  const plain = /^[A-Za-z_$][\w$]*$/.test(key);
  if (plain) return parent === '' ? key : `${parent}.${key}`;
  return `${parent}[${JSON.stringify(key.slice(0, 80))}]`;
}
