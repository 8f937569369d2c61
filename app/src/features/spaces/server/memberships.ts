import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Refused, refused } from '#server/outcome.ts';
import { findTheSpace } from './find-in-space.ts';
import { MEMBER_ROLES, spaceAddress } from './space-input.ts';
import type { SpaceStanding } from './space-reads.ts';

const inSpace = z.object({ space: spaceAddress });
type InSpace = z.infer<typeof inSpace>;
type Joined = { role: string };

/** Somebody signed in joins a public space as a peer. */
export const joinSpace: Command<InSpace, SpaceStanding, Joined> = {
  name: 'space.join-space',
  action: 'space.join',
  input: inSpace,
  find: findTheSpace,
  apply: async (change, _input, { space }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    await addMember(change, {
      spaceId: space.id,
      personId,
      role: 'peer',
      organisationId: null,
      invitedBy: null,
    });
    return done({ role: 'peer' });
  },
};

export type NewMember = {
  spaceId: string;
  personId: string;
  role: (typeof MEMBER_ROLES)[number];
  organisationId: string | null;
  invitedBy: string | null;
};

/** Makes somebody a member; who is one already stays what they are. */
export async function addMember(change: Change, member: NewMember): Promise<void> {
  const added = await change.db
    .insertInto('memberships')
    .values({ ...member, joinedAt: change.now })
    .onConflict((conflict) => conflict.columns(['spaceId', 'personId']).doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) return;
  await change.emit({
    kind: 'member.joined',
    spaceId: member.spaceId,
    subjectId: member.personId,
    data: { role: member.role },
  });
}

/** A member leaves; what they wrote stays. */
export const leaveSpace: Command<InSpace, SpaceStanding, { left: true }> = {
  name: 'space.leave-space',
  action: 'space.leave',
  input: inSpace,
  find: findTheSpace,
  apply: async (change, _input, { space }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    const kept = await keepAHost(change, space.id, personId);
    if (kept) return kept;
    await change.emit({ kind: 'member.left', spaceId: space.id, subjectId: personId });
    await endMembership(change, space.id, personId);
    return done({ left: true });
  },
};

export const removeMemberInput = z.object({ space: spaceAddress, person: z.uuid() });

/** A host ends somebody's membership. */
export const removeMember: Command<
  z.infer<typeof removeMemberInput>,
  SpaceStanding,
  { removed: true }
> = {
  name: 'space.remove-member',
  action: 'member.change',
  input: removeMemberInput,
  find: findTheSpace,
  apply: async (change, { person }, { space }) => {
    const kept = await keepAHost(change, space.id, person);
    if (kept) return kept;
    if (!(await endMembership(change, space.id, person))) return refused('not-found');
    await change.emit({ kind: 'member.removed', spaceId: space.id, subjectId: person });
    return done({ removed: true });
  },
};

export const changeMemberInput = z.object({
  space: spaceAddress,
  person: z.uuid(),
  role: z.enum(MEMBER_ROLES),
  organisation: z.uuid().nullable().default(null),
});
type ChangeMemberInput = z.infer<typeof changeMemberInput>;

/** A host changes what a member is in the space, and for which organisation. */
export const changeMember: Command<ChangeMemberInput, SpaceStanding, { role: string }> = {
  name: 'space.change-member',
  action: 'member.change',
  input: changeMemberInput,
  find: findTheSpace,
  apply: async (change, { person, role, organisation }, { space }) => {
    if (organisation && !(await hasOrganisation(change, space.id, organisation))) {
      return { ...refused('invalid'), fields: [{ field: 'organisation', reason: 'not-a-choice' }] };
    }
    const kept = role === 'host' ? undefined : await keepAHost(change, space.id, person);
    if (kept) return kept;
    const changed = await change.db
      .updateTable('memberships')
      .set({ role, organisationId: organisation })
      .where('spaceId', '=', space.id)
      .where('personId', '=', person)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refused('not-found');
    await change.emit({
      kind: 'member.role-changed',
      spaceId: space.id,
      subjectId: person,
      data: { role },
    });
    return done({ role });
  },
};

/** Refuses when the person is the only host: a space without one could never be settled again. */
export async function keepAHost(
  change: Change,
  spaceId: string,
  personId: string,
): Promise<Refused | undefined> {
  await change.lock('space-hosts', spaceId);
  const hosts = await change.db
    .selectFrom('memberships')
    .select('personId')
    .where('spaceId', '=', spaceId)
    .where('role', '=', 'host')
    .limit(2)
    .execute();
  return hosts.length === 1 && hosts[0]?.personId === personId
    ? refused('limit-reached', 'last-host')
    : undefined;
}

export async function endMembership(
  change: Change,
  spaceId: string,
  personId: string,
): Promise<boolean> {
  const ended = await change.db
    .deleteFrom('memberships')
    .where('spaceId', '=', spaceId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

export async function hasOrganisation(
  change: Change,
  spaceId: string,
  id: string,
): Promise<boolean> {
  const found = await change.db
    .selectFrom('organisations')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}
