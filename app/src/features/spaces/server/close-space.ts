import { z } from 'zod';
import type { Command, Found } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { refuseTooMany } from './open-space.ts';
import { spaceAddress } from './space-input.ts';
import { findClosedSpace, type SpaceStanding, standingIn } from './space-reads.ts';

export const closeSpaceInput = z.object({ space: spaceAddress, name: z.string() });

/** A host closes a space: from then on nobody finds it, until one of its hosts opens it again. Its name must be typed. */
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

export const reopenSpaceInput = z.object({ space: spaceAddress });
type Reopened = { address: string };

/** A host opens a closed space again, as it was; for all others there is nothing to open. */
export const reopenSpace: Command<{ space: string }, SpaceStanding, Reopened> = {
  name: 'space.reopen-space',
  action: 'space.close',
  input: reopenSpaceInput,
  find: async (change, input): Promise<Found<SpaceStanding> | undefined> => {
    const closed = await findClosedSpace(change.db, change.actor, input.space);
    if (!closed) return findTheSpace(change, input);
    return { standing: standingIn(closed, change.actor), subject: closed };
  },
  apply: async (change, _input, { space }) => {
    const row = await change.db
      .selectFrom('spaces')
      .select(['createdBy', 'closedAt'])
      .where('id', '=', space.id)
      .executeTakeFirstOrThrow();
    if (!row.closedAt) return done({ address: space.address });
    const full = await refuseTooMany(change, row.createdBy);
    if (full) return full;
    await change.db
      .updateTable('spaces')
      .set({ closedAt: null })
      .where('id', '=', space.id)
      .execute();
    await change.emit({ kind: 'space.reopened', spaceId: space.id, subjectId: space.id });
    return done({ address: space.address });
  },
};
