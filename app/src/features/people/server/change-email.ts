import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { done, invalid } from '#server/outcome.ts';
import { makeMailedToken } from './mailed-tokens.ts';
import { mailPerson } from './people-mails.ts';
import { emailAddress } from './person-input.ts';
import { requireProof } from './require-proof.ts';
import { findSelf } from './self.ts';

export const askNewEmailInput = z.object({ email: emailAddress });
type AskNewEmail = z.infer<typeof askNewEmailInput>;

/**
 * A link to the new address; the account moves when it is opened. Whether the address has an account is not looked up here:
 * only whoever reads its mail gets to know.
 */
export const askNewEmail: Command<AskNewEmail, string, { mailed: true }> = {
  name: 'person.ask-new-email',
  action: 'account.manage',
  input: askNewEmailInput,
  find: findSelf,
  apply: async (change, { email }, personId) => {
    const unproved = requireProof(change);
    if (unproved) return unproved;
    await change.lock('new-email', personId);
    const person = await change.db
      .selectFrom('people')
      .innerJoin('accounts', 'accounts.personId', 'people.id')
      .select(['people.name', 'people.locale', 'accounts.email'])
      .where('people.id', '=', personId)
      .executeTakeFirstOrThrow();
    if (person.email === email) return invalid({ field: 'email', reason: 'same-address' });
    const token = await makeMailedToken(change, 'change-email', { personId, email });
    await mailPerson(
      change,
      'change-email',
      { personId, email, name: person.name, locale: person.locale },
      `${change.services.config.origin}/verify/${token}`,
    );
    return done({ mailed: true });
  },
};
