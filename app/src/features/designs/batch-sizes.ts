import type { PriceList, Words } from '@muster/kit/kit';

/** How many pieces a price is shown for: one, a few, a village, a town. */
export const BATCHES = [1, 10, 50, 200] as const;

/** Where prices come from, for the line under them. */
export type PriceSource = Pick<PriceList, 'currency' | 'place' | 'date' | 'source'>;

export function sourceOf({ currency, place, date, source }: PriceList): PriceSource {
  return { currency, place, date, source };
}

/** What a batch costs, as it is shown: its lines without what they are made up of. */
export type ShownCost = {
  batch: number;
  unit: number;
  isComplete: boolean;
  lines: { id: string; name: Words; total: number }[];
};
