import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import { type Refused, refused } from '#server/outcome.ts';

/** Whoever writes for others to read has shown that their address is theirs. */
export async function requireVerified(change: Change): Promise<Refused | undefined> {
  const personId = personOf(change.actor);
  if (!personId) return refused('sign-in-needed');
  const account = await change.db
    .selectFrom('accounts')
    .select('emailVerifiedAt')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return account?.emailVerifiedAt ? undefined : refused('not-now', 'verify-first');
}
