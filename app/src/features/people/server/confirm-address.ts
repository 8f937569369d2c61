import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { findAccount } from './add-person.ts';
import { endMailedTokens, useMailedToken } from './mailed-tokens.ts';
import { mailPerson } from './people-mails.ts';
import { findAnybody } from './self.ts';

export const verifyEmailInput = z.object({ token: z.string().min(20).max(100) });
type Verified = { verified: true };

/** The link of the mail was opened: the address is theirs, be it the first one or a new one. */
export const verifyEmail: Command<z.infer<typeof verifyEmailInput>, undefined, Verified> = {
  name: 'person.verify-email',
  action: 'person.sign-up',
  input: verifyEmailInput,
  find: findAnybody,
  apply: async (change, { token }): Promise<Outcome<Verified>> => {
    const fresh = await useMailedToken(change, 'verify-email', token);
    if (fresh) return confirm(change, fresh);
    const moving = await useMailedToken(change, 'change-email', token);
    return moving ? moveTo(change, moving) : refused('not-now', 'link-used');
  },
};

type Owner = { personId: string; email: string };

async function confirm(change: Change, owner: Owner): Promise<Outcome<Verified>> {
  await change.db
    .updateTable('accounts')
    .set({ emailVerifiedAt: change.now })
    .where('personId', '=', owner.personId)
    .where('email', '=', owner.email)
    .execute();
  await change.emit({ kind: 'person.verified', subjectId: owner.personId });
  return done({ verified: true });
}

/** Only the owner of the new mailbox gets here, so it may be said that the address has an account already. */
async function moveTo(change: Change, { personId, email }: Owner): Promise<Outcome<Verified>> {
  await change.lock('sign-up', email);
  if (await findAccount(change, email)) return refused('not-now', 'address-taken');
  const before = await change.db
    .selectFrom('people')
    .innerJoin('accounts', 'accounts.personId', 'people.id')
    .select(['people.name', 'people.locale', 'accounts.email'])
    .where('people.id', '=', personId)
    .executeTakeFirstOrThrow();
  await change.services.faults.pause('move to a new address');
  await change.db
    .updateTable('accounts')
    .set({ email, emailVerifiedAt: change.now })
    .where('personId', '=', personId)
    .execute();
  // A link that went to the old mailbox opens nothing any more.
  await endMailedTokens(change, personId);
  await mailPerson(
    change,
    'email-changed',
    { personId, ...before },
    `${change.services.config.origin}/settings/ways-in`,
  );
  await change.emit({ kind: 'person.email-changed', subjectId: personId });
  return done({ verified: true });
}
