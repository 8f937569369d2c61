import { clear } from '@muster/clearing/clear';
import { parseInstance } from '@muster/clearing/instance';
import type { PoolFold } from '@muster/log/pool-fold';
import type { Change } from '#server/commands/change.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { clearRound } from './clear-round.ts';
import { announce, endVoid, setStage, type VoidReason } from './close-pool.ts';
import { type HeldPool, holdPool } from './find-pool.ts';
import { readHistory } from './pool-history.ts';

/** `collected` names the commitments that were paid in full for the units of round 1; all others count as not paid. */
export type Settlement = { spaceId: string; poolId: string; collected: readonly string[] };
/** How the pool ended; a void one says why in its `void_reason`. */
export type Settled = { stage: 'tipped' | 'void' };

/**
 * Ends the collection of a tentative pool inside the caller's change: logs what was collected, clears again on it, and
 * ends the pool as tipped (round 2 of `allocations` and `pool_clearings`) or void. Refuses `not-found`, and `not-now` for a
 * pool that is not tentative. Asked again after the end, it answers the same.
 */
export async function settlePool(
  change: Change,
  { spaceId, poolId, collected }: Settlement,
): Promise<Outcome<Settled>> {
  const held = await holdPool(change, { spaceId, poolId });
  if (!held) return refused('not-found');
  const { stage } = held.pool;
  if (stage === 'tipped' || stage === 'void') return done({ stage });
  if (stage !== 'tentative') return refused('not-now', 'pool-not-tentative');
  return done(await settle(change, held, { collected }));
}

/** As `settlePool`, for a pool that is held and tentative; with a reason it ends as void whatever was collected. */
export async function settle(
  change: Change,
  held: HeldPool,
  {
    collected,
    given,
  }: { collected: readonly string[]; given?: { reason: VoidReason; note: string } },
): Promise<Settled> {
  const place = { spaceId: held.pool.spaceId, poolId: held.pool.id };
  const { fold } = await readHistory(change.db, place, held.keys);
  collect(held, fold, new Set(given ? [] : collected));
  const reason = given?.reason ?? whyVoid(fold, collected);
  const cleared = await clearRound(change, held, fold, 'final');
  await held.log.flush(change.db, place);
  if (!cleared) {
    const closedAt = held.pool.closedAt ?? change.now;
    await endVoid(change, held, { reason, note: given?.note ?? '', closedAt });
    return { stage: 'void' };
  }
  await setStage(change, held, { stage: 'tipped', settledAt: change.now });
  await announce(change, held, 'pool.tipped', {});
  return { stage: 'tipped' };
}

function collect({ log, pool }: HeldPool, fold: PoolFold, paid: ReadonlySet<string>): void {
  const served = [...fold.commitments.values()].filter((one) => one.served > 0);
  for (const { id, served: units } of served.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const broken = fold.apply(log.append({ type: 'collect', id, units: paid.has(id) ? units : 0 }));
    if (broken) throw new Error(`Pool ${pool.id} cannot collect: ${broken}`);
  }
}

/** Why it would be void: the rule itself still clears what was paid, at a price that nobody was shown; or it does not. */
function whyVoid(fold: PoolFold, collected: readonly string[]): VoidReason {
  if (collected.length === 0) return 'not-collected';
  const parsed = parseInstance(fold.instance());
  return parsed.kind === 'instance' && clear(parsed.instance).cleared
    ? 'price-rose'
    : 'not-collected';
}
