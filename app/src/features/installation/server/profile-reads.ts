import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

const MOST_SPACES = 50;

export const profileAnswer = z.object({
  name: z.string(),
  handle: z.string(),
  about: z.string(),
  since: z.string(),
  own: z.boolean(),
  spaces: z.array(
    z.object({ address: z.string(), name: z.string(), accent: z.string(), role: z.string() }),
  ),
});
export type Profile = z.infer<typeof profileAnswer>;

/**
 * What a viewer may see of a person: the public spaces that they belong to, and those that the two share. Of somebody with
 * whom one shares none, nothing: as if they were not there.
 */
export async function readProfile(
  services: Services,
  actor: Actor,
  handle: string,
): Promise<Outcome<Profile>> {
  return services.database.read(actor, async (db) => {
    const person = await db
      .selectFrom('people')
      .select(['id', 'name', 'handle', 'about', 'createdAt'])
      .where('handle', '=', handle.toLowerCase())
      .where('closedAt', 'is', null)
      .executeTakeFirst();
    if (!person) return refused('not-found');
    const viewer = personOf(actor);
    const spaces = await readSharedSpaces(db, person.id, viewer);
    const own = person.id === viewer;
    if (spaces.length === 0 && !own) return refused('not-found');
    const { id: _id, createdAt, ...shown } = person;
    return done({ ...shown, since: createdAt.toISOString(), own, spaces });
  });
}

function readSharedSpaces(db: Handle, personId: string, viewer: string | null) {
  return db
    .selectFrom('memberships')
    .innerJoin('spaces', 'spaces.id', 'memberships.spaceId')
    .select(['spaces.address', 'spaces.name', 'spaces.accent', 'memberships.role'])
    .where('memberships.personId', '=', personId)
    .where('spaces.closedAt', 'is', null)
    .where((where) =>
      where.or([
        where('spaces.visibility', '=', 'public'),
        where.exists(
          where
            .selectFrom('memberships as own')
            .select('own.spaceId')
            .whereRef('own.spaceId', '=', 'spaces.id')
            .where('own.personId', '=', viewer),
        ),
      ]),
    )
    .orderBy('spaces.name')
    .limit(MOST_SPACES)
    .execute();
}
