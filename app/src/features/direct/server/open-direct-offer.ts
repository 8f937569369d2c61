import { z } from 'zod';
import { chosen, findPool, noChoice, titleWithVariant } from '#features/pools/server/pools.ts';
import { isMakerOf, standingOn } from '#features/making/server/making.ts';
import { findSpace, findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command, Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';
import { newAddress } from '#server/ids.ts';
import { done, invalid, refused } from '#server/outcome.ts';

const MOST_MINOR = 100_000_000;

export const openDirectOfferInput = z.object({
  space: z.string(),
  /** The address of a pool that has tipped: what is offered is what it had made. */
  pool: z.string(),
  /** Which of the pool's variants, by its key: each is offered by itself. */
  variant: z.string().max(64).nullish(),
  /** One, before tax, in minor units. */
  priceMinor: z.coerce.number().int().min(1).max(MOST_MINOR),
  readyDays: z.coerce.number().int().min(0).max(730),
  /** How many the maker takes on by this offer. */
  most: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  note: z.string().trim().max(2000).default(''),
});

/** A maker that has made it for a crowd offers it to one alone. Its tax is the pool's, and no fee is taken. */
export const openDirectOffer: Command<
  z.infer<typeof openDirectOfferInput>,
  SpaceStanding,
  { offer: string }
> = {
  name: 'direct.open-offer',
  action: 'direct.open',
  input: openDirectOfferInput,
  find: findTheSpace,
  apply: async (change, input, { space, organisationId }) => {
    const { priceMinor, readyDays, most, note } = input;
    const found = await findPool(change.db, change.actor, input);
    if (!found) return invalid({ field: 'pool', reason: 'no-such-pool' });
    const { pool } = found;
    if (pool.stage !== 'tipped') return refused('not-now', 'pool-not-made');
    const variant = chosen(pool.variants, input.variant);
    if (variant === undefined) return invalid(noChoice(input.variant));
    const makerId = organisationId ?? personOf(change.actor) ?? '';
    const address = newAddress();
    const opened = await change.db
      .insertInto('directOffers')
      .values({
        spaceId: space.id,
        id: change.id(),
        address,
        poolId: pool.id,
        variantId: variant?.id ?? null,
        makerId,
        madeBy: personOf(change.actor) ?? '',
        priceMinor,
        taxBps: pool.taxBps,
        feeBps: 0,
        readyDays,
        most,
        note,
        openedAt: change.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!opened) return refused('not-now', 'offer-open-already');
    await change.emit({
      kind: 'direct.opened',
      spaceId: space.id,
      subjectId: opened.id,
      data: { address, poolId: pool.id },
    });
    return done({ offer: address });
  },
};

export const onOffer = z.object({ space: z.string(), offer: z.string().regex(/^[a-z0-9]{8}$/) });

export type OfferFound = SpaceStanding & { offer: OfferRow };

export function offerQuery(db: Handle, spaceId: string) {
  return db
    .selectFrom('directOffers')
    .innerJoin('pools', (join) =>
      join
        .onRef('pools.spaceId', '=', 'directOffers.spaceId')
        .onRef('pools.id', '=', 'directOffers.poolId'),
    )
    .select(['directOffers.id', 'directOffers.address', 'directOffers.makerId'])
    .select(['directOffers.poolId', 'directOffers.priceMinor', 'directOffers.taxBps'])
    .select(['directOffers.feeBps', 'directOffers.readyDays', 'directOffers.most'])
    .select(['directOffers.note', 'directOffers.openedAt', 'directOffers.closedAt'])
    .leftJoin('poolVariants', (join) =>
      join
        .onRef('poolVariants.spaceId', '=', 'directOffers.spaceId')
        .onRef('poolVariants.poolId', '=', 'directOffers.poolId')
        .onRef('poolVariants.id', '=', 'directOffers.variantId'),
    )
    .select(titleWithVariant.as('title'))
    .select(['pools.currency', 'pools.address as pool'])
    .select(['directOffers.variantId', 'poolVariants.key as variant'])
    .where('directOffers.spaceId', '=', spaceId);
}
type OfferRow = Awaited<ReturnType<ReturnType<typeof offerQuery>['execute']>>[number];

export async function findTheOffer(
  change: Change,
  input: { space: string; offer: string },
): Promise<Found<OfferFound> | undefined> {
  const found = await findSpace(change.db, change.actor, input.space);
  if (!found) return undefined;
  const offer = await offerQuery(change.db, found.space.id)
    .where('directOffers.address', '=', input.offer)
    .executeTakeFirst();
  if (!offer) return undefined;
  const own = isMakerOf(found, change.actor, offer.makerId);
  return { standing: standingOn(found, own), subject: { ...found, offer } };
}

/** The maker, or a host, ends an offer; what was ordered stays ordered. */
export const closeDirectOffer: Command<z.infer<typeof onOffer>, OfferFound, { closed: true }> = {
  name: 'direct.close-offer',
  action: 'direct.close',
  input: onOffer,
  find: findTheOffer,
  apply: async (change, _input, { space, offer }) => {
    await change.lock('direct-offer', offer.id);
    const closed = await change.db
      .updateTable('directOffers')
      .set({ closedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', offer.id)
      .where('closedAt', 'is', null)
      .executeTakeFirst();
    if (closed.numUpdatedRows > 0n)
      await change.emit({
        kind: 'direct.closed',
        spaceId: space.id,
        subjectId: offer.id,
        data: { address: offer.address },
      });
    return done({ closed: true });
  },
};
