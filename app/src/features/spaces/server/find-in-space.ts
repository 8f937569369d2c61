import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import { findSpace, type SpaceStanding, standingIn } from './space-reads.ts';

/** The subject of most commands: the space that the input names, and what the actor is to it. */
export async function findTheSpace(
  change: Change,
  input: { space: string },
): Promise<Found<SpaceStanding> | undefined> {
  const found = await findSpace(change.db, change.actor, input.space);
  return found && { standing: standingIn(found, change.actor), subject: found };
}
