import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { readSpec, specSheet } from '#features/wanteds/server/wanteds.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { positionText } from '#server/events/event.ts';
import { newestPosition } from '#server/events/event-reads.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { bindingFrom } from './change-commitment.ts';
import { findPool, type PoolRow } from './find-pool.ts';
import { readPicture, readPictures } from './picture-data.ts';
import { variantsOfPool } from './pool-variants.ts';
import type { PoolPicture } from '../pool-picture.ts';

/** Described loosely in the API: the picture is made for drawing, its parts are named in the docs. */
export const pictureView = z
  .custom<PoolPicture>((value) => typeof value === 'object')
  .meta({
    type: 'object',
    description:
      'The pool picture: both stairs, the point where they stand, and the gaps to each tier. Money is gross. Of several variants `variants` holds one each; the other fields are those of the first.',
  });

const quoteView = z.object({
  id: z.string(),
  maker: z.string(),
  note: z.string(),
  sealed: z.boolean(),
  mine: z.boolean(),
  terms: z
    .unknown()
    .meta({ type: 'object', description: 'In the words of docs/clearing.md; null while sealed.' }),
});

export const poolView = z.object({
  id: z.string(),
  address: z.string(),
  title: z.string(),
  body: z.string(),
  spec: specSheet,
  stage: z.enum(['open', 'tentative', 'tipped', 'void']),
  currency: z.string(),
  benchmarkMinor: z.number().int().nullable(),
  benchmarkSource: z.string(),
  variants: z
    .array(
      z.object({ key: z.string(), name: z.string(), benchmarkMinor: z.number().int().nullable() }),
    )
    .meta({
      description: 'With two or more, quotes price each and a commitment names one by its key.',
    }),
  feeBps: z.number().int(),
  feePerUnitMinor: z.number().int(),
  feeFixedMinor: z.number().int(),
  taxBps: z.number().int(),
  objective: z.string(),
  rationing: z.string(),
  terms: z.string(),
  priceMayRise: z.boolean(),
  bindingFrom: z
    .string()
    .meta({ description: 'From here on a commitment may grow, but not shrink or leave.' }),
  quotesDueAt: z.string().nullable(),
  quotesOpened: z.boolean(),
  offersFreezeAt: z.string(),
  closesAt: z.string(),
  closedAt: z.string().nullable(),
  collectDays: z.number().int(),
  voidReason: z.string().nullable(),
  voidNote: z.string().nullable(),
  publicKey: z.string(),
  host: z.object({ id: z.string(), name: z.string(), handle: z.string() }),
  wanted: z.object({ address: z.string(), title: z.string() }).nullable(),
  thread: z.string().nullable(),
  invited: z.array(z.object({ id: z.string(), name: z.string() })),
  quotes: z.array(quoteView),
  withdrawnQuotes: z
    .array(z.object({ id: z.string(), maker: z.string(), at: z.string() }))
    .meta({ description: 'Of makers that offer nothing in its place.' }),
  picture: pictureView,
  position: z.string().meta({ description: 'Where a window that follows the pool goes on from.' }),
});
export type PoolView = z.infer<typeof poolView>;

/** One pool with its picture, for everybody who may read its space. */
export async function readPool(
  services: Services,
  actor: Actor,
  wanted: { space: string; pool: string },
): Promise<Outcome<PoolView>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'pool.read' },
    async (db, { organisationId }) => {
      const found = await findPool(db, actor, wanted);
      if (!found) return undefined;
      const { pool } = found;
      const who = { personId: personOf(actor), organisationId };
      const around = await readAround(db, pool);
      return {
        ...viewOf(pool),
        ...around,
        ...(await readQuotes(db, pool, who)),
        picture: await readPicture(services, db, pool),
        position: positionText(await newestPosition(db)),
      };
    },
  );
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

function viewOf(pool: PoolRow) {
  const { spaceId: _space, hostId: _host, wantedId: _wanted, failureBps: _failure, ...row } = pool;
  const {
    bindingHours: _hours,
    version: _version,
    settledAt: _settled,
    createdAt: _created,
    ...shown
  } = row;
  return {
    ...shown,
    spec: readSpec(pool.spec),
    variants: pool.variants.map(({ id: _id, ...variant }) => variant),
    stage: z.enum(['open', 'tentative', 'tipped', 'void']).parse(pool.stage),
    bindingFrom: bindingFrom(pool).toISOString(),
    quotesDueAt: pool.quotesDueAt?.toISOString() ?? null,
    quotesOpened: pool.quotesOpenedAt !== null,
    offersFreezeAt: pool.offersFreezeAt.toISOString(),
    closesAt: pool.closesAt.toISOString(),
    closedAt: pool.closedAt?.toISOString() ?? null,
  };
}

