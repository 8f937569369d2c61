import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';
import { LogWriter, tipOf } from './log-writer.ts';
import { keysOfPool, type PoolKeys } from './pool-keys.ts';
import { variantsOfPool } from './pool-variants.ts';

export type PoolFound = SpaceStanding & { pool: PoolRow };

function poolQuery(db: Handle, spaceId: string) {
  return db
    .selectFrom('pools')
    .select(['id', 'spaceId', 'address', 'hostId', 'wantedId', 'title', 'body', 'spec', 'stage'])
    .select(['currency', 'benchmarkMinor', 'benchmarkSource', 'objective', 'rationing', 'terms'])
    .select(['feeBps', 'feePerUnitMinor', 'feeFixedMinor', 'taxBps', 'priceMayRise'])
    .select(['bindingHours', 'quotesDueAt', 'quotesOpenedAt', 'offersFreezeAt', 'closesAt'])
    .select(['collectDays', 'failureBps', 'publicKey', 'version', 'createdAt', 'closedAt'])
    .select(['settledAt', 'voidReason', 'voidNote'])
    .select(variantsOfPool)
    .where('spaceId', '=', spaceId);
}

export type PoolRow = Awaited<ReturnType<ReturnType<typeof poolQuery>['execute']>>[number];

/** A pool by its address, for somebody who may know of its space. */
export async function findPool(
  db: Handle,
  actor: Actor,
  wanted: { space: string; pool: string },
): Promise<PoolFound | undefined> {
  const found = await findSpace(db, actor, wanted.space);
  if (!found) return undefined;
  const pool = await poolQuery(db, found.space.id)
    .where('address', '=', wanted.pool)
    .executeTakeFirst();
  return pool && { ...found, pool };
}

export async function findThePool(
  change: Change,
  input: { space: string; pool: string },
): Promise<Found<PoolFound> | undefined> {
  const found = await findPool(change.db, change.actor, input);
  return found && { standing: standingIn(found, change.actor), subject: found };
}

/** A pool that nobody else writes to until the change ends, with its log at the end of what was written. */
export type HeldPool = { pool: PoolRow; keys: PoolKeys; log: LogWriter };

/**
 * Whatever adds to a pool's log, or depends on what stands in it, comes through here. What was read of the pool before is
 * to be looked at again: it may have been closed while we waited.
 */
export async function holdPool(
  change: Change,
  { spaceId, poolId }: { spaceId: string; poolId: string },
): Promise<HeldPool | undefined> {
  await change.lock('pool', poolId);
  return readHeldPool(change, { spaceId, poolId });
}

/** The same for who has the lock already. */
export async function readHeldPool(
  change: Change,
  { spaceId, poolId }: { spaceId: string; poolId: string },
): Promise<HeldPool | undefined> {
  const [pool, tip] = await Promise.all([
    poolQuery(change.db, spaceId).where('id', '=', poolId).executeTakeFirst(),
    change.db
      .selectFrom('poolTips')
      .select(['size', 'timeMs', 'peaks', 'commitments', 'units'])
      .where('spaceId', '=', spaceId)
      .where('poolId', '=', poolId)
      .executeTakeFirst(),
  ]);
  if (!pool || !tip) return undefined;
  const keys = keysOfPool(change.services, poolId);
  const counts = { commitments: tip.commitments, units: Number(tip.units) };
  const log = new LogWriter(tipOf(poolId, tip), counts, { keys, nowMs: change.now.getTime() });
  return { pool, keys, log };
}

/** Buyers may come, change and go: the pool is open and its last moment has not passed. */
export function isOpen(pool: Pick<PoolRow, 'stage' | 'closesAt'>, now: Date): boolean {
  return pool.stage === 'open' && now < pool.closesAt;
}
