import { type Refused, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { hashToken } from './sessions.ts';

/** What somebody new can show: their address, and the token of the invitation whose link they came by. */
export type Newcomer = { email?: string | undefined; invitation?: string | undefined };

/**
 * Where the operator lets in only the invited, an open invitation to a space lets its holder begin: by its link, or by the
 * address that it went to. The answer does not depend on whether the address has an account, so it gives none away.
 */
export async function refuseUninvited(
  services: Services,
  newcomer: Newcomer,
): Promise<Refused | undefined> {
  const may = await services.database.read({ kind: 'installation' }, async (db) => {
    const { signUp } = await db
      .selectFrom('installation')
      .select('signUp')
      .executeTakeFirstOrThrow();
    if (signUp === 'open') return true;
    const { email = null, invitation } = newcomer;
    const found = await db
      .selectFrom('invitations')
      .innerJoin('spaces', 'spaces.id', 'invitations.spaceId')
      .select('invitations.id')
      .where('spaces.closedAt', 'is', null)
      .where('invitations.revokedAt', 'is', null)
      .where('invitations.expiresAt', '>', services.clock.now())
      .where('invitations.usesLeft', '>', 0)
      .where(({ and, or, eb }) => {
        const byLink = eb('invitations.tokenHash', '=', hashToken(invitation ?? ''));
        const byAddress = eb('invitations.email', '=', email);
        // The link in a mail is of use to the address it was sent to alone.
        return email === null
          ? byLink
          : or([byAddress, and([byLink, eb('invitations.email', 'is', null)])]);
      })
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  });
  return may ? undefined : refused('not-now', 'invited-only');
}
