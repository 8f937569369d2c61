import { grossPrice } from '@muster/clearing/money';
import { sql } from 'kysely';
import { z } from 'zod';
import { titleWithVariant } from '#features/pools/server/pools.ts';
import { isMakerOf } from '#features/making/server/making.ts';
import { readInSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { compareWays, type Ways } from './compare-ways.ts';
import { offerQuery } from './open-direct-offer.ts';

const MOST_LISTED = 200;
const DAY_MS = 86_400_000;

export const listedOffer = z.object({
  address: z.string(),
  title: z.string(),
  maker: z.string(),
  priceMinor: z.number().int(),
  grossMinor: z.number().int(),
  currency: z.string(),
  readyDays: z.number().int(),
  note: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  pool: z.string(),
  /** By its key; null where the pool had one kind only. */
  variant: z.string().nullable(),
});

const ways = z
  .custom<Ways>((value) => typeof value === 'object')
  .meta({ type: 'object', description: 'Pool or direct, per unit, tax included, in minor units.' });

export const offerView = listedOffer.extend({
  taxBps: z.number().int(),
  sold: z.number().int(),
  most: z.number().int(),
  mine: z.boolean(),
  ways: ways.nullable(),
});
export type OfferView = z.infer<typeof offerView>;

/** The direct offers of a space, and for a maker the pools that it may open one for. */
export async function readOffers(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'direct.read' }, async (db, found) => {
    const rows = await withMaker(db, found.space.id)
      .orderBy('directOffers.openedAt', 'desc')
      .limit(MOST_LISTED)
      .execute();
    return {
      offers: rows.map(listed),
      pools: found.role === 'maker' ? await poolsToOffer(db, found, actor) : [],
    };
  });
}

function withMaker(db: Handle, spaceId: string) {
  return offerQuery(db, spaceId).select(
    sql<string>`coalesce((select o.name from organisations o where o.space_id = direct_offers.space_id and o.id = direct_offers.maker_id), (select p.name from people p where p.id = direct_offers.maker_id), '')`.as(
      'maker',
    ),
  );
}
type Row = Awaited<ReturnType<ReturnType<typeof withMaker>['execute']>>[number];

function listed(row: Row): z.infer<typeof listedOffer> {
  return {
    address: row.address,
    title: row.title,
    maker: row.maker,
    priceMinor: row.priceMinor,
    grossMinor: grossPrice(row.priceMinor, row.taxBps),
    currency: row.currency,
    readyDays: row.readyDays,
    note: row.note,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    pool: row.pool,
    variant: row.variant,
  };
}

async function poolsToOffer(db: Handle, found: SpaceStanding, actor: Actor) {
  const rows = await db
    .selectFrom('orders')
    .innerJoin('pools', (join) =>
      join.onRef('pools.spaceId', '=', 'orders.spaceId').onRef('pools.id', '=', 'orders.dealId'),
    )
    .leftJoin('poolVariants', (join) =>
      join
        .onRef('poolVariants.spaceId', '=', 'pools.spaceId')
        .onRef('poolVariants.poolId', '=', 'pools.id'),
    )
    .select(['pools.address', 'orders.makerId', 'poolVariants.key as variant'])
    .select(titleWithVariant.as('title'))
    .where('orders.spaceId', '=', found.space.id)
    .where('orders.state', '=', 'accepted')
    .where('pools.stage', '=', 'tipped')
    .orderBy('orders.placedAt', 'desc')
    .orderBy('poolVariants.position')
    .limit(MOST_LISTED)
    .execute();
  return rows
    .filter(({ makerId }) => isMakerOf(found, actor, makerId))
    .map(({ address, title, variant }) => ({ address, title, variant }));
}

/** One offer, and whether it or another pool is better now. `day` is what a day of waiting is worth, in minor units. */
export async function readOffer(
  services: Services,
  actor: Actor,
  wanted: { space: string; offer: string; day?: number | undefined },
): Promise<Outcome<OfferView>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'direct.read' },
    async (db, found) => {
      const row = await withMaker(db, found.space.id)
        .where('directOffers.address', '=', wanted.offer)
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        ...listed(row),
        taxBps: row.taxBps,
        most: row.most,
        mine: isMakerOf(found, actor, row.makerId),
        ways: (await waysOf(db, found.space.id, row, wanted.day)) ?? null,
        id: row.id,
        spaceId: found.space.id,
      };
    },
  );
  if (read.kind === 'refused') return read;
  if (!read.value) return refused('not-found');
  const { id, spaceId, ...offer } = read.value;
  return done({ ...offer, sold: await soldOf(services, spaceId, id) });
}

