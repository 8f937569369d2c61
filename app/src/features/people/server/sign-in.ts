import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { done, type Outcome, parse, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { hashPassword, isPassword, isWeaker } from './passwords.ts';
import { emailAddress, shownPassword } from './person-input.ts';
import { startSession } from './sessions.ts';
import { ownerOfPasskey, shownPasskey } from './show-passkey.ts';
import { type CameFrom, countTry } from './sign-in-limits.ts';

export const signInInput = z.object({ email: emailAddress, password: shownPassword });
export type SignedInNow = Outcome<{ token: string }>;

/**
 * Signs in by password and answers the token of the new session. No command, because its answer is a secret that must not be
 * kept. An unknown address takes as long as a wrong password, and is answered alike.
 */
export async function signIn(
  services: Services,
  given: unknown,
  from: CameFrom,
): Promise<SignedInNow> {
  const parsed = parse(signInInput, given);
  if (parsed.kind === 'refused') return parsed;
  const { email, password } = parsed.value;
  const limited = await countTry(services, email, from.address);
  if (limited) return limited;
  const account = await services.database.read({ kind: 'identity' }, (db) =>
    db
      .selectFrom('accounts')
      .innerJoin('people', 'people.id', 'accounts.personId')
      .select(['accounts.personId', 'accounts.passwordHash'])
      .where('accounts.email', '=', email)
      .where('people.closedAt', 'is', null)
      .executeTakeFirst(),
  );
  if (!(await isPassword(password, account?.passwordHash)) || !account)
    return refused('invalid', 'wrong-password');
  if (isWeaker(account.passwordHash)) await hashAnew(services, account, password);
  return enter(services, account.personId, from);
}

/** Signs in by a passkey that the browser found by itself: no address is typed, and none is told. */
export async function signInByPasskey(
  services: Services,
  given: unknown,
  from: CameFrom,
): Promise<SignedInNow> {
  const parsed = parse(shownPasskey, given);
  if (parsed.kind === 'refused') return parsed;
  const owner = await ownerOfPasskey(services, parsed.value);
  return owner.kind === 'done' ? enter(services, owner.value.personId, from) : owner;
}

/** A new session for somebody who has just proved who they are. */
export async function enter(
  services: Services,
  personId: string,
  from: CameFrom,
): Promise<SignedInNow> {
  const token = await services.database.write({ kind: 'identity' }, (db) =>
    startSession(beginChange(services, { kind: 'identity' }, db, []), personId, from),
  );
  return done({ token });
}

/** The password is known in this moment alone: the time to keep it by today's numbers. */
async function hashAnew(
  services: Services,
  { personId, passwordHash: old }: { personId: string; passwordHash: string | null },
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await services.database.write({ kind: 'identity' }, (db) =>
    db
      .updateTable('accounts')
      .set({ passwordHash })
      .where('personId', '=', personId)
      // Unless it was changed meanwhile.
      .where('passwordHash', '=', old)
      .execute(),
  );
}

/** Ends the session that was shown. */
export async function signOut(services: Services, actor: Actor): Promise<void> {
  const personId = personOf(actor);
  if (actor.kind !== 'person' || actor.by.kind !== 'session' || !personId) return;
  const sessionId = actor.by.id;
  await services.database.write(actor, (db) =>
    db
      .deleteFrom('sessions')
      .where('personId', '=', personId)
      .where('id', '=', sessionId)
      .execute(),
  );
}
