import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { announce, findTheWanted, onWanted, type WantedFound } from './find-wanted.ts';

export const meTooInput = onWanted.extend({
  quantity: z.coerce.number().int().min(1).max(100_000),
  /** The most for one, tax included; for the hosts alone to see. */
  limitMinor: z.coerce.number().int().min(1).max(2_147_483_647).nullish(),
});

export type MeTooSaid = { quantity: number };

/** «I want it too»: how many, and perhaps the most for one. It binds to nothing; said again it replaces what was said. */
export const sayMeToo: Command<z.infer<typeof meTooInput>, WantedFound, MeTooSaid> = {
  name: 'wanted.say-me-too',
  action: 'wanted.join',
  input: meTooInput,
  find: findTheWanted,
  apply: async (change, { quantity, limitMinor }, found) => {
    const unverified = await requireVerified(change);
    const personId = personOf(change.actor);
    if (unverified || !personId) return unverified ?? refused('sign-in-needed');
    if (found.wanted.mergedInto) return refused('not-now', 'wanted-merged');
    const who = { spaceId: found.space.id, wantedId: found.wanted.id, personId };
    await change.db
      .insertInto('meToos')
      .values({ ...who, quantity, createdAt: change.now })
      .onConflict((conflict) =>
        conflict.columns(['spaceId', 'wantedId', 'personId']).doUpdateSet({ quantity }),
      )
      .execute();
    await writeLimit(change, who, limitMinor ?? null);
    await announce(change, found, 'wanted.joined');
    return done({ quantity });
  },
};

async function writeLimit(
  change: Change,
  who: { spaceId: string; wantedId: string; personId: string },
  limitMinor: number | null,
): Promise<void> {
  await change.db
    .deleteFrom('meTooLimits')
    .where('spaceId', '=', who.spaceId)
    .where('wantedId', '=', who.wantedId)
    .where('personId', '=', who.personId)
    .execute();
  if (limitMinor !== null)
    await change.db
      .insertInto('meTooLimits')
      .values({ ...who, limitMinor })
      .execute();
}

export const takeBackMeToo: Command<z.infer<typeof onWanted>, WantedFound, { taken: boolean }> = {
  name: 'wanted.take-back-me-too',
  action: 'wanted.join',
  input: onWanted,
  find: findTheWanted,
  apply: async (change, _input, { space, wanted }) => {
    const taken = await change.db
      .deleteFrom('meToos')
      .where('spaceId', '=', space.id)
      .where('wantedId', '=', wanted.id)
      .where('personId', '=', personOf(change.actor))
      .executeTakeFirst();
    return done({ taken: taken.numDeletedRows > 0n });
  },
};
