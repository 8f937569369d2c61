import { runDuePools } from '#features/pools/server/due-pools.job.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import { commit } from '#features/pools/server/commit.ts';
import { writeQuote } from '#features/pools/server/write-quote.ts';
import assert from 'node:assert/strict';
import type { PersonActor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { must, television } from './market.ts';

const DAY_MS = 86_400_000;

export type Crowd = {
  space: string;
  host: PersonActor;
  maker: PersonActor;
  buyers: readonly PersonActor[];
  terms?: Record<string, unknown>;
};

/**
 * A pool that has closed and is about to collect, by the real commands: 240.00 a set, a fixed fee of 9.99, 19 % tax. For two
 * buyers the price is 245.00 with 0.01 of rounding; a buyer pays 291.55. Answers the pool's address and when it closed.
 */
export async function closedPool(
  services: Services,
  { space, host, maker, buyers, terms = {} }: Crowd,
): Promise<{ pool: string; closedAt: Date }> {
  const from = services.clock.now();
  const { address: pool } = await must(services, host, openPool, {
    ...television,
    space,
    benchmarkMinor: 44_900,
    taxBps: 1900,
    feeFixedMinor: 999,
    closesAt: new Date(from.getTime() + 10 * DAY_MS).toISOString(),
    ...terms,
  });
  const tiers = [{ from: 1, priceMinor: 24_000 }];
  await must(services, maker, writeQuote, { space, pool, tiers, leadDays: 40 });
  for (const buyer of buyers) {
    const wish = { space, pool, min: 1, max: 1, limitMinor: 40_000 };
    const committed = await commit(services, buyer, wish);
    assert.equal(committed.kind, 'done', JSON.stringify(committed));
  }
  const closedAt = new Date(from.getTime() + 11 * DAY_MS);
  await runDuePools({ ...services, clock: { now: () => closedAt } });
  return { pool, closedAt };
}
