import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { priceListShape } from '../price-list-shape.ts';
import { kitId, kitToBegin } from './kit-editions.ts';
import { newestPrices } from './price-lists.ts';

export const MOST_LISTS = 5_000;

export const savePricesInput = priceListShape.extend({
  space: z.string(),
  kit: kitId,
  /** The number of the list that it goes on from; 0 where there was none. */
  after: z.coerce.number().int().min(0).max(MOST_LISTS),
});
export type SavedPrices = { kit: string; number: number };

/** The prices of a space for a kit from now on. What was published keeps the list that it was published with. */
export const savePrices: Command<z.infer<typeof savePricesInput>, SpaceStanding, SavedPrices> = {
  name: 'kit.save-prices',
  action: 'kit.edit',
  input: savePricesInput,
  find: findTheSpace,
  apply: async (change, input, { space }) => {
    const { kit, after, currency, place, date, source } = input;
    const authorId = personOf(change.actor);
    if (!authorId) return refused('sign-in-needed');
    if (!(await kitToBegin(change.db, space.id, kit))) return refused('not-found');
    const newest = await newestPrices(change.db, space.id, kit);
    if ((newest.number ?? 0) !== after) return refused('changed-meanwhile', 'newer-prices');
    if (after >= MOST_LISTS) return refused('limit-reached', 'most-prices');
    const number = after + 1;
    const prices = input.prices.map((price) => ({
      ...price,
      steps: price.steps.toSorted((one, other) => one.from - other.from),
    }));
    await change.db
      .insertInto('priceLists')
      .values({
        spaceId: space.id,
        kitId: kit,
        number,
        list: JSON.stringify({ currency, place, date, source, prices }),
        authorId,
        savedAt: change.now,
      })
      .execute();
    await change.emit({
      kind: 'prices.saved',
      spaceId: space.id,
      subjectId: space.id,
      data: { kit, number },
    });
    return done({ kit, number });
  },
};
