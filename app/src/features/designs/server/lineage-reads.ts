import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findDesign, type onDesign } from './find-design.ts';

/** A family that grew larger is shown as far as it is nearest. */
const MOST_NODES = 60;

export const lineage = z.object({
  versions: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      number: z.number().int(),
      title: z.string(),
      author: z.string(),
      publishedAt: z.string(),
      reason: z.string(),
      removed: z.boolean(),
      /** The newest version of its design. */
      newest: z.boolean(),
      remixes: z.number().int(),
      parents: z.array(z.string()),
    }),
  ),
  /** Whether there are further ones. */
  more: z.boolean(),
});
export type Lineage = z.infer<typeof lineage>;
export type LineageVersion = Lineage['versions'][number];

/** Everything that a design came from and that came of it, as far as versions are linked, the oldest first. */
export async function readLineage(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onDesign>,
): Promise<Outcome<Lineage>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'design.read' },
    async (db, { space }) => {
      const found = await findDesign(db, actor, wanted);
      return found && familyOf(db, space.id, found.design.id);
    },
  );
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

async function familyOf(db: Handle, spaceId: string, designId: string): Promise<Lineage> {
  const { rows } = await sql<Omit<LineageVersion, 'publishedAt'> & { publishedAt: Date }>`
    with recursive family (id) as (
      select v.id from design_versions v where v.space_id = ${spaceId} and v.design_id = ${designId}
      union
      select case when e.parent_id = f.id then e.version_id else e.parent_id end
        from family f join design_parents e on e.space_id = ${spaceId} and (e.parent_id = f.id or e.version_id = f.id)
    ), nearest as (select id from family limit ${MOST_NODES + 1})
    select v.id, d.address, v.number, v.title, p.name as author, v.published_at, v.reason,
      d.removed_at is not null as removed, v.number = d.versions as newest,
      (select count(*)::int from design_parents c join design_versions o on o.space_id = c.space_id and o.id = c.version_id
        where c.space_id = v.space_id and c.parent_id = v.id and o.design_id <> v.design_id) as remixes,
      (select coalesce(json_agg(e.parent_id order by e.place), '[]') from design_parents e
        where e.space_id = v.space_id and e.version_id = v.id) as parents
    from nearest n join design_versions v on v.space_id = ${spaceId} and v.id = n.id
    join designs d on d.space_id = v.space_id and d.id = v.design_id
    join people p on p.id = v.author_id
    order by v.published_at, v.id`.execute(db);
  const shown = rows.slice(0, MOST_NODES);
  const ids = new Set(shown.map(({ id }) => id));
  return {
    versions: shown.map((row) => ({
      ...row,
      publishedAt: row.publishedAt.toISOString(),
      parents: row.parents.filter((id) => ids.has(id)),
    })),
    more: rows.length > MOST_NODES,
  };
}
