import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { done, invalid, type Outcome, parse, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findAccount } from './add-person.ts';
import { endEveryWayIn } from './end-every-way-in.ts';
import { isMailedToken, makeMailedToken, useMailedToken } from './mailed-tokens.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { mailPerson, tellOwner } from './people-mails.ts';
import { emailAddress, newPassword } from './person-input.ts';
import { findAnybody } from './self.ts';

export const RECOVERY_QUEUE = 'people.recovery';

export const askRecoveryInput = z.object({ email: emailAddress });
type AskRecovery = z.infer<typeof askRecoveryInput>;
type Mailed = { mailed: true };

/** A link to choose a new password, if the address has an account; whether it has, the worker finds out. */
export const askRecovery: Command<AskRecovery, undefined, Mailed> = {
  name: 'person.ask-recovery',
  action: 'person.sign-in',
  input: askRecoveryInput,
  find: findAnybody,
  apply: async (change, { email }) => {
    await change.enqueue(RECOVERY_QUEUE, { email, id: change.id() });
    return done({ mailed: true });
  },
};

/** The worker's part: the mail goes out if there is somebody to get it. */
export const mailRecovery: Command<AskRecovery, undefined, Mailed> = {
  name: 'person.mail-recovery',
  action: 'person.sign-in',
  input: askRecoveryInput,
  find: findAnybody,
  apply: async (change, { email }) => {
    await change.lock('recovery', email);
    const owner = await findAccount(change, email);
    if (!owner) return done({ mailed: true });
    await change.services.faults.pause('mail recovery');
    const token = await makeMailedToken(change, 'recover', owner);
    await mailPerson(change, 'recover', owner, `${change.services.config.origin}/recover/${token}`);
    return done({ mailed: true });
  },
};

const token = z.string().min(20).max(100);
export const recoverInput = z.object({ token, password: newPassword });
type Recovered = { recovered: true };

/** The link was opened and a new password chosen. */
export async function chooseNewPassword(
  services: Services,
  given: unknown,
): Promise<Outcome<Recovered>> {
  const parsed = parse(recoverInput, given);
  if (parsed.kind === 'refused') return parsed;
  const { token: shown, password } = parsed.value;
  const weakness = weaknessOf(password, []);
  if (weakness) return invalid({ field: 'password', reason: weakness });
  // The token first: strangers with false ones must not keep the processors busy.
  if (!(await isMailedToken(services, 'recover', shown))) return refused('not-now', 'link-used');
  const passwordHash = await hashPassword(password);
  return execute(services, { kind: 'identity' }, recover, { token: shown, passwordHash });
}

const hashedRecovery = z.object({ token, passwordHash: z.string() });

/** Every way in that was there ends, and the address counts as confirmed. */
const recover: Command<z.infer<typeof hashedRecovery>, undefined, Recovered> = {
  name: 'person.recover',
  action: 'person.sign-in',
  input: hashedRecovery,
  find: findAnybody,
  apply: async (change, input) => {
    const owner = await useMailedToken(change, 'recover', input.token);
    if (!owner) return refused('not-now', 'link-used');
    if (!(await takeBack(change, owner, input.passwordHash)))
      return refused('not-now', 'link-used');
    await tellOwner(change, owner.personId, 'password-changed', '/recover');
    await change.emit({ kind: 'person.recovered', subjectId: owner.personId });
    return done({ recovered: true });
  },
};

async function takeBack(
  change: Change,
  { personId, email }: { personId: string; email: string },
  passwordHash: string,
): Promise<boolean> {
  // Whoever got in before has to leave, by every way in that they may have made.
  await endEveryWayIn(change, personId);
  const changed = await change.db
    .updateTable('accounts')
    .set({ passwordHash, passwordChangedAt: change.now, emailVerifiedAt: change.now })
    .where('personId', '=', personId)
    // A link to a mailbox that is not the account's any more opens nothing.
    .where('email', '=', email)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
