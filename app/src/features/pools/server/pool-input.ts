import { z } from 'zod';
import { specSheet } from '#features/wanteds/server/wanteds.ts';

const MOST_MINOR = 2_147_483_647;
const amount = z.coerce.number().int().min(0).max(MOST_MINOR);
const rate = z.coerce.number().int().min(0).max(10_000);

export const poolAddress = z.string().regex(/^[a-z0-9]{8}$/);
export const onPool = z.object({ space: z.string(), pool: poolAddress });

export const OBJECTIVES = ['surplus', 'units', 'price'] as const;
/** Pro rata invites inflated orders, so it waits for deposits. */
export const RATIONINGS = ['time', 'uniform'] as const;

export const MOST_VARIANTS = 12;
const variantKey = z.string().max(64).nullish();
/** By the key of the variant. */
const byVariant = <Value extends z.ZodType>(value: Value) =>
  z
    .record(z.string().max(64), value)
    .refine((named) => Object.keys(named).length <= MOST_VARIANTS, {
      message: 'too-large',
    });

/** Money in minor units of the space's currency, rates in basis points, times in ISO 8601. */
export const openPoolFields = z.object({
  space: z.string(),
  /** The address of the wanted that it grew from. */
  wanted: poolAddress.nullish(),
  /** The address of a pool that came to nothing: whoever had committed there is asked again. */
  again: poolAddress.nullish(),
  title: z.string().trim().min(1).max(160),
  body: z.string().trim().max(10_000).default(''),
  spec: specSheet.default([]),
  /** The kinds that share the tiers, each with what one costs in a shop. One alone only names what there is. */
  variants: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(80),
        benchmarkMinor: amount.min(1).nullish(),
      }),
    )
    .max(MOST_VARIANTS)
    .default([]),
  /** Of a pool of one kind. */
  benchmarkMinor: amount.min(1).nullish(),
  benchmarkSource: z.string().trim().max(300).default(''),
  feeBps: rate.default(0),
  feePerUnitMinor: amount.default(0),
  feeFixedMinor: amount.default(0),
  taxBps: rate.default(0),
  objective: z.enum(OBJECTIVES).default('surplus'),
  rationing: z.enum(RATIONINGS).default('time'),
  terms: z.string().trim().max(10_000).default(''),
  priceMayRise: z.boolean().default(false),
  bindingHours: z.coerce.number().int().min(0).max(720).default(24),
  quotesDueAt: z.iso.datetime({ offset: true }).nullish(),
  offersFreezeAt: z.iso.datetime({ offset: true }).nullish(),
  closesAt: z.iso.datetime({ offset: true }),
  collectDays: z.coerce.number().int().min(1).max(60).default(7),
  failureBps: z.coerce.number().int().min(0).max(9_000).default(300),
});

export const openPoolInput = openPoolFields.superRefine((pool, context) => {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { variants, benchmarkMinor, benchmarkSource } = pool;
  const priced = benchmarkMinor || variants.some((variant) => variant.benchmarkMinor);
  // A saving is only told against a price that somebody can look up.
  if (priced && benchmarkSource === '') refuse(['benchmarkSource'], 'source-needed');
  if (benchmarkMinor && variants.length > 1) refuse(['benchmarkMinor'], 'price-by-variant');
  const names = variants.map(({ name }) => name.toLowerCase());
  names.forEach((name, at) => {
    if (names.indexOf(name) < at) refuse(['variants', at, 'name'], 'named-twice');
  });
});
export type OpenPoolInput = z.infer<typeof openPoolInput>;

export const MOST_UNITS = 100_000;
/** All units of one commitment together: then the sums over a whole pool stay exact. */
export const MOST_WORTH_MINOR = 10_000_000_000;

export const commitmentFields = z.object({
  min: z.coerce.number().int().min(1).max(MOST_UNITS),
  max: z.coerce.number().int().min(1).max(MOST_UNITS),
  /** Which of the pool's variants, by its key; none in a pool of one kind. */
  variant: variantKey,
  /** The most for one, tax included. */
  limitMinor: amount.min(1),
  /** The last day on which it is still of use when it is ready, as `2026-12-24`; null: whenever. */
  latestDay: z.iso.date().nullish(),
});

export const commitmentInput = onPool
  .extend(commitmentFields.shape)
  .refine(({ min, max }) => min <= max, { path: ['max'], message: 'below-min' })
  .refine(({ max, limitMinor }) => max * limitMinor <= MOST_WORTH_MINOR, {
    path: ['max'],
    message: 'worth-too-much',
  });
export type CommitmentInput = z.infer<typeof commitmentInput>;

export const quoteFields = z.object({
  mode: z.enum(['all-units', 'incremental']).default('all-units'),
  tiers: z
    .array(
      z.object({
        from: z.coerce.number().int(),
        priceMinor: z.coerce.number().int().nullish(),
        /** In the place of `priceMinor` where the pool has several variants: a price for each. */
        pricesMinor: byVariant(z.coerce.number().int()).nullish(),
      }),
    )
    .min(1)
    .max(20),
  toolingMinor: z.coerce.number().int().min(0).default(0),
  moq: z.coerce.number().int().min(1).default(1),
  /** What a variant costs and needs by itself, where the pool has several. */
  variantToolingMinor: byVariant(z.coerce.number().int().min(0)).default({}),
  variantMoq: byVariant(z.coerce.number().int().min(0)).default({}),
  capacity: z.coerce.number().int().min(1).nullish(),
  leadDays: z.coerce.number().int().min(0),
  freight: z
    .object({
      perContainerMinor: z.coerce.number().int().min(0),
      unitsPerContainer: z.coerce.number().int().min(1),
    })
    .nullish(),
  note: z.string().trim().max(2_000).default(''),
});
export const quoteInput = onPool.extend(quoteFields.shape);
export type QuoteInput = z.infer<typeof quoteInput>;
