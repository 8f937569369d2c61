import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { MEASURES, spaceAddress, spaceFields } from './space-input.ts';
import type { SpaceStanding } from './space-reads.ts';

export const settleSpaceInput = z.object({
  space: spaceAddress,
  ...spaceFields,
  /** The version that was looked at: a newer one is not overwritten. */
  version: z.coerce.number().int().min(1),
});
type SettleSpaceInput = z.infer<typeof settleSpaceInput>;

/** A host changes what the space is called, how it looks and who may see it. */
export const settleSpace: Command<
  SettleSpaceInput,
  SpaceStanding,
  { address: string; version: number }
> = {
  name: 'space.settle-space',
  action: 'space.settle',
  input: settleSpaceInput,
  find: findTheSpace,
  apply: async (change, { space: address, version, ...settings }, { space }) => {
    const updated = await change.db
      .updateTable('spaces')
      .set({ ...settings, version: version + 1 })
      .where('id', '=', space.id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return refused('changed-meanwhile');
    await change.emit({
      kind: 'space.settled',
      spaceId: space.id,
      subjectId: space.id,
      data: { name: settings.name },
    });
    if (settings.visibility !== space.visibility) {
      const data = { from: space.visibility, to: settings.visibility };
      await change.emit({
        kind: 'space.visibility-changed',
        spaceId: space.id,
        subjectId: space.id,
        data,
      });
    }
    return done({ address, version: version + 1 });
  },
};

export const closeSpaceInput = z.object({ space: spaceAddress, name: z.string() });

/** A host closes a space: from then on nobody finds it. Its name must be typed, since there is no way back on a page. */
export const closeSpace: Command<
  z.infer<typeof closeSpaceInput>,
  SpaceStanding,
  { closed: true }
> = {
  name: 'space.close-space',
  action: 'space.close',
  input: closeSpaceInput,
  find: findTheSpace,
  apply: async (change, { name }, { space }) => {
    if (name.trim() !== space.name)
      return { ...refused('invalid'), fields: [{ field: 'name', reason: 'not-the-name' }] };
    await change.emit({
      kind: 'space.closed',
      spaceId: space.id,
      subjectId: space.id,
      data: { name: space.name },
    });
    await change.db
      .updateTable('spaces')
      .set({ closedAt: change.now })
      .where('id', '=', space.id)
      .execute();
    return done({ closed: true });
  },
};

const MOST_GOAL = 1_000_000_000;
export const setTargetInput = z.object({
  space: spaceAddress,
  measure: z.enum(MEASURES),
  /** Null takes the target back. */
  goal: z.coerce.number().int().min(0).max(MOST_GOAL).nullable(),
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
    if (goal === null) {
      await change.db
        .deleteFrom('targets')
        .where('spaceId', '=', space.id)
        .where('measure', '=', measure)
        .execute();
      return done({ measure, goal });
    }
    await change.db
      .insertInto('targets')
      .values({ spaceId: space.id, measure, goal, createdAt: change.now })
      .onConflict((conflict) =>
        conflict.columns(['spaceId', 'measure']).doUpdateSet({ goal, createdAt: change.now }),
      )
      .execute();
    return done({ measure, goal });
  },
};
