import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { spaceAddress } from './space-input.ts';
import type { SpaceStanding } from './space-reads.ts';

const MOST_ORGANISATIONS = 500;
const fields = {
  kind: z.enum(['partner', 'maker']),
  name: z.string().trim().min(1).max(80),
  about: z.string().trim().max(2000).default(''),
};

export const addOrganisationInput = z.object({ space: spaceAddress, ...fields });

/** A host names a retailer or maker whose people take part together. */
export const addOrganisation: Command<
  z.infer<typeof addOrganisationInput>,
  SpaceStanding,
  { id: string }
> = {
  name: 'space.add-organisation',
  action: 'organisation.manage',
  input: addOrganisationInput,
  find: findTheSpace,
  apply: async (change, { kind, name, about }, { space }) => {
    await change.lock('organisations', space.id);
    const there = await change.db
      .selectFrom('organisations')
      .select('id')
      .where('spaceId', '=', space.id)
      .where('removedAt', 'is', null)
      .limit(MOST_ORGANISATIONS)
      .execute();
    await change.services.faults.pause('add organisation');
    if (there.length >= MOST_ORGANISATIONS) return refused('limit-reached', 'most-organisations');
    const id = change.id();
    await change.db
      .insertInto('organisations')
      .values({ spaceId: space.id, id, kind, name, about, createdAt: change.now })
      .execute();
    await change.emit({
      kind: 'organisation.added',
      spaceId: space.id,
      subjectId: id,
      data: { name, kind },
    });
    return done({ id });
  },
};

export const changeOrganisationInput = z.object({
  space: spaceAddress,
  organisation: z.uuid(),
  ...fields,
});

export const changeOrganisation: Command<
  z.infer<typeof changeOrganisationInput>,
  SpaceStanding,
  { id: string }
> = {
  name: 'space.change-organisation',
  action: 'organisation.manage',
  input: changeOrganisationInput,
  find: findTheSpace,
  apply: async (change, { organisation, kind, name, about }, { space }) => {
    const changed = await change.db
      .updateTable('organisations')
      .set({ kind, name, about })
      .where('spaceId', '=', space.id)
      .where('id', '=', organisation)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refused('not-found');
    await change.emit({
      kind: 'organisation.changed',
      spaceId: space.id,
      subjectId: organisation,
      data: { name, kind },
    });
    return done({ id: organisation });
  },
};

export const removeOrganisationInput = z.object({ space: spaceAddress, organisation: z.uuid() });

/** A host takes an organisation away: its people stay members for themselves, and what was done in its name stays. */
export const removeOrganisation: Command<
  z.infer<typeof removeOrganisationInput>,
  SpaceStanding,
  { removed: true }
> = {
  name: 'space.remove-organisation',
  action: 'organisation.manage',
  input: removeOrganisationInput,
  find: findTheSpace,
  apply: async (change, { organisation }, { space }) => {
    const removed = await change.db
      .updateTable('organisations')
      .set({ removedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', organisation)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    if (removed.numUpdatedRows === 0n) return refused('not-found');
    for (const table of ['memberships', 'invitations'] as const)
      await change.db
        .updateTable(table)
        .set({ organisationId: null })
        .where('spaceId', '=', space.id)
        .where('organisationId', '=', organisation)
        .execute();
    await change.emit({
      kind: 'organisation.removed',
      spaceId: space.id,
      subjectId: organisation,
    });
    return done({ removed: true });
  },
};
