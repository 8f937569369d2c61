import { randomBytes } from 'node:crypto';
import type { Change } from '#server/commands/change.ts';
import { introduce } from '#server/database/database.ts';
import { FORMER } from './change-profile.ts';

/** What was theirs alone. What they wrote for others stays, under the name of a former member. */
const REMOVED = [
  'passkeys',
  'passkeyChallenges',
  'outsideIdentities',
  'outsideSignIns',
  'sessions',
  'mailedTokens',
  'accessTokens',
  'drafts',
  'notifications',
  'notificationChoices',
  'mails',
  'accounts',
] as const;

const FORMER_MEMBER: Record<string, string> = {
  en: 'A former member',
  de: 'Ein früheres Mitglied',
};

/**
 * Removes what names a person and unlinks the rest. The caller has asked for the proof and taken them out of every space.
 * NOTE: from here on row-level security sees the installation: mails and invitations to them are not theirs to change.
 */
export async function forgetPerson(change: Change, personId: string): Promise<void> {
  await introduce(change.db, { kind: 'installation' });
  const { email } = await change.db
    .selectFrom('accounts')
    .select('email')
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow();
  for (const table of REMOVED)
    await change.db.deleteFrom(table).where('personId', '=', personId).execute();
  await change.db.deleteFrom('mails').where('recipient', '=', email).execute();
  await change.db
    .updateTable('invitations')
    .set({ email: null, note: '', revokedAt: change.now })
    .where('email', '=', email)
    .execute();
  await change.db
    .updateTable('people')
    .set({
      name: await formerName(change),
      handle: `${FORMER}${randomBytes(6).toString('hex')}`,
      about: '',
      locale: 'en',
      timeZone: 'UTC',
      theme: 'auto',
      isOperator: false,
      closedAt: change.now,
    })
    .where('id', '=', personId)
    .execute();
}

/** In the language of the installation, since pages show the name as it is kept. */
async function formerName(change: Change): Promise<string> {
  const { locale } = await change.db
    .selectFrom('installation')
    .select('locale')
    .executeTakeFirstOrThrow();
  return FORMER_MEMBER[locale] ?? 'A former member';
}
