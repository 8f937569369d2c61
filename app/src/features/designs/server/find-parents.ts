import type { Handle } from '#server/database/database.ts';
import { done, invalid, type Outcome } from '#server/outcome.ts';

export type ParentRow = { id: string; contentHash: string };

/** The versions that a design is made from, in their order; each of them is there, and none twice. */
export async function findParents(
  db: Handle,
  spaceId: string,
  parents: readonly { design: string; number: number }[],
): Promise<Outcome<ParentRow[]>> {
  const found: ParentRow[] = [];
  for (const [at, { design, number }] of parents.entries()) {
    const row = await db
      .selectFrom('designVersions')
      .innerJoin('designs', (join) =>
        join
          .onRef('designs.spaceId', '=', 'designVersions.spaceId')
          .onRef('designs.id', '=', 'designVersions.designId'),
      )
      .select(['designVersions.id', 'designVersions.contentHash'])
      .where('designVersions.spaceId', '=', spaceId)
      .where('designs.address', '=', design)
      .where('designs.removedAt', 'is', null)
      .where('designVersions.number', '=', number)
      .executeTakeFirst();
    if (!row || found.some(({ id }) => id === row.id))
      return invalid({ field: `parents.${at}`, reason: 'not-a-choice' });
    found.push(row);
  }
  return done(found);
}
