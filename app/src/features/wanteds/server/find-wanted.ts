import { z } from 'zod';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';

export const onWanted = z.object({
  space: z.string(),
  wanted: z.string().regex(/^[a-z0-9]{8}$/),
});

export type WantedRow = {
  id: string;
  address: string;
  authorId: string;
  title: string;
  body: string;
  spec: unknown;
  version: number;
  mergedInto: string | null;
};
export type WantedFound = SpaceStanding & { wanted: WantedRow };

/** A wanted that was not removed, or also one that was, for somebody who may know of its space. */
export async function findWanted(
  db: Handle,
  actor: Actor,
  input: z.infer<typeof onWanted>,
  { removedToo = false }: { removedToo?: boolean } = {},
): Promise<WantedFound | undefined> {
  const found = await findSpace(db, actor, input.space);
  if (!found) return undefined;
  const wanted = await db
    .selectFrom('wanteds')
    .select(['id', 'address', 'authorId', 'title', 'body', 'spec', 'version', 'mergedInto'])
    .where('spaceId', '=', found.space.id)
    .where('address', '=', input.wanted)
    .$if(!removedToo, (query) => query.where('removedAt', 'is', null))
    .executeTakeFirst();
  return wanted && { ...found, wanted };
}

export async function findTheWanted(
  change: Change,
  input: z.infer<typeof onWanted>,
): Promise<Found<WantedFound> | undefined> {
  const found = await findWanted(change.db, change.actor, input);
  return (
    found && { standing: standingIn(found, change.actor, found.wanted.authorId), subject: found }
  );
}

export function announce(
  change: Change,
  { space, wanted }: WantedFound,
  kind: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  return change.emit({
    kind,
    spaceId: space.id,
    subjectId: wanted.id,
    data: { address: wanted.address, authorId: wanted.authorId, ...data },
  });
}
