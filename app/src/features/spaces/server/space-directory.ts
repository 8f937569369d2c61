import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';
import { containing } from './page-cursor.ts';

const MOST_OWN = 200;
const OPEN_A_PAGE = 30;
const MOST_PAGES = 400;

export const SPACE_ORDERS = ['newest', 'active', 'name'] as const;

export const directoryPage = z.object({
  q: z.string().trim().max(80).describe('part of a name or purpose').optional(),
  sort: z.enum(SPACE_ORDERS).default('newest'),
  page: z.coerce.number().int().min(1).max(MOST_PAGES).default(1).describe('of the public spaces'),
});
export type DirectoryPage = z.infer<typeof directoryPage>;

/** The spaces somebody belongs to, those they have closed as a host, and the public ones, a page at a time. */
export async function readSpaces(services: Services, actor: Actor, wanted: DirectoryPage) {
  return services.database.read(actor, async (db) => {
    const mine = personOf(actor) ? await findOwn(db, actor, wanted) : [];
    const found = await findOpen(db, actor, wanted);
    const open = found.slice(0, OPEN_A_PAGE);
    const numbers = await countIn(
      db,
      [...mine, ...open].map(({ id }) => id),
    );
    const shown = ({ id, closed: _closed, ...space }: SpaceRow) => ({ ...space, ...numbers(id) });
    return {
      own: mine.filter(({ closed }) => !closed).map(shown),
      closed: mine.filter(({ closed, role }) => closed && role === 'host').map(shown),
      open: open.map(shown),
      nextPage: found.length > OPEN_A_PAGE && wanted.page < MOST_PAGES ? wanted.page + 1 : null,
    };
  });
}

function findOwn(db: Handle, actor: Actor, wanted: DirectoryPage) {
  return selectSpaces(db, actor, wanted)
    .where('memberships.role', 'is not', null)
    .limit(MOST_OWN)
    .execute();
}

function findOpen(db: Handle, actor: Actor, wanted: DirectoryPage) {
  return selectSpaces(db, actor, wanted)
    .where('closedAt', 'is', null)
    .where('visibility', '=', 'public')
    .where('memberships.role', 'is', null)
    .offset((wanted.page - 1) * OPEN_A_PAGE)
    .limit(OPEN_A_PAGE + 1)
    .execute();
}

type SpaceRow = Awaited<ReturnType<typeof findOpen>>[number];

function selectSpaces(db: Handle, actor: Actor, { q, sort }: DirectoryPage) {
  const person = personOf(actor);
  const rows = db
    .selectFrom('spaces')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.spaceId', '=', 'spaces.id').on('memberships.personId', '=', person),
    )
    .select(['id', 'address', 'name', 'purpose', 'objective', 'visibility', 'accent'])
    .select(['memberships.role'])
    .select(sql<boolean>`closed_at is not null`.as('closed'))
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([
          where('name', 'ilike', containing(q ?? '')),
          where('purpose', 'ilike', containing(q ?? '')),
        ]),
      ),
    );
  const newest = (query: typeof rows) => query.orderBy('createdAt', 'desc').orderBy('id', 'desc');
  if (sort === 'name') return rows.orderBy(sql`lower(name)`).orderBy('id');
  if (sort === 'active') return newest(rows.orderBy(sql`${lastPostAt} desc nulls last`));
  return newest(rows);
}

/** One look into the index of the feed for each space, however much is written in it. */
const lastPostAt = sql<Date | null>`(select max(p.published_at) from posts p where p.space_id = spaces.id and p.published_at is not null and p.removed_at is null)`;

/** How many belong to each of some spaces, and what is written there: counted together, and only for those that are shown. */
async function countIn(db: Handle, ids: readonly string[]) {
  const members = await db
    .selectFrom('memberships')
    .select(['spaceId', sql<number>`count(*)::int`.as('count')])
    .where(sql<boolean>`space_id = any (${ids}::uuid[])`)
    .groupBy('spaceId')
    .execute();
  const posts = await db
    .selectFrom('posts')
    .select(['spaceId', sql<number>`count(*)::int`.as('count')])
    .select(sql<Date>`max(published_at)`.as('lastAt'))
    .where(sql<boolean>`space_id = any (${ids}::uuid[])`)
    .where('publishedAt', 'is not', null)
    .where('removedAt', 'is', null)
    .groupBy('spaceId')
    .execute();
  const membersOf = new Map(members.map((row) => [row.spaceId, row.count]));
  const postsOf = new Map(posts.map((row) => [row.spaceId, row]));
  return (id: string) => ({
    members: membersOf.get(id) ?? 0,
    posts: postsOf.get(id)?.count ?? 0,
    lastPostAt: postsOf.get(id)?.lastAt.toISOString() ?? null,
  });
}
