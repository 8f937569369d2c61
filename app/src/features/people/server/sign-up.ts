import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command, Found } from '#server/commands/command.ts';
import { done, invalid, type Outcome, refused } from '#server/outcome.ts';
import { makeMailedToken, useMailedToken } from './mailed-tokens.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { mailPerson } from './people-mails.ts';
import { emailAddress, newPassword, personName } from './person-input.ts';

export const signUpInput = z.object({
  name: personName,
  email: emailAddress,
  password: newPassword,
  locale: z.enum(['en', 'de']).default('en'),
});
type SignUpInput = z.infer<typeof signUpInput>;

/**
 * Somebody signs up. The answer is the same whether or not the address has an account: only its owner learns that, by mail.
 * The password is hashed before anything is looked up, so the time is the same too.
 */
export const signUp: Command<SignUpInput, undefined, { mailed: true }> = {
  name: 'person.sign-up',
  action: 'person.sign-up',
  input: signUpInput,
  find: async () => somebodyNew,
  apply: async (change, input) => {
    const weakness = weaknessOf(input.password, [input.name, input.email]);
    if (weakness) return invalid({ field: 'password', reason: weakness });
    const passwordHash = await hashPassword(input.password);
    await change.lock('sign-up', input.email);
    const known = await change.db
      .selectFrom('accounts')
      .innerJoin('people', 'people.id', 'accounts.personId')
      .select(['people.id as personId', 'people.name', 'people.locale', 'accounts.email'])
      .where('accounts.email', '=', input.email)
      .executeTakeFirst();
    if (known)
      await mailPerson(change, 'already-here', known, `${change.services.config.origin}/sign-in`);
    else await addPerson(change, input, passwordHash);
    return done({ mailed: true });
  },
};

const somebodyNew: Found<undefined> = {
  standing: { role: 'visitor', own: false, open: false },
  subject: undefined,
};

async function addPerson(change: Change, input: SignUpInput, passwordHash: string): Promise<void> {
  const personId = change.id();
  const { name, email, locale } = input;
  await change.db
    .insertInto('people')
    .values({
      id: personId,
      name,
      locale,
      handle: await freeHandle(change, name),
      createdAt: change.now,
    })
    .execute();
  await change.db
    .insertInto('accounts')
    .values({ personId, email, passwordHash, passwordChangedAt: change.now, createdAt: change.now })
    .execute();
  const token = await makeMailedToken(change, 'verify-email', { personId, email });
  await mailPerson(
    change,
    'verify-email',
    { personId, email, name, locale },
    `${change.services.config.origin}/verify/${token}`,
  );
  await change.emit({ kind: 'person.signed-up', subjectId: personId });
}

const MOST_HANDLE_LETTERS = 24;
const CHANCE = 10_000;

/** The name in plain letters; with some chance behind it when somebody has it already. */
async function freeHandle(change: Change, name: string): Promise<string> {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const plain = letters
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_HANDLE_LETTERS)
    .replaceAll(/^-|-$/g, '');
  const wanted = plain.length >= 2 ? plain : 'peer';
  const taken = await change.db
    .selectFrom('people')
    .select('id')
    .where('handle', '=', wanted)
    .executeTakeFirst();
  return taken || wanted === 'peer'
    ? `${wanted}-${randomInt(CHANCE)}${change.id().slice(-3)}`.slice(0, 30)
    : wanted;
}

export const verifyEmailInput = z.object({ token: z.string().min(20).max(100) });

/** The link of the mail was opened: the address is theirs. */
export const verifyEmail: Command<
  z.infer<typeof verifyEmailInput>,
  undefined,
  { verified: true }
> = {
  name: 'person.verify-email',
  action: 'person.sign-up',
  input: verifyEmailInput,
  find: async () => somebodyNew,
  apply: async (change, { token }): Promise<Outcome<{ verified: true }>> => {
    const owner = await useMailedToken(change, 'verify-email', token);
    if (!owner) return refused('not-now', 'link-used');
    await change.db
      .updateTable('accounts')
      .set({ emailVerifiedAt: change.now })
      .where('personId', '=', owner.personId)
      .where('email', '=', owner.email)
      .execute();
    await change.emit({ kind: 'person.verified', subjectId: owner.personId });
    return done({ verified: true });
  },
};
