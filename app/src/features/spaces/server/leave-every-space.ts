import type { Change } from '#server/commands/change.ts';
import type { Refused } from '#server/outcome.ts';
import { endMembership, keepAHost } from './memberships.ts';

/** Somebody goes for good: they leave every space, unless one would be left without a host. */
export async function leaveEverySpace(
  change: Change,
  personId: string,
): Promise<Refused | undefined> {
  const memberships = await change.db
    .selectFrom('memberships')
    .innerJoin('spaces', 'spaces.id', 'memberships.spaceId')
    .select(['memberships.spaceId', 'memberships.role', 'spaces.closedAt'])
    .where('memberships.personId', '=', personId)
    // NOTE: always in one order, so that two who leave at once do not wait for each other for ever.
    .orderBy('memberships.spaceId')
    .execute();
  for (const { spaceId, role, closedAt } of memberships) {
    const kept =
      role === 'host' && !closedAt ? await keepAHost(change, spaceId, personId) : undefined;
    if (kept) return kept;
  }
  for (const { spaceId } of memberships) {
    await change.emit({ kind: 'member.left', spaceId, subjectId: personId });
    await endMembership(change, spaceId, personId);
  }
  return undefined;
}
