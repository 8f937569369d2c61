import { sql } from 'kysely';
import { grossPrice } from '@muster/clearing/money';
import { pricesOf, recompute } from '@muster/log/clearing-check';
import { fastHash } from '@muster/log/crypto.node';
import { allotmentsOf, listRows } from '@muster/log/export';
import type { PoolFold } from '@muster/log/pool-fold';
import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { HeldPool } from './find-pool.ts';

const outcome = z.object({
  cleared: z.literal(true),
  offer: z.string(),
  quantity: z.number().int(),
  /** In a pool of one kind; else a price and a quantity by variant. */
  price: z.number().int().optional(),
  quantities: z.record(z.string(), z.number().int()).optional(),
  supplierCost: z.number().int(),
  fee: z.number().int(),
  rounding: z.number().int(),
  readyDay: z.number().int(),
});

const ROUNDS = { tentative: 1, final: 2 } as const;

/**
 * Clears what the fold holds by the published rule, appends the result to the log and writes it down. The result is worked
 * out by the very function with which the verifier checks it. Answers whether it cleared.
 */
export async function clearRound(
  change: Change,
  held: HeldPool,
  fold: PoolFold,
  round: keyof typeof ROUNDS,
): Promise<boolean> {
  const found = recompute(fold);
  if (found.kind === 'not-recomputed')
    throw new Error(`Pool ${held.pool.id} has no clearing: ${found.path} ${found.why}`);
  const allotments = allotmentsOf(Object.fromEntries(found.allocation));
  const rows = listRows(allotments, fastHash);
  const entry = held.log.append({ type: 'clearing', round, result: found.result, rows });
  const broken = fold.apply(entry);
  if (broken) throw new Error(`The clearing of pool ${held.pool.id} breaks a rule: ${broken}`);
  const cleared = outcome.safeParse(found.result);
  if (!cleared.success) return false;
  const prices = pricesOf(found.result);
  await writeClearing(change, held, ROUNDS[round], cleared.data);
  await writePrices(change, held, { round: ROUNDS[round], prices, ...cleared.data });
  const served = allotments.map(({ id, units }) => {
    const price = prices.get(fold.commitments.get(id)?.variant ?? '');
    if (price === undefined) throw new Error(`Commitment ${id} was served without a price.`);
    return { id, units, price };
  });
  await writeAllocations(change, held, ROUNDS[round], served);
  return true;
}

async function writeClearing(
  change: Change,
  { pool }: HeldPool,
  round: number,
  result: z.infer<typeof outcome>,
): Promise<void> {
  await change.db
    .insertInto('poolClearings')
    .values({
      spaceId: pool.spaceId,
      poolId: pool.id,
      round,
      quoteId: result.offer,
      quantity: result.quantity,
      priceMinor: result.price ?? null,
      supplierCostMinor: result.supplierCost,
      feeMinor: result.fee,
      roundingMinor: result.rounding,
      readyDay: result.readyDay,
      at: change.now,
    })
    .execute();
}

/** Of several variants each has its own. */
async function writePrices(
  change: Change,
  { pool }: HeldPool,
  cleared: {
    round: number;
    prices: ReadonlyMap<string, number>;
    quantities?: Record<string, number> | undefined;
  },
): Promise<void> {
  const { round, prices, quantities } = cleared;
  if (!quantities) return;
  const { spaceId, id: poolId } = pool;
  const rows = pool.variants.map(({ id: variantId, key }) => ({
    spaceId,
    poolId,
    round,
    variantId,
    quantity: quantities[key] ?? 0,
    priceMinor: prices.get(key) ?? null,
  }));
  await change.db.insertInto('poolVariantPrices').values(rows).execute();
}

type Served = { id: string; units: number; price: number };

/** What each pays: the price of what they buy with the tax of that buyer, half up for one unit, times the units. */
async function writeAllocations(
  change: Change,
  { pool }: HeldPool,
  round: number,
  served: readonly Served[],
): Promise<void> {
  const gross = served.map(({ price }) => grossPrice(price, pool.taxBps));
  await sql`insert into allocations (space_id, pool_id, round, commitment_id, units, unit_price_minor, gross_minor)
    select ${pool.spaceId}, ${pool.id}, ${round}::smallint, id, units, price, gross * units
    from unnest(${served.map(({ id }) => id)}::uuid[], ${served.map(({ units }) => units)}::int[],
      ${served.map(({ price }) => price)}::int[], ${gross}::bigint[]) as a (id, units, price, gross)`.execute(
    change.db,
  );
}
