import type { Change } from '#server/commands/change.ts';
import { type Outcome, refused } from '#server/outcome.ts';

/** `collected` names the commitments that were paid in full for the units of round 1; all others count as not paid. */
export type Settlement = { spaceId: string; poolId: string; collected: readonly string[] };
/** How the pool ended; a void one says why in its `void_reason`. */
export type Settled = { stage: 'tipped' | 'void' };

/**
 * Ends the collection of a tentative pool inside the caller's change: logs what was collected, clears again on it, and
 * ends the pool as tipped (round 2 of `allocations` and `pool_clearings`) or void. Refuses `not-found`, and `not-now` for a
 * pool that is not tentative. Asked again after the end, it answers the same.
 */
export function settlePool(_change: Change, _settlement: Settlement): Promise<Outcome<Settled>> {
  return Promise.resolve(refused('not-now', 'pool-not-tentative'));
}
