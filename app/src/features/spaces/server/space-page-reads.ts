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

/** What stands around every page of a space: which one it is, and what the actor is in it. */
export function readSpace(services: Services, actor: Actor, address: string) {
  const subject = { space: address, action: 'space.see' };
  return readInSpace(services, actor, subject, async (_db, found) => standingShown(found));
}

export function readSpaceHome(services: Services, actor: Actor, address: string) {
  const subject = { space: address, action: 'space.see' };
  return readInSpace(services, actor, subject, async (db, found) => {
    const { members } = await db
      .selectFrom('memberships')
      .select(sql<number>`count(*)::int`.as('members'))
      .where('spaceId', '=', found.space.id)
      .executeTakeFirstOrThrow();
    return { ...standingShown(found), members, targets: await findTargets(db, found.space.id) };
  });
}

/** What a space is to reach, as a host set it. */
export function readTargets(services: Services, actor: Actor, address: string) {
  const subject = { space: address, action: 'target.set' };
  return readInSpace(services, actor, subject, (db, { space }) => findTargets(db, space.id));
}

function findTargets(db: Handle, spaceId: string) {
  return db
    .selectFrom('targets')
    .select(['measure', 'goal'])
    .where('spaceId', '=', spaceId)
    .orderBy('measure')
    .execute();
}

function standingShown({ space, role }: SpaceStanding) {
  return { ...space, createdAt: space.createdAt.toISOString(), role };
}
