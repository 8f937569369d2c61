/** Why an instance was refused. The names are fixed: scripts may rely on them. */
export type RefusalReason =
  | 'not-json'
  | 'too-deep'
  | 'duplicate-key'
  | 'missing'
  | 'unknown-field'
  | 'not-an-object'
  | 'not-a-list'
  | 'not-text'
  | 'malformed-text'
  | 'not-an-integer'
  | 'unknown-choice'
  | 'empty'
  | 'too-many'
  | 'too-long'
  | 'too-small'
  | 'too-large'
  | 'duplicate'
  | 'not-ascending'
  | 'price-rises'
  | 'min-above-max'
  | 'unknown-variant'
  | 'several-variants'
  | 'not-in-this-kind'
  | 'total-too-large';

/** One thing that is wrong with an instance: where (`offers[0].tiers[2].price`), why, and in words. */
export interface Refusal {
  readonly kind: 'refused';
  readonly path: string;
  readonly reason: RefusalReason;
  readonly message: string;
}
