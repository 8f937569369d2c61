import type { Change } from '#server/commands/change.ts';
import type { Services } from '#server/services.ts';
import { hashToken, newToken } from './sessions.ts';

const HOUR_MS = 3_600_000;
const LIFETIME_MS = {
  'verify-email': 72 * HOUR_MS,
  'change-email': 24 * HOUR_MS,
  recover: HOUR_MS,
} as const;
export type MailedPurpose = keyof typeof LIFETIME_MS;

/** A token that goes out by mail and is kept as a hash; the ones before it for the same purpose are used up. */
export async function makeMailedToken(
  change: Change,
  purpose: MailedPurpose,
  to: { personId: string; email: string },
): Promise<string> {
  const token = newToken();
  await change.db
    .updateTable('mailedTokens')
    .set({ usedAt: change.now })
    .where('personId', '=', to.personId)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .execute();
  await change.db
    .insertInto('mailedTokens')
    .values({
      tokenHash: hashToken(token),
      personId: to.personId,
      purpose,
      email: to.email,
      createdAt: change.now,
      expiresAt: new Date(change.now.getTime() + LIFETIME_MS[purpose]),
    })
    .execute();
  return token;
}

/** Uses a token up: exactly one of those who show it at once gets its owner. */
export async function useMailedToken(
  change: Change,
  purpose: MailedPurpose,
  token: string,
): Promise<{ personId: string; email: string } | undefined> {
  return change.db
    .updateTable('mailedTokens')
    .set({ usedAt: change.now })
    .where('tokenHash', '=', hashToken(token))
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', change.now)
    .returning(['personId', 'email'])
    .executeTakeFirst();
}

/** Whether a token would open something now; for what is too costly to do for false ones. */
export async function isMailedToken(
  services: Services,
  purpose: MailedPurpose,
  token: string,
): Promise<boolean> {
  const found = await services.database.read({ kind: 'identity' }, (db) =>
    db
      .selectFrom('mailedTokens')
      .select('personId')
      .where('tokenHash', '=', hashToken(token))
      .where('purpose', '=', purpose)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', services.clock.now())
      .executeTakeFirst(),
  );
  return found !== undefined;
}

/** Every link that lies in a mailbox of this person opens nothing any more. */
export async function endMailedTokens(change: Change, personId: string): Promise<void> {
  await change.db
    .updateTable('mailedTokens')
    .set({ usedAt: change.now })
    .where('personId', '=', personId)
    .where('usedAt', 'is', null)
    .execute();
}
