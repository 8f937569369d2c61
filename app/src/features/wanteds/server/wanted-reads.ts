import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { ALIKE, likeness } from '../similarity.ts';
import { readSpec, specSheet } from '../spec-sheet.ts';
import { findWanted, type WantedRow } from './find-wanted.ts';

const person = z.object({ id: z.string(), name: z.string(), handle: z.string() });
const named = z.object({ address: z.string(), title: z.string() });

export const wantedView = z.object({
  address: z.string(),
  title: z.string(),
  body: z.string(),
  spec: specSheet,
  version: z.number().int(),
  author: person,
  createdAt: z.string(),
  people: z.number().int(),
  units: z.number().int(),
  mine: z
    .object({ quantity: z.number().int(), limitMinor: z.number().int().nullable() })
    .nullable(),
  limits: z
    .array(z.object({ priceMinor: z.number().int(), units: z.number().int() }))
    .nullable()
    .meta({
      description:
        'For hosts: how many units are wanted at each price that somebody said, the highest first.',
    }),
  mergedInto: named.nullable(),
  pools: z.array(named),
  thread: z.string().nullable(),
  proposals: z.array(
    z.object({
      id: z.string(),
      author: z.string(),
      note: z.string(),
      spec: specSheet,
      current: z.boolean(),
    }),
  ),
  merges: z.array(z.object({ id: z.string(), into: named, suggestedBy: z.string() })),
  alike: z.array(named),
});
export type WantedView = z.infer<typeof wantedView>;

const MOST_COMPARED = 300;
const MOST_ALIKE = 3;

/** One wanted with what others want of it, for everybody who may read its space. */
export async function readWanted(
  services: Services,
  actor: Actor,
  wanted: { space: string; wanted: string },
): Promise<Outcome<WantedView>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'wanted.read' },
    async (db, { space, role }) => {
      const found = await findWanted(db, actor, wanted);
      if (!found) return undefined;
      const view = await viewOf(db, space.id, found.wanted, personOf(actor));
      const limits = role === 'host' ? await readLimits(db, space.id, found.wanted.id) : null;
      return { ...view, limits };
    },
  );
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

async function viewOf(
  db: Handle,
  spaceId: string,
  row: WantedRow,
  personId: string | null,
): Promise<Omit<WantedView, 'limits'>> {
  const { rows } = await sql<
    Omit<WantedView, 'spec' | 'proposals' | 'alike' | 'limits'>
  >`select w.address, w.title, w.body, w.version,
      to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
      json_build_object('id', p.id, 'name', p.name, 'handle', p.handle) as author,
      (select count(*)::int from me_toos m where m.space_id = w.space_id and m.wanted_id = w.id) as people,
      (select coalesce(sum(quantity), 0)::int from me_toos m where m.space_id = w.space_id and m.wanted_id = w.id) as units,
      (select json_build_object('quantity', m.quantity, 'limitMinor', l.limit_minor) from me_toos m
        left join me_too_limits l using (space_id, wanted_id, person_id) where m.space_id = w.space_id and m.wanted_id = w.id and m.person_id = ${personId}) as mine,
      (select json_build_object('address', i.address, 'title', i.title) from wanteds i
        where i.space_id = w.space_id and i.id = w.merged_into) as merged_into,
      (select coalesce(json_agg(json_build_object('address', o.address, 'title', o.title) order by o.created_at), '[]') from pools o
        where o.space_id = w.space_id and o.wanted_id = w.id) as pools,
      (select t.id from threads t where t.space_id = w.space_id and t.subject_kind = 'wanted' and t.subject_id = w.id) as thread,
      (select coalesce(json_agg(json_build_object('id', g.id, 'suggestedBy', s.name,
          'into', json_build_object('address', i.address, 'title', i.title)) order by g.created_at), '[]')
        from wanted_merges g join people s on s.id = g.suggested_by
        join wanteds i on i.space_id = g.space_id and i.id = g.into_id
        where g.space_id = w.space_id and g.from_id = w.id and g.outcome is null) as merges
    from wanteds w join people p on p.id = w.author_id where w.space_id = ${spaceId} and w.id = ${row.id}`.execute(
    db,
  );
  const [view] = rows;
  if (!view) throw new Error(`Wanted ${row.id} is gone.`);
  const spec = readSpec(row.spec);
  return {
    ...view,
    spec,
    proposals: await readProposals(db, spaceId, row),
    alike: row.mergedInto ? [] : await readAlike(db, spaceId, row),
  };
}

