import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { findThePool, type PoolFound } from './find-pool.ts';
import { onPool } from './pool-input.ts';

export const inviteMakerInput = onPool.extend({ organisation: z.uuid() });

/** A host asks a maker to quote; from the first invitation on, only the invited quote. Twice is once. */
export const inviteMaker: Command<
  z.infer<typeof inviteMakerInput>,
  PoolFound,
  { organisation: string }
> = {
  name: 'pool.invite-maker',
  action: 'pool.manage',
  input: inviteMakerInput,
  find: findThePool,
  apply: async (change, { organisation }, { pool }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    if (pool.stage !== 'open' || change.now >= pool.offersFreezeAt)
      return refused('not-now', 'offers-frozen');
    const maker = await change.db
      .selectFrom('organisations')
      .select('id')
      .where('spaceId', '=', pool.spaceId)
      .where('id', '=', organisation)
      .where('kind', '=', 'maker')
      .executeTakeFirst();
    if (!maker) return invalid({ field: 'organisation', reason: 'not-a-choice' });
    const invited = await change.db
      .insertInto('poolMakers')
      .values({
        spaceId: pool.spaceId,
        poolId: pool.id,
        organisationId: organisation,
        invitedBy: personId,
        invitedAt: change.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (invited.numInsertedOrUpdatedRows)
      await change.emit({
        kind: 'pool.maker-invited',
        spaceId: pool.spaceId,
        subjectId: pool.id,
        data: { poolId: pool.id, organisationId: organisation },
      });
    return done({ organisation });
  },
};
