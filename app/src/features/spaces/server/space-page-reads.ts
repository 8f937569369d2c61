import { sql } from 'kysely';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { findSpace, type SpaceStanding, standingIn } from './space-reads.ts';

/** Opens a read inside one space: one snapshot, the space found, the policy asked. */
export async function readInSpace<Value>(
  services: Services,
  actor: Actor,
  wanted: { space: string; action: string },
  run: (db: Handle, found: SpaceStanding) => Promise<Value>,
): Promise<Outcome<Value>> {
  return services.database.read(actor, async (db) => {
    const found = await findSpace(db, actor, wanted.space);
    if (!found) return refused('not-found');
    const row = services.policies[wanted.action];
    if (!row) throw new Error(`No policy declares ${wanted.action}.`);
    if (!allows(row, standingIn(found, actor)))
      return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
    return done(await run(db, found));
  });
}

export async function readSpaceHome(services: Services, actor: Actor, address: string) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'space.see' },
    async (db, { space, role }) => {
      const { members } = await db
        .selectFrom('memberships')
        .select(sql<number>`count(*)::int`.as('members'))
        .where('spaceId', '=', space.id)
        .executeTakeFirstOrThrow();
      const targets = await db
        .selectFrom('targets')
        .select(['measure', 'goal'])
        .where('spaceId', '=', space.id)
        .orderBy('measure')
        .execute();
      return { ...space, createdAt: space.createdAt.toISOString(), role, members, targets };
    },
  );
}
