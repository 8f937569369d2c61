import type { CommitmentColumns } from '../src/commitment-columns.ts';
import type { Commitment, Offer, Options, VariantOffer } from '../src/instance-shape.ts';

/** Made-up pools of a given size, always the same for the same seed. */
export const OPTIONS: Options = {
  objective: 'surplus',
  rationing: 'time',
  feeBps: 500,
  feePerUnit: 0,
  feeFixed: 0,
  closeDay: 0,
  maxSuppliers: null,
};

export const TICKS = 100_000;

/** Numbers in [0, 1) from a seed: mulberry32. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function columns(count: number, seed: number): CommitmentColumns {
  const roll = dice(seed);
  const limits = Int32Array.from({ length: count }, () => Math.floor(roll() * TICKS));
  const maximums = Int32Array.from({ length: count }, () => 1 + Math.floor(roll() * 5));
  const same = { minimums: null, taxesBps: null, latestDays: null };
  return { count, limits, maximums, accepted: limits, ...same };
}

export function commitments(count: number, seed: number): Commitment[] {
  const { limits, maximums } = columns(count, seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `c${at}`,
    seq: at,
    min: 1,
    max: maximums[at],
    limit: limits[at],
    taxBps: 0,
    latestDay: null,
    variant: 0,
  }));
}

/** Six tiers spread over the demand of `count` commitments, and tooling. */
export function ladder(id: string, count: number, tiers = 6): Offer {
  const units = count * 3;
  return {
    id,
    mode: 'all-units',
    tiers: Array.from({ length: tiers }, (_, at) => ({
      from: at === 0 ? 1 : Math.max(at + 1, Math.floor((units * at) / (tiers + 2))),
      price: 70_000 - at * 8_000,
    })),
    tooling: count * 1_000,
    moq: 1,
    capacity: null,
    leadDays: 10,
    freight: null,
  };
}

export function makers(count: number, units: number, seed: number): Offer[] {
  const roll = dice(seed);
  return Array.from({ length: count }, (_, at) => {
    const base = 40_000 + Math.floor(roll() * 10_000);
    const capacity = Math.floor(units * (0.3 + roll() * 0.3));
    const tiers = [0, 0.1, 0.3, 0.6].map((share, tier) => ({
      from: Math.max(1, Math.floor(capacity * share)),
      price: base - tier * 2_500,
    }));
    return { ...ladder(`m${at}`, 1), tiers, capacity, tooling: Math.floor(roll() * 5_000_000) };
  });
}

export function variantMaker(
  at: number,
  variants: number,
  units: number,
  roll: () => number,
): VariantOffer {
  const first = Array.from({ length: variants }, () => 30_000 + Math.floor(roll() * 20_000));
  return {
    id: `m${at}`,
    tiers: [0, 0.1, 0.25, 0.45].map((share, tier) => ({
      from: Math.max(1, Math.floor(units * share)),
      prices: first.map((price) => price - tier * 2_000),
    })),
    tooling: 1_000_000,
    moq: 1,
    capacity: Math.floor(units * 0.6),
    leadDays: 10,
    freight: null,
    variantTooling: first.map(() => 50_000),
    variantMoq: first.map(() => 1),
    variantCapacity: first.map(() => null),
  };
}