/** How many are taken is for everybody; who took them is not, so the worker counts. */
async function soldOf(services: Services, spaceId: string, offerId: string): Promise<number> {
  return services.database.read({ kind: 'space', spaceId }, async (db) => {
    const { sold } = await db
      .selectFrom('directOrders')
      .select(sql<number>`coalesce(sum(units), 0)::int`.as('sold'))
      .where('spaceId', '=', spaceId)
      .where('offerId', '=', offerId)
      .where('cancelledAt', 'is', null)
      .executeTakeFirstOrThrow();
    return sold;
  });
}

/** What a maker had quoted, as the log holds it: a price for each variant, or one. */
const quoteTerms = z.object({
  tiers: z.array(
    z.object({ from: z.number(), prices: z.record(z.string(), z.number()).optional() }),
  ),
  tooling: z.number(),
  variantTooling: z.record(z.string(), z.number()).default({}),
});

async function waysOf(
  db: Handle,
  spaceId: string,
  row: Row,
  day: number | undefined,
): Promise<Ways | undefined> {
  const pool = await clearedPool(db, spaceId, row);
  const terms = quoteTerms.safeParse(pool?.terms);
  if (!pool || !terms.success || pool.priceMinor === null) return undefined;
  const gross = (minor: number) => Math.round((minor * (10_000 + row.taxBps)) / 10_000);
  const openedDay = pool.createdAt.getTime() / DAY_MS;
  return compareWays({
    directMinor: grossPrice(row.priceMinor, row.taxBps),
    directDays: row.readyDays,
    poolMinor: grossPrice(pool.priceMinor, row.taxBps),
    unitCostMinor: gross(unitCost(terms.data, pool, row.variant)),
    setUpMinor: gross(terms.data.tooling),
    feeBps: pool.feeBps,
    poolUnits: pool.quantity,
    poolDays: Math.max(0, Math.round(pool.readyDay - openedDay)),
    closeDays: Math.max(0, Math.round(pool.closesAt.getTime() / DAY_MS - openedDay)),
    pools: await endedPools(db, spaceId),
    dayMinor: day,
  });
}

/** The last clearing of the pool that an offer grew from, with the price and the units of the variant that it offers. */
function clearedPool(db: Handle, spaceId: string, row: Row) {
  return db
    .selectFrom('poolClearings')
    .innerJoin('pools', (join) =>
      join
        .onRef('pools.spaceId', '=', 'poolClearings.spaceId')
        .onRef('pools.id', '=', 'poolClearings.poolId'),
    )
    .innerJoin('quotes', (join) =>
      join
        .onRef('quotes.spaceId', '=', 'poolClearings.spaceId')
        .onRef('quotes.poolId', '=', 'poolClearings.poolId')
        .onRef('quotes.id', '=', 'poolClearings.quoteId'),
    )
    .leftJoin('poolVariantPrices', (join) =>
      join
        .onRef('poolVariantPrices.spaceId', '=', 'poolClearings.spaceId')
        .onRef('poolVariantPrices.poolId', '=', 'poolClearings.poolId')
        .onRef('poolVariantPrices.round', '=', 'poolClearings.round')
        .on('poolVariantPrices.variantId', '=', row.variantId),
    )
    .select((select) =>
      select.fn
        .coalesce('poolVariantPrices.priceMinor', 'poolClearings.priceMinor')
        .as('priceMinor'),
    )
    .select(['poolClearings.quantity', 'poolVariantPrices.quantity as ofVariant'])
    .select(['supplierCostMinor', 'readyDay', 'quotes.terms', 'pools.feeBps', 'pools.createdAt'])
    .select('pools.closesAt')
    .where('poolClearings.spaceId', '=', spaceId)
    .where('poolClearings.poolId', '=', row.poolId)
    .orderBy('poolClearings.round', 'desc')
    .executeTakeFirst();
}

/** What the goods of one cost, without the tooling that all share: a variant by its own price and tooling. */
function unitCost(
  { tiers, tooling, variantTooling }: z.infer<typeof quoteTerms>,
  pool: { quantity: number; ofVariant: number | null; supplierCostMinor: string },
  variant: string | null,
): number {
  if (variant === null) return (Number(pool.supplierCostMinor) - tooling) / pool.quantity;
  const price = tiers.findLast(({ from }) => from <= pool.quantity)?.prices?.[variant] ?? 0;
  return price + (variantTooling[variant] ?? 0) / Math.max(1, pool.ofVariant ?? 0);
}

async function endedPools(db: Handle, spaceId: string): Promise<{ ended: number; void: number }> {
  const { ended, failed } = await db
    .selectFrom('pools')
    .select(sql<number>`count(*)::int`.as('ended'))
    .select(sql<number>`(count(*) filter (where stage = 'void'))::int`.as('failed'))
    .where('spaceId', '=', spaceId)
    .where('stage', 'in', ['tipped', 'void'])
    .executeTakeFirstOrThrow();
  return { ended, void: failed };
}