async function readAround(db: Handle, pool: PoolRow) {
  const { spaceId } = pool;
  const host = await db
    .selectFrom('people')
    .select(['id', 'name', 'handle'])
    .where('id', '=', pool.hostId)
    .executeTakeFirstOrThrow();
  const wanted = await db
    .selectFrom('wanteds')
    .select(['address', 'title'])
    .where('spaceId', '=', spaceId)
    .where('id', '=', pool.wantedId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  const thread = await db
    .selectFrom('threads')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('subjectKind', '=', 'pool')
    .where('subjectId', '=', pool.id)
    .executeTakeFirst();
  const invited = await db
    .selectFrom('poolMakers')
    .innerJoin('organisations', (join) =>
      join
        .onRef('organisations.spaceId', '=', 'poolMakers.spaceId')
        .onRef('organisations.id', '=', 'poolMakers.organisationId'),
    )
    .select(['organisations.id', 'organisations.name'])
    .where('poolMakers.spaceId', '=', spaceId)
    .where('poolMakers.poolId', '=', pool.id)
    .orderBy('organisations.name')
    .execute();
  return { host, wanted: wanted ?? null, thread: thread?.id ?? null, invited };
}

/** What a sealed quote says is shown to nobody, its maker included: it can be replaced until it is due. */
async function readQuotes(
  db: Handle,
  pool: PoolRow,
  who: { personId: string | null; organisationId: string | null },
): Promise<Pick<PoolView, 'quotes' | 'withdrawnQuotes'>> {
  const rows = await db
    .selectFrom('quotes')
    .innerJoin('people', 'people.id', 'quotes.personId')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.spaceId', '=', 'quotes.spaceId')
        .onRef('organisations.id', '=', 'quotes.organisationId'),
    )
    .select([
      'quotes.id',
      'quotes.terms',
      'quotes.note',
      'quotes.personId',
      'quotes.organisationId',
      'quotes.withdrawnAt',
    ])
    .select(['people.name', 'organisations.name as organisation'])
    .where('quotes.spaceId', '=', pool.spaceId)
    .where('quotes.poolId', '=', pool.id)
    .orderBy('quotes.createdAt')
    .execute();
  const standing = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const makers = new Set(standing.map(makerOf));
  return {
    quotes: standing.map((row) => ({
      id: row.id,
      maker: row.organisation ?? row.name,
      note: row.note,
      sealed: row.terms === null,
      mine: makerOf(row) === (row.organisationId ? who.organisationId : who.personId),
      terms: row.terms,
    })),
    withdrawnQuotes: rows.flatMap((row) =>
      row.withdrawnAt === null || makers.has(makerOf(row))
        ? []
        : [{ id: row.id, maker: row.organisation ?? row.name, at: row.withdrawnAt.toISOString() }],
    ),
  };
}

/** An organisation offers as one, whoever writes for it. */
function makerOf(quote: { organisationId: string | null; personId: string }): string {
  return quote.organisationId ?? quote.personId;
}

const MOST_POOLS_A_PAGE = 20;
export const poolPage = z.object({
  q: z.string().trim().max(200).optional(),
  stage: z.enum(['open', 'tentative', 'tipped', 'void']).optional(),
  sort: z.enum(['newest', 'closing']).default('newest'),
  page: z.coerce.number().int().min(1).max(500).default(1),
  size: z.coerce.number().int().min(1).max(MOST_POOLS_A_PAGE).default(MOST_POOLS_A_PAGE),
});

export const listedPool = z.object({
  address: z.string(),
  title: z.string(),
  stage: z.enum(['open', 'tentative', 'tipped', 'void']),
  closesAt: z.string(),
  picture: pictureView,
});

/** The pools of a space, each with its picture in small. */
export async function readPools(
  services: Services,
  actor: Actor,
  space: string,
  wanted: z.infer<typeof poolPage>,
) {
  return readInSpace(services, actor, { space, action: 'pool.read' }, async (db, found) => {
    const rows = await listQuery(db, found.space.id, wanted).execute();
    const page = rows.slice(0, wanted.size);
    const pictured = await readPictures(services, db, found.space.id, page);
    const pools = pictured.map(({ pool, picture }): z.infer<typeof listedPool> => ({
      address: pool.address,
      title: pool.title,
      stage: z.enum(['open', 'tentative', 'tipped', 'void']).parse(pool.stage),
      closesAt: pool.closesAt.toISOString(),
      picture,
    }));
    return { pools, more: rows.length > wanted.size };
  });
}

function listQuery(db: Handle, spaceId: string, page: z.infer<typeof poolPage>) {
  const { q, stage, sort } = page;
  return db
    .selectFrom('pools')
    .select(['id', 'spaceId', 'address', 'title', 'stage', 'closesAt', 'currency'])
    .select(['benchmarkMinor', 'taxBps', 'failureBps'])
    .select(variantsOfPool)
    .where('spaceId', '=', spaceId)
    .$if(stage !== undefined, (query) => query.where('stage', '=', stage ?? ''))
    .$if(Boolean(q), (query) =>
      query.where(sql<boolean>`search @@ websearch_to_tsquery('simple', ${q ?? ''})`),
    )
    .$if(sort === 'closing', (query) => query.orderBy('closesAt', 'desc'))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .offset((page.page - 1) * page.size)
    .limit(page.size + 1);
}
