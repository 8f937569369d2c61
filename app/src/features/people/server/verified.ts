import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';

/** Whether the address of the actor is confirmed: who has not confirmed it reads, but does not write. */
export async function isVerified(db: Handle, actor: Actor): Promise<boolean> {
  const personId = personOf(actor);
  if (!personId) return false;
  const account = await db
    .selectFrom('accounts')
    .select('emailVerifiedAt')
    .where('personId', '=', personId)
    .executeTakeFirst();
  return account?.emailVerifiedAt !== null && account !== undefined;
}
