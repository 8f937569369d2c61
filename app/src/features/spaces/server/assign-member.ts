import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { hasOrganisation } from './memberships.ts';
import { spaceAddress } from './space-input.ts';
import type { SpaceStanding } from './space-reads.ts';

export const assignMemberInput = z.object({
  space: spaceAddress,
  organisation: z.uuid(),
  /** The handle of a member, as people write it, with or without its @. */
  handle: z.string().trim().toLowerCase().max(40),
});
type AssignMemberInput = z.infer<typeof assignMemberInput>;
type Assigned = { organisation: string | null };

/** A host says for whom a member takes part; the role stays what it is. */
export const assignMember: Command<AssignMemberInput, SpaceStanding, Assigned> = {
  name: 'space.assign-member',
  action: 'organisation.manage',
  input: assignMemberInput,
  find: findTheSpace,
  apply: async (change, { organisation, handle }, { space }) => {
    if (!(await hasOrganisation(change, space.id, organisation))) return refused('not-found');
    const member = await findMember(change, space.id, handle);
    if (!member) return invalid({ field: 'handle', reason: 'not-a-member' });
    if (member.organisationId !== organisation)
      await setOrganisation(change, { spaceId: space.id, ...member }, organisation);
    return done({ organisation });
  },
};

/** A host says that a member takes part for this organisation no longer. */
export const releaseMember: Command<AssignMemberInput, SpaceStanding, Assigned> = {
  name: 'space.release-member',
  action: 'organisation.manage',
  input: assignMemberInput,
  find: findTheSpace,
  apply: async (change, { organisation, handle }, { space }) => {
    if (!(await hasOrganisation(change, space.id, organisation))) return refused('not-found');
    const member = await findMember(change, space.id, handle);
    if (member?.organisationId === organisation)
      await setOrganisation(change, { spaceId: space.id, ...member }, null);
    return done({ organisation: null });
  },
};

type Member = { personId: string; organisationId: string | null };

function findMember(change: Change, spaceId: string, handle: string): Promise<Member | undefined> {
  return change.db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .select(['memberships.personId', 'memberships.organisationId'])
    .where('memberships.spaceId', '=', spaceId)
    .where('people.handle', '=', handle.replace(/^@/, ''))
    .executeTakeFirst();
}

async function setOrganisation(
  change: Change,
  { spaceId, personId }: Member & { spaceId: string },
  organisationId: string | null,
): Promise<void> {
  await change.db
    .updateTable('memberships')
    .set({ organisationId })
    .where('spaceId', '=', spaceId)
    .where('personId', '=', personId)
    .execute();
  const data = { organisation: organisationId };
  await change.emit({ kind: 'member.assigned', spaceId, subjectId: personId, data });
}
