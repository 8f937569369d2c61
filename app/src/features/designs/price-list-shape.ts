import type { PriceList } from '@muster/kit/kit';
import { z } from 'zod';

const MOST_PRICES = 2_200;
const MOST_STEPS = 20;
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const minor = z.number().int().min(0).max(1_000_000_000_000);

export const price = z.object({
  of: id,
  per: z.enum(['sheet', 'm2', 'm', 'm3', 'piece', 'kg', 'hour']),
  steps: z
    .array(z.object({ from: z.number().int().min(1).max(10_000_000), minor }))
    .min(1)
    .max(MOST_STEPS),
});

/** A price list as it is saved: nothing is known of a price without its place, its day and whom it is from. */
export const priceListShape = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  place: z.string().trim().min(1).max(80),
  date: z.iso.date(),
  source: z.string().trim().min(1).max(200),
  prices: z.array(price).max(MOST_PRICES),
}) satisfies z.ZodType<PriceList>;
