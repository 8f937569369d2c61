import { z } from 'zod';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';

export const designAddress = z.string().regex(/^[a-z0-9]{8}$/);
export const onDesign = z.object({ space: z.string(), design: designAddress });
/** One version; the newest where no number is given. */
export const onVersion = onDesign.extend({
  number: z.coerce.number().int().min(1).max(200).optional(),
});

export type DesignRow = {
  id: string;
  address: string;
  authorId: string;
  title: string;
  versions: number;
};
export type DesignFound = SpaceStanding & { design: DesignRow };

/** A design that was not removed, or also one that was, for somebody who may know of its space. */
export async function findDesign(
  db: Handle,
  actor: Actor,
  input: z.infer<typeof onDesign>,
  { removedToo = false }: { removedToo?: boolean } = {},
): Promise<DesignFound | undefined> {
  const found = await findSpace(db, actor, input.space);
  if (!found) return undefined;
  const design = await db
    .selectFrom('designs')
    .select(['id', 'address', 'authorId', 'title', 'versions'])
    .where('spaceId', '=', found.space.id)
    .where('address', '=', input.design)
    .$if(!removedToo, (query) => query.where('removedAt', 'is', null))
    .executeTakeFirst();
  return design && { ...found, design };
}

export async function findTheDesign(
  change: Change,
  input: z.infer<typeof onDesign>,
): Promise<Found<DesignFound> | undefined> {
  const found = await findDesign(change.db, change.actor, input);
  return (
    found && { standing: standingIn(found, change.actor, found.design.authorId), subject: found }
  );
}
