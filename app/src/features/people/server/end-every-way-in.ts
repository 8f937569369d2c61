import type { Change } from '#server/commands/change.ts';
import { endMailedTokens } from './mailed-tokens.ts';

/**
 * Ends every way into an account: password, passkeys, outside sign-ins, devices, access tokens, links in mails. For whoever
 * has shown that the address is theirs and must not share the account with somebody who was there before.
 */
export async function endEveryWayIn(change: Change, personId: string): Promise<void> {
  await change.db
    .updateTable('accounts')
    .set({ passwordHash: null })
    .where('personId', '=', personId)
    .execute();
  for (const table of ['passkeys', 'outsideIdentities', 'sessions', 'passkeyChallenges'] as const)
    await change.db.deleteFrom(table).where('personId', '=', personId).execute();
  await change.db
    .updateTable('accessTokens')
    .set({ revokedAt: change.now })
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .execute();
  await endMailedTokens(change, personId);
}
