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
} from '../pool-picture.ts';
import { readBook } from './open-books.ts';
import type { PoolBook } from './pool-book.ts';

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
  cleared: { quoteId: string; quantity: number; priceMinor: number } | undefined;
};

function draw(pool: PicturedPool, book: PoolBook, known: Known): PoolPicture {
  const { answer, offers, hasContainers } = book.view();
  const gross = (price: number) => grossPrice(price, pool.taxBps);
  const makerOf = (offer: string) => known.makers.get(offer) ?? '';
  const tiers = answer.gaps.map((gap): PictureTier => {
    const { offer, from, accepting, missing } = gap;
    const safe = safeUnits(pool.failureBps, from, accepting);
    return {
      offer,
      maker: makerOf(offer),
      from,
      priceMinor: gross(gap.price),
      accepting,
      missing,
      safe,
    };
  });
  const leading = known.cleared?.quoteId ?? answer.offer;
  const now = nowOf(pool, answer, known);
  const revealed = pool.stage !== 'open';
  return {
    stage: stageOf(pool.stage),
    currency: pool.currency,
    benchmarkMinor: pool.benchmarkMinor,
    commitments: known.commitments,
    units: known.units,
    now: now && { ...now, maker: makerOf(now.offer), priceMinor: gross(now.priceMinor) },
    tiers,
    offers: offers.map(({ offer, steps }) => ({
      offer,
      maker: makerOf(offer),
      leading: offer === leading,
      steps: steps.map(({ quantity, price }) => ({ quantity, priceMinor: gross(price) })),
    })),
    crowd: revealed ? revealedCrowd(book) : crowdAtTiers(tiers),
    revealed,
    // Of a pool that came to nothing: what was missing to the nearest tier.
    next:
      known.cleared || (revealed && pool.stage !== 'void')
        ? null
        : nextTier(tiers, now && { ...now, maker: '', priceMinor: gross(now.priceMinor) }),
    drift: driftOf(offers.length, hasContainers),
  };
}

function nowOf(
  pool: PicturedPool,
  answer: { cleared: boolean; offer: string | null; price: number; quantity: number },
  { cleared }: Known,
): { offer: string; priceMinor: number; units: number } | null {
  if (cleared)
    return { offer: cleared.quoteId, priceMinor: cleared.priceMinor, units: cleared.quantity };
  if (pool.stage !== 'open' || !answer.cleared || answer.offer === null) return null;
  return { offer: answer.offer, priceMinor: answer.price, units: answer.quantity };
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

/** What the last clearing of each pool gave. */
async function readCleared(db: Handle, { spaceId, poolIds }: Place) {
  const rows = await db
    .selectFrom('poolClearings')
    .select(['poolId', 'quoteId', 'quantity', 'priceMinor'])
    .distinctOn('poolId')
    .where('spaceId', '=', spaceId)
    .where(sql<boolean>`pool_id = any (${poolIds}::uuid[])`)
    .orderBy('poolId')
    .orderBy('round', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.poolId, row]));
}

function stageOf(stage: string): PoolPicture['stage'] {
  return stage === 'tentative' || stage === 'tipped' || stage === 'void' ? stage : 'open';
}
