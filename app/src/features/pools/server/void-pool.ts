import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { endOffers } from './close-pool.ts';
import { findThePool, holdPool, type PoolFound } from './find-pool.ts';
import { onPool } from './pool-input.ts';
import { settle } from './settle-pool.ts';

export const voidPoolInput = onPool.extend({
  reason: z.enum(['cancelled', 'maker-withdrew']),
  /** Everybody who committed reads it. */
  note: z.string().trim().min(1).max(2_000),
});

/** A host ends a pool before it tips, and says why. Nobody owes anything; what was paid goes back. */
export const voidPool: Command<z.infer<typeof voidPoolInput>, PoolFound, { stage: 'void' }> = {
  name: 'pool.void-pool',
  action: 'pool.manage',
  input: voidPoolInput,
  find: findThePool,
  apply: async (change, { reason, note }, { pool: { spaceId, id: poolId } }) => {
    const held = await holdPool(change, { spaceId, poolId });
    if (!held) return refused('not-found');
    if (held.pool.stage === 'open') await endOffers(change, held, { reason, note });
    else if (held.pool.stage === 'tentative')
      await settle(change, held, { collected: [], given: { reason, note } });
    else return refused('not-now', 'pool-ended');
    return done({ stage: 'void' });
  },
};
