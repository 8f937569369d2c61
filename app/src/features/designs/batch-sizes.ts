import { examplePrices } from '@muster/furniture/prices';
import type { Words } from '@muster/kit/kit';

/** How many pieces a price is shown for: one, a few, a village, a town. */
export const BATCHES = [1, 10, 50, 200] as const;

/** Where prices come from, for the line under them. */
export const PRICE_SOURCE = {
  currency: examplePrices.currency,
  place: examplePrices.place,
  date: examplePrices.date,
  source: examplePrices.source,
};

/** What a batch costs, as it is shown: its lines without what they are made up of. */
export type ShownCost = {
  batch: number;
  unit: number;
  isComplete: boolean;
  lines: { id: string; name: Words; total: number }[];
};
