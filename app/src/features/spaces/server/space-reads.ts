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
  const row = await selectSpace(db, actor, address)
    .where('closedAt', 'is', null)
    .where((where) =>
      where.or([where('visibility', '!=', 'private'), where('memberships.role', 'is not', null)]),
    )
    .executeTakeFirst();
  return row && shown(row, actor);
}

/** A closed space, for its hosts alone. */
export async function findClosedSpace(
  db: Handle,
  actor: Actor,
  address: string,
): Promise<SpaceStanding | undefined> {
  const row = await selectSpace(db, actor, address)
    .where('closedAt', 'is not', null)
    .where('memberships.role', '=', 'host')
    .executeTakeFirst();
  return row && shown(row, actor);
}

function selectSpace(db: Handle, actor: Actor, address: string) {
  return db
    .selectFrom('spaces')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.spaceId', '=', 'spaces.id')
        .on('memberships.personId', '=', personOf(actor)),
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
    .where('address', '=', address);
}

type SpaceRow = Awaited<ReturnType<ReturnType<typeof selectSpace>['executeTakeFirstOrThrow']>>;

function shown({ role, organisationId, ...space }: SpaceRow, actor: Actor): SpaceStanding {
  return {
    space: space as SpaceSummary,
    role: (role as Role | null) ?? (personOf(actor) ? 'person' : 'visitor'),
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
