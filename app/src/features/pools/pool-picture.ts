/** What the pool picture shows of one variant, all of it public. Money is gross: what a buyer pays for one, in minor units. */
export type VariantPicture = {
  benchmarkMinor: number | null;
  /** `units` are those of all variants, by which the tiers go; `ofThis` those of this one. */
  now: { offer: string; maker: string; priceMinor: number; units: number; ofThis: number } | null;
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
  next: PictureTier | null;
};

/** The picture of a pool of one kind; with several variants, that of its first one, and one of each in `variants`. */
export type PoolPicture = VariantPicture & {
  stage: 'open' | 'tentative' | 'tipped' | 'void';
  currency: string;
  /** Standing commitments and their units, whatever their limits. */
  commitments: number;
  units: number;
  revealed: boolean;
  drift: Drift;
  /** In their order; none in a pool of one kind. */
  variants: (VariantPicture & { key: string; name: string })[];
};

/** A picture that is drawn by itself: `name` is that of its variant, or empty. */
export type PictureSheet = PoolPicture & { key: string; name: string };

export function sheetsOf(picture: PoolPicture): PictureSheet[] {
  if (picture.variants.length === 0) return [{ ...picture, key: '', name: '' }];
  return picture.variants.map((variant) => ({ ...picture, ...variant }));
}

/** The tier that the fewest are missing to, with what each variant costs there. */
export function nextOf(
  picture: PoolPicture,
): (PictureTier & { prices: { name: string; priceMinor: number }[] }) | null {
  const sheets = sheetsOf(picture);
  const nexts = sheets.flatMap(({ next }) => next ?? []);
  const [next] = nexts.toSorted((a, b) => a.missing - b.missing);
  if (!next) return null;
  const prices = sheets.flatMap(({ name, tiers }) => {
    const tier = tiers.find(({ offer, from }) => offer === next.offer && from === next.from);
    return tier ? [{ name, priceMinor: tier.priceMinor }] : [];
  });
  return { ...next, prices };
}

/** The price of this moment of each variant that has one. */
export function pricesNow(picture: PoolPicture): { name: string; priceMinor: number }[] {
  return sheetsOf(picture).flatMap(({ name, now }) =>
    now ? [{ name, priceMinor: now.priceMinor }] : [],
  );
}

const NO_BREAK = '\u00a0';

/** Prices in one line, each behind the name of its variant and not parted from it. */
export function sayPrices(
  prices: readonly { name: string; priceMinor: number }[],
  say: (minor: number) => string,
): string {
  return prices
    .map(({ name, priceMinor }) => `${name} ${say(priceMinor)}`.trim().replaceAll(' ', NO_BREAK))
    .join(' · ');
}

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
export type Drift = 'no-offer' | 'only-falls' | 'containers' | 'several-offers' | 'capacity';

/** A family is never rationed: an offer of which more is wanted than its maker makes has no outcome at all. */
export function driftOf(
  offers: number,
  { containers, capacity }: { containers: boolean; capacity: boolean },
  isFamily: boolean,
): Drift {
  if (offers === 0) return 'no-offer';
  if (containers) return 'containers';
  if (offers > 1) return 'several-offers';
  return isFamily && capacity ? 'capacity' : 'only-falls';
}

/** The tier that the fewest are missing to, among those that would lower the price. */
export function nextTier(
  tiers: readonly PictureTier[],
  now: { priceMinor: number } | null,
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
