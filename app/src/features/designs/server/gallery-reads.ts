import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';

const DESIGNS_A_PAGE = 24;

export const galleryPage = z.object({
  q: z.string().trim().max(200).optional(),
  sort: z.enum(['newest', 'most-remixed', 'most-discussed', 'lightest']).default('newest'),
  /** The type of the body, such as `carcass` or `table`. */
  body: z.string().max(40).optional(),
  material: z.string().max(40).optional(),
  /** Millimetres that there are for it. */
  fits: z.coerce.number().int().min(1).max(100_000).optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
});

export const listedDesign = z.object({
  address: z.string(),
  number: z.number().int(),
  title: z.string(),
  author: z.string(),
  publishedAt: z.string(),
  body: z.string(),
  widthMm: z.number().int(),
  depthMm: z.number().int(),
  heightMm: z.number().int(),
  massG: z.number().int().nullable(),
  material: z.string().nullable(),
  remixes: z.number().int(),
  comments: z.number().int(),
});
export type ListedDesign = z.infer<typeof listedDesign>;
export const gallery = z.object({
  designs: z.array(listedDesign),
  more: z.boolean(),
  /** What there is to filter by in this space. */
  bodies: z.array(z.string()),
  materials: z.array(z.string()),
});

const ORDERS = {
  newest: sql``,
  'most-remixed': sql`remixes desc,`,
  'most-discussed': sql`comments desc,`,
  lightest: sql`v.mass_g asc nulls last,`,
};

/** The designs of a space, each by its newest version. */
export async function readGallery(
  services: Services,
  actor: Actor,
  space: string,
  { q, sort, body, material, fits, page }: z.infer<typeof galleryPage>,
) {
  return readInSpace(services, actor, { space, action: 'design.read' }, async (db, found) => {
    const spaceId = found.space.id;
    const shown = sql`designs d join design_versions v
      on v.space_id = d.space_id and v.design_id = d.id and v.number = d.versions
      where d.space_id = ${spaceId} and d.removed_at is null`;
    const wanted = [
      q ? sql`and d.search @@ websearch_to_tsquery('simple', ${q})` : sql``,
      body ? sql`and v.body = ${body}` : sql``,
      material ? sql`and v.material = ${material}` : sql``,
      fits ? sql`and v.width_mm <= ${fits}` : sql``,
    ];
    const { rows } = await sql<Omit<ListedDesign, 'publishedAt'> & { publishedAt: Date }>`select
        d.address, v.number, v.title, (select p.name from people p where p.id = d.author_id) as author, d.published_at,
        v.body, v.width_mm, v.depth_mm, v.height_mm, v.mass_g, v.material,
        (select count(*)::int from design_parents e
          join design_versions mine on mine.space_id = e.space_id and mine.id = e.parent_id
          join design_versions other on other.space_id = e.space_id and other.id = e.version_id
          join designs theirs on theirs.space_id = other.space_id and theirs.id = other.design_id and theirs.removed_at is null
          where mine.space_id = d.space_id and mine.design_id = d.id and other.design_id <> d.id) as remixes,
        (select count(*)::int from threads t join comments c on c.space_id = t.space_id and c.thread_id = t.id
          where t.space_id = d.space_id and t.subject_kind = 'design' and t.subject_id = d.id and c.removed_at is null) as comments
      from ${shown} ${sql.join(wanted, sql` `)}
      order by ${ORDERS[sort]} d.published_at desc, d.id desc
      limit ${DESIGNS_A_PAGE + 1} offset ${(page - 1) * DESIGNS_A_PAGE}`.execute(db);
    const { rows: kinds } = await sql<{
      bodies: string[] | null;
      materials: string[] | null;
    }>`select array_agg(distinct v.body) as bodies, array_agg(distinct v.material) filter (where v.material is not null) as materials
      from ${shown}`.execute(db);
    return {
      designs: rows
        .slice(0, DESIGNS_A_PAGE)
        .map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })),
      more: rows.length > DESIGNS_A_PAGE,
      bodies: kinds[0]?.bodies ?? [],
      materials: kinds[0]?.materials ?? [],
    };
  });
}
