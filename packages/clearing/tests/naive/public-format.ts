/** The public JSON of MCS-1 as types. N is `number` in a file and `bigint` inside the naive clearing. */

export interface Options<N> {
  objective: 'surplus' | 'units' | 'price';
  rationing: 'time' | 'uniform' | 'prorata';
  feeBps: N;
  feePerUnit: N;
  feeFixed: N;
  closeDay: N;
  maxSuppliers?: N;
}

interface Terms<N> {
  id: string;
  mode: 'all-units' | 'incremental';
  tooling: N;
  moq: N;
  capacity: N | null;
  leadDays: N;
  freight: { perContainer: N; unitsPerContainer: N } | null;
}

export interface Offer<N> extends Terms<N> {
  tiers: { from: N; price: N }[];
}

interface VariantTerms<N> extends Terms<N> {
  tiers: { from: N; prices: Record<string, N> }[];
}

export interface FamilyOffer<N> extends VariantTerms<N> {
  variantTooling: Record<string, N>;
  variantMoq: Record<string, N>;
}

export interface AwardOffer<N> extends VariantTerms<N> {
  variantCapacity: Record<string, N | null>;
}

export interface Commitment<N> {
  id: string;
  seq: N;
  min: N;
  max: N;
  limit: N;
  taxBps: N;
  latestDay: N | null;
  variant?: string;
}

export interface PoolInstance<N> {
  kind: 'single' | 'split';
  options: Options<N>;
  offers: Offer<N>[];
  commitments: Commitment<N>[];
}

export interface FamilyInstance<N> {
  kind: 'family';
  options: Options<N>;
  variants: string[];
  offers: FamilyOffer<N>[];
  commitments: Commitment<N>[];
}

export interface AwardInstance<N> {
  kind: 'award';
  options: Options<N>;
  variants: string[];
  offers: AwardOffer<N>[];
  demand: Record<string, N>;
}

export type Instance<N = number> = PoolInstance<N> | FamilyInstance<N> | AwardInstance<N>;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The same JSON with every number a BigInt. */
export function withBigInts(instance: Instance): Instance<bigint> {
  return JSON.parse(JSON.stringify(instance), (_key, value) =>
    typeof value === 'number' ? BigInt(value) : value,
  );
}

/** The same value as plain JSON with every BigInt a number. */
export function withNumbers(result: unknown): Json {
  const text = JSON.stringify(result, (_key, value) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  return JSON.parse(text);
}
