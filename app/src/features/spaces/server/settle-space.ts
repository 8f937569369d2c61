import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { spaceAddress, spaceFields } from './space-input.ts';
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