/** The stair of what people would pay at most: what a host looks at before asking makers. */
async function readLimits(db: Handle, spaceId: string, wantedId: string) {
  const { rows } = await sql<{ priceMinor: number; units: number }>`
    select l.limit_minor as price_minor, (sum(sum(m.quantity)) over (order by l.limit_minor desc))::int as units
    from me_too_limits l join me_toos m using (space_id, wanted_id, person_id)
    where l.space_id = ${spaceId} and l.wanted_id = ${wantedId}
    group by l.limit_minor order by l.limit_minor desc`.execute(db);
  return rows;
}

async function readProposals(db: Handle, spaceId: string, row: WantedRow) {
  const rows = await db
    .selectFrom('specProposals')
    .innerJoin('people', 'people.id', 'specProposals.authorId')
    .select(['specProposals.id', 'people.name', 'note', 'spec', 'against'])
    .where('spaceId', '=', spaceId)
    .where('wantedId', '=', row.id)
    .where('outcome', 'is', null)
    .orderBy('specProposals.createdAt')
    .execute();
  return rows.map(({ id, name, note, spec, against }) => ({
    id,
    author: name,
    note,
    spec: readSpec(spec),
    current: against === row.version,
  }));
}

/** Those that look like the same thing: for people to judge, nothing follows from it by itself. */
async function readAlike(db: Handle, spaceId: string, row: WantedRow) {
  const rows = await db
    .selectFrom('wanteds')
    .select(['address', 'title', 'spec'])
    .where('spaceId', '=', spaceId)
    .where('id', '!=', row.id)
    .where('removedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(MOST_COMPARED)
    .execute();
  const self = { title: row.title, spec: readSpec(row.spec) };
  return rows
    .map(({ address, title, spec }) => ({
      address,
      title,
      like: likeness(self, { title, spec: readSpec(spec) }),
    }))
    .filter(({ like }) => like >= ALIKE)
    .toSorted((a, b) => b.like - a.like)
    .slice(0, MOST_ALIKE)
    .map(({ address, title }) => ({ address, title }));
}

const WANTEDS_A_PAGE = 30;
export const wantedPage = z.object({
  q: z.string().trim().max(200).optional(),
  sort: z.enum(['most-wanted', 'newest']).default('most-wanted'),
  page: z.coerce.number().int().min(1).max(500).default(1),
});

export const listedWanted = z.object({
  address: z.string(),
  title: z.string(),
  author: z.string(),
  createdAt: z.string(),
  people: z.number().int(),
  units: z.number().int(),
  pooled: z.boolean(),
});

/** What is wanted in a space, by how many want it or by time. */
export async function readWanteds(
  services: Services,
  actor: Actor,
  space: string,
  { q, sort, page }: z.infer<typeof wantedPage>,
) {
  return readInSpace(services, actor, { space, action: 'wanted.read' }, async (db, found) => {
    const words = q ? sql`and w.search @@ websearch_to_tsquery('simple', ${q})` : sql``;
    const order = sort === 'newest' ? sql`` : sql`coalesce(m.people, 0) desc,`;
    const { rows } = await sql<{
      address: string;
      title: string;
      author: string;
      createdAt: Date;
      people: number;
      units: number;
      pooled: boolean;
    }>`select w.address, w.title, p.name as author, w.created_at, coalesce(m.people, 0) as people, coalesce(m.units, 0) as units,
        w.pooled_at is not null as pooled
      from wanteds w join people p on p.id = w.author_id
      left join (select wanted_id, count(*)::int as people, sum(quantity)::int as units from me_toos
        where space_id = ${found.space.id} group by wanted_id) m on m.wanted_id = w.id
      where w.space_id = ${found.space.id} and w.removed_at is null and w.merged_into is null ${words}
      order by ${order} w.created_at desc, w.id desc
      limit ${WANTEDS_A_PAGE + 1} offset ${(page - 1) * WANTEDS_A_PAGE}`.execute(db);
    const wanteds = rows
      .slice(0, WANTEDS_A_PAGE)
      .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
    return { wanteds, more: rows.length > WANTEDS_A_PAGE };
  });
}
