import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { done, type Outcome, parse, refused } from '#server/outcome.ts';
import { type Limit, limitKeyOf, takeFrom } from '#server/rate-limit.ts';
import type { Services } from '#server/services.ts';
import { isPassword } from './passwords.ts';
import { emailAddress, shownPassword } from './person-input.ts';
import { startSession } from './sessions.ts';

const BY_ACCOUNT: Limit = { name: 'sign-in-account', burst: 10, everySeconds: 60 };
const BY_ADDRESS: Limit = { name: 'sign-in-address', burst: 30, everySeconds: 20 };

export const signInInput = z.object({ email: emailAddress, password: shownPassword });

/**
 * Signs in by password and answers the token of the new session. No command, because its answer is a secret that must not be
 * kept. An unknown address takes as long as a wrong password, and is answered alike.
 */
export async function signIn(
  services: Services,
  given: unknown,
  from: { address: string; device: string },
): Promise<Outcome<{ token: string }>> {
  const parsed = parse(signInInput, given);
  if (parsed.kind === 'refused') return parsed;
  const { email, password } = parsed.value;
  const waitSeconds = await countTry(services, email, from.address);
  if (waitSeconds > 0) return { ...refused('too-many'), retryAfterSeconds: waitSeconds };
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
  const token = await services.database.write({ kind: 'identity' }, (db) =>
    startSession(beginChange(services, { kind: 'identity' }, db, []), account.personId, from),
  );
  return done({ token });
}

async function countTry(services: Services, email: string, address: string): Promise<number> {
  const now = services.clock.now();
  const byAccount = await takeFrom(services.database, BY_ACCOUNT, email, now);
  return byAccount > 0
    ? byAccount
    : takeFrom(services.database, BY_ADDRESS, limitKeyOf(address), now);
}

/** Ends the session that was shown, or with `others` all but it. */
export async function signOut(
  services: Services,
  actor: Actor,
  which: 'this' | 'others',
): Promise<void> {
  const personId = personOf(actor);
  if (actor.kind !== 'person' || actor.by.kind !== 'session' || !personId) return;
  const sessionId = actor.by.id;
  await services.database.write(actor, (db) =>
    db
      .deleteFrom('sessions')
      .where('personId', '=', personId)
      .where('id', which === 'this' ? '=' : '!=', sessionId)
      .execute(),
  );
}
