import { mergeDesigns, type Conflict, type Side } from '@muster/kit/merge';
import type { DesignNode } from '@muster/kit/design';
import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { designAddress } from './find-design.ts';
import { versionAtHand } from './version-book.ts';

const versionOf = z.object({ design: designAddress, number: z.number().int().min(1).max(200) });
export type VersionOf = z.infer<typeof versionOf>;

/** `ADDRESS.NUMBER`, as a link to the studio names a version. */
export function readVersionOf(text: string | null): VersionOf | undefined {
  const [design, number] = (text ?? '').split('.');
  const read = versionOf.safeParse({ design, number: Number(number) });
  return read.success ? read.data : undefined;
}

export type MergedVersions = { root: DesignNode; conflicts: readonly Conflict[] };

/**
 * Two versions brought together, by what both of them come of: what one alone has changed is taken, and where both have
 * changed the same the choices count.
 */
export async function readMerged(
  services: Services,
  actor: Actor,
  { space, ours, theirs }: { space: string; ours: VersionOf; theirs: VersionOf },
  choices: ReadonlyMap<string, Side>,
): Promise<Outcome<MergedVersions>> {
  const wanted = { space, action: 'design.read' };
  const read = await readInSpace(services, actor, wanted, async (db, found) => {
    const [mine, other] = [
      await rowOf(db, found.space.id, ours),
      await rowOf(db, found.space.id, theirs),
    ];
    if (!mine || !other) return undefined;
    const base = await nearestCommon(db, found.space.id, mine.id, other.id);
    const roots = {
      ours: (await versionAtHand(db, mine)).root,
      theirs: (await versionAtHand(db, other)).root,
    };
    return mergeDesigns(base ? (await versionAtHand(db, base)).root : null, roots, choices);
  });
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

function rowOf(db: Handle, spaceId: string, { design, number }: VersionOf) {
  return db
    .selectFrom('designVersions')
    .innerJoin('designs', (join) =>
      join
        .onRef('designs.spaceId', '=', 'designVersions.spaceId')
        .onRef('designs.id', '=', 'designVersions.designId'),
    )
    .select([
      'designVersions.id',
      'designVersions.spaceId',
      'designVersions.kitHash',
      'designVersions.contentHash',
      'designVersions.document',
      'designVersions.priceList',
    ])
    .where('designVersions.spaceId', '=', spaceId)
    .where('designs.address', '=', design)
    .where('designs.removedAt', 'is', null)
    .where('designVersions.number', '=', number)
    .executeTakeFirst();
}

const MOST_GENERATIONS = 200;

/** The version that both come of over the fewest steps; one of the two itself, where the other was made from it. */
async function nearestCommon(db: Handle, spaceId: string, one: string, other: string) {
  const { rows } = await sql<{
    id: string;
    spaceId: string;
    kitHash: string;
    contentHash: string;
    document: unknown;
    priceList: number | null;
  }>`with recursive up (start, id, steps) as (
      select v.id, v.id, 0 from design_versions v where v.space_id = ${spaceId} and v.id in (${one}, ${other})
      union
      select u.start, e.parent_id, u.steps + 1 from up u
        join design_parents e on e.space_id = ${spaceId} and e.version_id = u.id where u.steps < ${MOST_GENERATIONS}
    )
    select v.id, v.space_id, v.kit_hash, v.content_hash, v.document, v.price_list
    from up mine join up theirs on theirs.id = mine.id and theirs.start = ${other}
    join design_versions v on v.space_id = ${spaceId} and v.id = mine.id
    where mine.start = ${one}
    order by mine.steps + theirs.steps, v.published_at desc limit 1`.execute(db);
  return rows[0];
}
