import { grossPrice } from '@muster/clearing/money';
import { unitsForSafety } from '@muster/clearing/safety-margin';
import { sql } from 'kysely';
import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';
import {
  crowdAtTiers,
  driftOf,
  nextTier,
  type PictureTier,
  type PoolPicture,
  type VariantPicture,
} from '../pool-picture.ts';
import { readBook } from './open-books.ts';
import type { PoolBook } from './pool-book.ts';
import { choicesOf, type PoolVariant } from './pool-variants.ts';

const SURE_BPS = 9_500;
/** Steps of the crowd's stair once it is revealed. */
const MOST_STEPS = 60;

export type PicturedPool = {
  id: string;
  spaceId: string;
  stage: string;
  currency: string;
  benchmarkMinor: number | null;
  taxBps: number;
  failureBps: number;
  variants: readonly PoolVariant[];
};

/** The picture of a pool as its live book has it; after the close with what the clearing gave. */
export async function readPicture(
  services: Services,
  db: Handle,
  pool: PicturedPool,
): Promise<PoolPicture> {
  const [pictured] = await readPictures(services, db, pool.spaceId, [pool]);
  if (!pictured) throw new Error(`Pool ${pool.id} has no picture.`);
  return pictured.picture;
}

/** Some pools of one space with their pictures, by the same few questions however many they are. */
export async function readPictures<Pool extends PicturedPool>(
  services: Services,
  db: Handle,
  spaceId: string,
  pools: readonly Pool[],
): Promise<{ pool: Pool; picture: PoolPicture }[]> {
  const place = { spaceId, poolIds: pools.map(({ id }) => id) };
  const makers = await readMakers(db, place);
  const tips = await readTips(db, place);
  const cleared = await readCleared(db, place);
  const pictured: { pool: Pool; picture: PoolPicture }[] = [];
  for (const pool of pools) {
    const tip = tips.get(pool.id);
    const book = await readBook(services, db, { spaceId, poolId: pool.id, size: tip?.size ?? 0 });
    const picture = draw(pool, book, {
      makers,
      commitments: tip?.commitments ?? 0,
      units: Number(tip?.units ?? 0),
      cleared: pool.stage === 'open' ? undefined : cleared.get(pool.id),
    });
    pictured.push({ pool, picture });
  }
  return pictured;
}

type Known = {
  makers: ReadonlyMap<string, string>;
  commitments: number;
  units: number;
  cleared: Cleared | undefined;
};
type Cleared = { quoteId: string; quantity: number; variants: readonly Priced[] };
type Priced = { price: number; quantity: number };

function draw(pool: PicturedPool, book: PoolBook, known: Known): PoolPicture {
  const choices = choicesOf(pool.variants);
  const sheets = choices.map(({ key, name, benchmarkMinor }, at) => ({
    ...drawVariant({ ...pool, benchmarkMinor }, at, { ...known, book }),
    key,
    name,
  }));
  return {
    ...drawVariant({ ...pool, benchmarkMinor: (choices[0] ?? pool).benchmarkMinor }, 0, {
      ...known,
      book,
    }),
    stage: stageOf(pool.stage),
    currency: pool.currency,
    commitments: known.commitments,
    units: known.units,
    revealed: pool.stage !== 'open',
    drift: driftOf(book.view().offers.length, book.limits(), choices.length > 0),
    variants: sheets,
  };
}

