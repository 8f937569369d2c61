import { z } from 'zod';
import type { Command, Found } from '#server/commands/command.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { makeMailedToken, useMailedToken } from './mailed-tokens.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { mailPerson } from './people-mails.ts';
import { emailAddress, newPassword } from './person-input.ts';

const anybody: Found<undefined> = {
  standing: { role: 'visitor', own: false, open: false },
  subject: undefined,
};

export const askRecoveryInput = z.object({ email: emailAddress });

/** A link to choose a new password, if the address has an account; the answer does not say whether. */
export const askRecovery: Command<z.infer<typeof askRecoveryInput>, undefined, { mailed: true }> = {
  name: 'person.ask-recovery',
  action: 'person.sign-in',
  input: askRecoveryInput,
  find: async () => anybody,
  apply: async (change, { email }) => {
    const owner = await change.db
      .selectFrom('accounts')
      .innerJoin('people', 'people.id', 'accounts.personId')
      .select(['people.id as personId', 'people.name', 'people.locale', 'accounts.email'])
      .where('accounts.email', '=', email)
      .where('people.closedAt', 'is', null)
      .executeTakeFirst();
    if (!owner) return done({ mailed: true });
    const token = await makeMailedToken(change, 'recover', owner);
    await mailPerson(change, 'recover', owner, `${change.services.config.origin}/recover/${token}`);
    return done({ mailed: true });
  },
};

export const recoverInput = z.object({ token: z.string().min(20).max(100), password: newPassword });

/** The link was opened and a new password chosen: every device is signed out, and the address counts as confirmed. */
export const recover: Command<z.infer<typeof recoverInput>, undefined, { recovered: true }> = {
  name: 'person.recover',
  action: 'person.sign-in',
  input: recoverInput,
  find: async () => anybody,
  apply: async (change, { token, password }) => {
    const weakness = weaknessOf(password, []);
    if (weakness) return invalid({ field: 'password', reason: weakness });
    // The token first: strangers with false ones must not keep the processors busy.
    const owner = await useMailedToken(change, 'recover', token);
    if (!owner) return refused('not-now', 'link-used');
    const passwordHash = await hashPassword(password);
    const { personId, email } = owner;
    await change.db
      .updateTable('accounts')
      .set({ passwordHash, passwordChangedAt: change.now, emailVerifiedAt: change.now })
      .where('personId', '=', personId)
      .where('email', '=', email)
      .execute();
    // Whoever got in before with the old password has to leave, by every way in that they may have made.
    await change.db.deleteFrom('sessions').where('personId', '=', personId).execute();
    await change.db
      .updateTable('accessTokens')
      .set({ revokedAt: change.now })
      .where('personId', '=', personId)
      .where('revokedAt', 'is', null)
      .execute();
    const person = await change.db
      .selectFrom('people')
      .select(['name', 'locale'])
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    await mailPerson(
      change,
      'password-changed',
      { personId, email, ...person },
      `${change.services.config.origin}/recover`,
    );
    await change.emit({ kind: 'person.recovered', subjectId: personId });
    return done({ recovered: true });
  },
};
