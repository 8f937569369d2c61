import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { done, invalid, type Outcome, parse } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { addPerson, findAccount } from './add-person.ts';
import { makeMailedToken } from './mailed-tokens.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { mailPerson } from './people-mails.ts';
import { emailAddress, newPassword, personName } from './person-input.ts';
import { findAnybody } from './self.ts';
import { refuseUninvited } from './who-may-join.ts';

export const signUpInput = z.object({
  name: personName,
  email: emailAddress,
  password: newPassword,
  locale: z.enum(['en', 'de']).default('en'),
  /** The token in the link of an invitation: where only the invited may sign up, it lets its holder in. */
  invitation: z.string().max(100).optional(),
});

export const SIGN_UP_QUEUE = 'people.sign-up';

/** With the password as it is kept. */
export const hashedSignUp = signUpInput
  .omit({ password: true, invitation: true })
  .extend({ passwordHash: z.string().min(20).max(400) });
type HashedSignUp = z.infer<typeof hashedSignUp>;
type Mailed = { mailed: true };

/**
 * Somebody wants to sign up. What is done here is the same whether or not the address has an account: the rest is the
 * worker's, so neither the answer nor its time tells. The password is hashed before a connection or a lock is held.
 */
export async function askToSignUp(services: Services, given: unknown): Promise<Outcome<Mailed>> {
  const parsed = parse(signUpInput, given);
  if (parsed.kind === 'refused') return parsed;
  const { password, invitation, ...asked } = parsed.value;
  const weakness = weaknessOf(password, [asked.name, asked.email]);
  if (weakness) return invalid({ field: 'password', reason: weakness });
  const passwordHash = await hashPassword(password);
  const uninvited = await refuseUninvited(services, { email: asked.email, invitation });
  if (uninvited) return uninvited;
  return execute(services, { kind: 'identity' }, queueSignUp, { ...asked, passwordHash });
}

const queueSignUp: Command<HashedSignUp, undefined, Mailed> = {
  name: 'person.ask-sign-up',
  action: 'person.sign-up',
  input: hashedSignUp,
  find: findAnybody,
  apply: async (change, asked) => {
    await change.enqueue(SIGN_UP_QUEUE, { ...asked, id: change.id() });
    return done({ mailed: true });
  },
};

/** Somebody signs up; an address that has an account gets a mail that says so, which its owner alone can read. */
export const signUp: Command<HashedSignUp, undefined, Mailed> = {
  name: 'person.sign-up',
  action: 'person.sign-up',
  input: hashedSignUp,
  find: findAnybody,
  apply: async (change, asked) => {
    await change.lock('sign-up', asked.email);
    const known = await findAccount(change, asked.email);
    await change.services.faults.pause('sign up');
    if (known)
      await mailPerson(change, 'already-here', known, `${change.services.config.origin}/sign-in`);
    else await addUnverified(change, asked);
    return done({ mailed: true });
  },
};

async function addUnverified(change: Change, asked: HashedSignUp): Promise<void> {
  const { name, email, locale, passwordHash } = asked;
  const personId = await addPerson(change, { name, email, locale, passwordHash });
  const token = await makeMailedToken(change, 'verify-email', { personId, email });
  await mailPerson(
    change,
    'verify-email',
    { personId, email, name, locale },
    `${change.services.config.origin}/verify/${token}`,
  );
}
