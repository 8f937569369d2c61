import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { done } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { MEASURES, spaceAddress, targetGoal } from './space-input.ts';
import type { SpaceStanding } from './space-reads.ts';

export const setTargetInput = z.object({
  space: spaceAddress,
  measure: z.enum(MEASURES),
  /** Null takes the target back. */
  goal: targetGoal.nullable(),
});
type SetTargetInput = z.infer<typeof setTargetInput>;

/** A host says what the space is to reach; the scorecard measures against it. */
export const setTarget: Command<
  SetTargetInput,
  SpaceStanding,
  { measure: string; goal: number | null }
> = {
  name: 'space.set-target',
  action: 'target.set',
  input: setTargetInput,
  find: findTheSpace,
  apply: async (change, { measure, goal }, { space }) => {
    if (goal === null)
      await change.db
        .deleteFrom('targets')
        .where('spaceId', '=', space.id)
        .where('measure', '=', measure)
        .execute();
    else
      await change.db
        .insertInto('targets')
        .values({ spaceId: space.id, measure, goal, createdAt: change.now })
        .onConflict((conflict) =>
          conflict.columns(['spaceId', 'measure']).doUpdateSet({ goal, createdAt: change.now }),
        )
        .execute();
    await change.emit({
      kind: 'target.set',
      spaceId: space.id,
      subjectId: space.id,
      data: { measure, goal },
    });
    return done({ measure, goal });
  },
};
