import { priceBatch, type BatchCost } from '@muster/kit/costs';
import type { Evaluation } from '@muster/kit/evaluate';
import type { Nesting } from '@muster/kit/nesting';
import { examplePrices } from '@muster/furniture/prices';
import type { KitInUse } from './kit-in-use.ts';

/** What one of so many pieces costs. */
export function priceOf(
  { compiled }: KitInUse,
  evaluation: Evaluation,
  batch: number,
  nesting: Nesting,
): BatchCost {
  return priceBatch(compiled, evaluation, examplePrices, { batch, nesting });
}
