import { z } from 'zod';
import type { Actor, PersonActor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { done, type Outcome, parse, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { isPassword } from './passwords.ts';
import { shownPassword } from './person-input.ts';
import { renewSession } from './sessions.ts';
import { ownerOfPasskey, shownPasskey } from './show-passkey.ts';
import { type CameFrom, countTry } from './sign-in-limits.ts';

/** Undefined for an access token, which keeps its text. */
export type Proved = { token: string | undefined };

export const proveByPasswordInput = z.object({ password: shownPassword });

/** Somebody who is signed in shows the password once more. No command, because its answer is a secret that must not be kept. */
export async function proveByPassword(
  services: Services,
  actor: Actor,
  given: unknown,
  from: CameFrom,
): Promise<Outcome<Proved>> {
  const parsed = parse(proveByPasswordInput, given);
  if (parsed.kind === 'refused') return parsed;
  if (actor.kind !== 'person') return refused('sign-in-needed');
  const limited = await countTry(services, actor.personId, from.address);
  if (limited) return limited;
  const account = await services.database.read(actor, (db) =>
    db
      .selectFrom('accounts')
      .select('passwordHash')
      .where('personId', '=', actor.personId)
      .executeTakeFirst(),
  );
  if (!(await isPassword(parsed.value.password, account?.passwordHash)))
    return { ...refused('invalid'), fields: [{ field: 'password', reason: 'not-your-password' }] };
  return renewProof(services, actor);
}

/** The same by a passkey of one's own. */
export async function proveByPasskey(
  services: Services,
  actor: Actor,
  given: unknown,
): Promise<Outcome<Proved>> {
  const parsed = parse(shownPasskey, given);
  if (parsed.kind === 'refused') return parsed;
  if (actor.kind !== 'person') return refused('sign-in-needed');
  const owner = await ownerOfPasskey(services, parsed.value, actor.personId);
  return owner.kind === 'done' ? renewProof(services, actor) : owner;
}

/** Notes the proof on what was shown: a session gets a new token, an access token keeps its own. */
export async function renewProof(services: Services, actor: PersonActor): Promise<Outcome<Proved>> {
  const { by } = actor;
  const token = await services.database.write(actor, async (db) => {
    const change = beginChange(services, actor, db, []);
    if (by.kind === 'session') return renewSession(change, by.id);
    await db
      .updateTable('accessTokens')
      .set({ provedAt: change.now })
      .where('id', '=', by.id)
      .execute();
    return undefined;
  });
  if (by.kind === 'session' && !token) return refused('sign-in-needed');
  return done({ token });
}
