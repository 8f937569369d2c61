import { priceBatch, type BatchCost } from '@muster/kit/costs';
import type { Evaluation } from '@muster/kit/evaluate';
import type { PriceList } from '@muster/kit/kit';
import type { Nesting } from '@muster/kit/nesting';
import type { KitInUse } from './kit-in-use.ts';

/** What one of so many pieces costs. */
export function priceOf(
  { compiled }: KitInUse,
  evaluation: Evaluation,
  prices: PriceList,
  options: { batch: number; nesting: Nesting },
): BatchCost {
  return priceBatch(compiled, evaluation, prices, options);
}