/** The sheet of the variant that stands at a place in the pool's order. */
function drawVariant(
  pool: PicturedPool,
  at: number,
  { book, makers, cleared }: Known & { book: PoolBook },
): VariantPicture {
  const view = book.view();
  const makerOf = (offer: string) => makers.get(offer) ?? '';
  const grossAt = (prices: readonly number[]) => grossPrice(prices[at] ?? 0, pool.taxBps);
  const tiers = view.gaps.map(({ prices, ...gap }): PictureTier => {
    const safe = safeUnits(pool.failureBps, gap.from, gap.accepting);
    return { ...gap, maker: makerOf(gap.offer), priceMinor: grossAt(prices), safe };
  });
  const leading = cleared?.quoteId ?? view.offer;
  const standing = pool.stage === 'open' ? view : undefined;
  const {
    offer = null,
    quantity,
    variants,
  } = cleared
    ? { ...cleared, offer: cleared.quoteId }
    : (standing ?? { quantity: 0, variants: [] });
  const own = variants[at];
  const now =
    offer !== null && own && own.quantity > 0
      ? {
          offer,
          maker: makerOf(offer),
          priceMinor: grossPrice(own.price, pool.taxBps),
          units: quantity,
          ofThis: own.quantity,
        }
      : null;
  const revealed = pool.stage !== 'open';
  return {
    benchmarkMinor: pool.benchmarkMinor,
    now,
    tiers,
    offers: view.offers.map(({ offer: id, steps }) => ({
      offer: id,
      maker: makerOf(id),
      leading: id === leading,
      steps: steps.map((step) => ({
        quantity: step.quantity,
        priceMinor: grossAt(step.prices),
      })),
    })),
    // Of several variants each picture counts the units of all, so that the crowd has no stair by one price.
    crowd: revealed && view.variants.length === 1 ? revealedCrowd(book) : crowdAtTiers(tiers),
    // Of a pool that came to nothing: what was missing to the nearest tier.
    next: cleared || (revealed && pool.stage !== 'void') ? null : nextTier(tiers, now),
  };
}

function safeUnits(failureBps: number, from: number, accepting: number): number | null {
  const needed = unitsForSafety({ units: from, failureBps, confidenceBps: SURE_BPS });
  return needed === null ? null : Math.max(0, needed - accepting);
}

/** Limits are gross already. A long stair is drawn with fewer steps, its ends kept. */
function revealedCrowd(book: PoolBook): PoolPicture['crowd'] {
  const steps = book.demandSteps().map(({ limit, units }) => ({ priceMinor: limit, units }));
  const every = Math.ceil(steps.length / MOST_STEPS);
  return steps.filter((_, at) => at % every === 0 || at === steps.length - 1);
}

type Place = { spaceId: string; poolIds: readonly string[] };

async function readMakers(db: Handle, { spaceId, poolIds }: Place): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('quotes')
    .innerJoin('people', 'people.id', 'quotes.personId')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.spaceId', '=', 'quotes.spaceId')
        .onRef('organisations.id', '=', 'quotes.organisationId'),
    )
    .select(['quotes.id', 'people.name', 'organisations.name as organisation'])
    .where('quotes.spaceId', '=', spaceId)
    .where(sql<boolean>`quotes.pool_id = any (${poolIds}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, name, organisation }) => [id, organisation ?? name]));
}

/** How much stands in the log of each pool, and how many have committed. */
async function readTips(db: Handle, { spaceId, poolIds }: Place) {
  const rows = await db
    .selectFrom('poolTips')
    .select(['poolId', 'size', 'commitments', 'units'])
    .where('spaceId', '=', spaceId)
    .where(sql<boolean>`pool_id = any (${poolIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.poolId, row]));
}

/** What the last clearing of each pool gave, by variant in their order. */
async function readCleared(db: Handle, { spaceId, poolIds }: Place): Promise<Map<string, Cleared>> {
  const rows = await db
    .selectFrom('poolClearings')
    .select(['poolId', 'quoteId', 'quantity', 'priceMinor'])
    .select(
      sql<
        Priced[] | null
      >`(select json_agg(json_build_object('price', coalesce(p.price_minor, 0), 'quantity', p.quantity) order by v.position)
        from pool_variant_prices p join pool_variants v on v.space_id = p.space_id and v.pool_id = p.pool_id and v.id = p.variant_id
        where p.space_id = pool_clearings.space_id and p.pool_id = pool_clearings.pool_id and p.round = pool_clearings.round)`.as(
        'priced',
      ),
    )
    .distinctOn('poolId')
    .where('spaceId', '=', spaceId)
    .where(sql<boolean>`pool_id = any (${poolIds}::uuid[])`)
    .orderBy('poolId')
    .orderBy('round', 'desc')
    .execute();
  return new Map(
    rows.map(({ poolId, quoteId, quantity, priceMinor, priced }) => {
      const variants = priced ?? [{ price: priceMinor ?? 0, quantity }];
      return [poolId, { quoteId, quantity, variants }];
    }),
  );
}

function stageOf(stage: string): PoolPicture['stage'] {
  return stage === 'tentative' || stage === 'tipped' || stage === 'void' ? stage : 'open';
}
