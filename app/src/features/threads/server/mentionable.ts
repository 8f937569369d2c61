import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';

const MOST_OFFERED = 8;

export const mentionableQuery = z.object({
  /** The beginning of a handle or of a name. */
  starts: z.string().trim().max(60).default(''),
});
export const mentionablePerson = z.object({ handle: z.string(), name: z.string() });

/** Members whom somebody may call by name, by the letters typed so far. */
export async function readMentionable(
  services: Services,
  actor: Actor,
  { space, starts }: { space: string; starts: string },
) {
  const wanted = `${starts.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return readInSpace(services, actor, { space, action: 'comment.write' }, async (db, found) => ({
    people: await db
      .selectFrom('memberships')
      .innerJoin('people', 'people.id', 'memberships.personId')
      .select(['people.handle', 'people.name'])
      .where('memberships.spaceId', '=', found.space.id)
      .where('people.closedAt', 'is', null)
      .where((where) =>
        where.or([where('people.handle', 'ilike', wanted), where('people.name', 'ilike', wanted)]),
      )
      .orderBy('people.name')
      .limit(MOST_OFFERED)
      .execute(),
  }));
}
