/** What the pool picture shows, all of it public. Money is gross: what a buyer pays for one, in minor units. */
export type PoolPicture = {
  stage: 'open' | 'tentative' | 'tipped' | 'void';
  currency: string;
  benchmarkMinor: number | null;
  /** Standing commitments and their units, whatever their limits. */
  commitments: number;
  units: number;
  now: { offer: string; maker: string; priceMinor: number; units: number } | null;
  /** In the order of the offers and their tiers. */
  tiers: PictureTier[];
  offers: {
    offer: string;
    maker: string;
    leading: boolean;
    steps: { quantity: number; priceMinor: number }[];
  }[];
  /** How many units accept a price, the highest price first. While limits are sealed, at the makers' own prices alone. */
  crowd: { priceMinor: number; units: number }[];
  revealed: boolean;
  next: PictureTier | null;
  drift: Drift;
};

export type PictureTier = {
  offer: string;
  maker: string;
  from: number;
  priceMinor: number;
  accepting: number;
  missing: number;
  /** More units that accept the price, until the tier holds at 95 % although some payments fail; null: it cannot be told. */
  safe: number | null;
};

/** Which of the cases of the clearing rule a pool is in: whether its price can only fall, or may also rise, and why. */
export type Drift = 'no-offer' | 'only-falls' | 'containers' | 'several-offers';

export function driftOf(offers: number, hasContainers: boolean): Drift {
  if (offers === 0) return 'no-offer';
  if (hasContainers) return 'containers';
  return offers === 1 ? 'only-falls' : 'several-offers';
}

/** The tier that the fewest are missing to, among those that would lower the price. */
export function nextTier(
  tiers: readonly PictureTier[],
  now: PoolPicture['now'],
): PictureTier | null {
  const better = tiers.filter(
    ({ missing, priceMinor }) => missing > 0 && (!now || priceMinor < now.priceMinor),
  );
  return better.toSorted((a, b) => a.missing - b.missing || a.priceMinor - b.priceMinor)[0] ?? null;
}

/** The crowd's stair from what the makers' tiers ask: each price once, the highest first. */
export function crowdAtTiers(tiers: readonly PictureTier[]): PoolPicture['crowd'] {
  const byPrice = new Map<number, number>();
  for (const { priceMinor, accepting } of tiers)
    byPrice.set(priceMinor, Math.max(accepting, byPrice.get(priceMinor) ?? 0));
  return [...byPrice]
    .map(([priceMinor, units]) => ({ priceMinor, units }))
    .toSorted((a, b) => b.priceMinor - a.priceMinor);
}

/** What a buyer saves against the benchmark, in minor units and in whole percent; null where there is none. */
export function savingOf(
  picture: Pick<PoolPicture, 'benchmarkMinor' | 'now'>,
): { minor: number; percent: number } | null {
  const { benchmarkMinor, now } = picture;
  if (!benchmarkMinor || !now || now.priceMinor >= benchmarkMinor) return null;
  const minor = benchmarkMinor - now.priceMinor;
  return { minor, percent: Math.round((minor / benchmarkMinor) * 100) };
}
