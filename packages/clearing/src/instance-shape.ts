/** An instance as it is after it was read: every field within the bounds of `bounds.ts`. */

export type Objective = 'surplus' | 'units' | 'price';
export type Rationing = 'time' | 'uniform' | 'prorata';

export interface Options {
  readonly objective: Objective;
  readonly rationing: Rationing;
  readonly feeBps: number;
  readonly feePerUnit: number;
  readonly feeFixed: number;
  /** The day on which the pool closes, counted from the pool's epoch. */
  readonly closeDay: number;
  /** Null: as many as there are offers. */
  readonly maxSuppliers: number | null;
}

export interface Tier {
  readonly from: number;
  readonly price: number;
}

export interface Freight {
  readonly perContainer: number;
  readonly unitsPerContainer: number;
}

export interface Offer {
  readonly id: string;
  readonly mode: 'all-units' | 'incremental';
  readonly tiers: readonly Tier[];
  readonly tooling: number;
  readonly moq: number;
  /** Null: no bound. */
  readonly capacity: number | null;
  readonly leadDays: number;
  readonly freight: Freight | null;
}

/** Per tier, `prices` stands in the order of the instance's `variants`; so do the other lists. */
export interface VariantOffer {
  readonly id: string;
  readonly tiers: readonly { readonly from: number; readonly prices: readonly number[] }[];
  readonly tooling: number;
  readonly moq: number;
  readonly capacity: number | null;
  readonly leadDays: number;
  readonly freight: Freight | null;
  readonly variantTooling: readonly number[];
  readonly variantMoq: readonly number[];
  readonly variantCapacity: readonly (number | null)[];
}

export interface Commitment {
  readonly id: string;
  readonly seq: number;
  readonly min: number;
  readonly max: number;
  /** The most it pays per unit, tax included, in minor units. */
  readonly limit: number;
  readonly taxBps: number;
  readonly latestDay: number | null;
  /** Position in the instance's `variants`; 0 where there is one variant only. */
  readonly variant: number;
}

export interface PlainInstance {
  readonly kind: 'single' | 'split';
  readonly options: Options;
  readonly offers: readonly Offer[];
  readonly commitments: readonly Commitment[];
}

export interface FamilyInstance {
  readonly kind: 'family';
  readonly options: Options;
  readonly variants: readonly string[];
  readonly offers: readonly VariantOffer[];
  readonly commitments: readonly Commitment[];
}

export interface AwardInstance {
  readonly kind: 'award';
  readonly options: Options;
  readonly variants: readonly string[];
  readonly offers: readonly VariantOffer[];
  /** Units by variant, in the order of `variants`. */
  readonly demand: readonly number[];
}

export type Instance = PlainInstance | FamilyInstance | AwardInstance;
