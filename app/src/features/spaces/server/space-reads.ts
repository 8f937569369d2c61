import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import type { Role, Standing } from '#server/policy.ts';

export type SpaceSummary = {
  id: string;
  address: string;
  name: string;
  purpose: string;
  objective: 'marketing' | 'sales' | 'research' | 'business-development';
  visibility: 'private' | 'invitation' | 'public';
  currency: string;
  locale: string;
  accent: string;
  version: number;
  createdAt: Date;
};

/** A space as one actor stands in it. */
export type SpaceStanding = { space: SpaceSummary; role: Role; organisationId: string | null };

/**
 * Every read inside a space starts here: the space by its address, for somebody who may know that it is there. A private
 * space is undefined to all but its members, exactly as one that does not exist.
 */
export async function findSpace(
  db: Handle,
  actor: Actor,
  address: string,
): Promise<SpaceStanding | undefined> {
  const person = personOf(actor);
  const row = await db
    .selectFrom('spaces')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.spaceId', '=', 'spaces.id').on('memberships.personId', '=', person),
    )
    .select([
      'spaces.id',
      'address',
      'name',
      'purpose',
      'objective',
      'visibility',
      'currency',
      'locale',
      'accent',
      'version',
      'createdAt',
    ])
    .select(['memberships.role', 'memberships.organisationId'])
    .where('address', '=', address)
    .where('closedAt', 'is', null)
    .where((where) =>
      where.or([where('visibility', '!=', 'private'), where('memberships.role', 'is not', null)]),
    )
    .executeTakeFirst();
  if (!row) return undefined;
  const { role, organisationId, ...space } = row;
  return {
    space: space as SpaceSummary,
    role: (role as Role | null) ?? (person ? 'person' : 'visitor'),
    organisationId,
  };
}

/** What the actor is to an object of the space that somebody made. */
export function standingIn(found: SpaceStanding, actor: Actor, madeBy?: string | null): Standing {
  const person = personOf(actor);
  return {
    role: found.role,
    own: person !== null && madeBy === person,
    open: found.space.visibility === 'public',
  };
}
