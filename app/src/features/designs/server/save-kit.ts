import type { Kit } from '@muster/kit/kit';
import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, type Outcome, refused } from '#server/outcome.ts';
import type { KitInUse } from '../kit-in-use.ts';
import { checkGiven } from '../kit-trial.ts';
import { newestPrices } from './price-lists.ts';
import { builtInById, kitId, newestEditions } from './kit-editions.ts';

export const MOST_KITS = 50;
export const MOST_EDITIONS = 500;

export const saveKitInput = z.object({
  space: z.string(),
  /** The kit as a value of JSON, as `readKit` takes it. */
  kit: z.unknown(),
  /** The number of the edition that it goes on from; 0 for a new kit. */
  after: z.coerce.number().int().min(0).max(MOST_EDITIONS),
  /** Whether new designs may begin with it. */
  offered: z.boolean().default(true),
  /** The kit that a new one was made from: it begins with the prices of that one. */
  from: kitId.optional(),
});
export type SavedKit = { kit: string; number: number; hash: string };

/** A further edition of a kit of the space. What was made with an earlier one stays with that one. */
export const saveKit: Command<z.infer<typeof saveKitInput>, SpaceStanding, SavedKit> = {
  name: 'kit.save-kit',
  action: 'kit.edit',
  input: saveKitInput,
  find: findTheSpace,
  apply: async (change, { kit: given, after, offered, from }, { space }) => {
    const authorId = personOf(change.actor);
    if (!authorId) return refused('sign-in-needed');
    const judged = judgeKit(given);
    if (judged.kind === 'refused') return judged;
    const { kit, hash } = judged.value;
    await change.lock('kit-editions', space.id);
    const editions = await newestEditions(change.db, space.id);
    const newest = editions.find((edition) => edition.kitId === kit.id);
    if ((newest?.number ?? 0) !== after) return refused('changed-meanwhile', 'newer-kit');
    if (!newest && editions.length >= MOST_KITS) return refused('limit-reached', 'most-kits');
    if (after >= MOST_EDITIONS) return refused('limit-reached', 'most-editions');
    await keep(change, space.id, { hash, kit });
    await change.db
      .insertInto('kitEditions')
      .values({
        spaceId: space.id,
        kitId: kit.id,
        number: after + 1,
        hash,
        offered,
        authorId,
        savedAt: change.now,
      })
      .execute();
    if (!newest && from) await copyPrices(change, space.id, { from, to: kit.id, authorId });
    const saved = { kit: kit.id, number: after + 1, hash };
    await change.emit({
      kind: 'kit.saved',
      spaceId: space.id,
      subjectId: space.id,
      data: { ...saved, offered },
    });
    return done(saved);
  },
};

/** A kit that holds together and does not go by the id of one that comes with Muster. */
export function judgeKit(given: unknown): Outcome<KitInUse> {
  const checked = checkGiven(given);
  if (checked.kind === 'faulty')
    return invalid(...checked.faults.map(({ path, reason }) => ({ field: path, reason })));
  const { id } = checked.kit.kit;
  return builtInById(id) ? invalid({ field: 'id', reason: 'built-in-id' }) : done(checked.kit);
}

/** A new kit begins with the prices of the one that it was made from; those can be edited from then on. */
async function copyPrices(
  change: Change,
  spaceId: string,
  { from, to, authorId }: { from: string; to: string; authorId: string },
): Promise<void> {
  const { list } = await newestPrices(change.db, spaceId, from);
  await change.db
    .insertInto('priceLists')
    .values({
      spaceId,
      kitId: to,
      number: 1,
      list: JSON.stringify(list),
      authorId,
      savedAt: change.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function keep(
  change: Change,
  spaceId: string,
  { hash, kit }: { hash: string; kit: Kit },
): Promise<void> {
  await change.db
    .insertInto('kits')
    .values({ spaceId, hash, kit: JSON.stringify(kit), addedAt: change.now })
    .onConflict((conflict) => conflict.columns(['spaceId', 'hash']).doNothing())
    .execute();
}
