import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { done, invalid, type Outcome, parse } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { endOtherSessions } from './devices.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { tellOwner } from './people-mails.ts';
import { newPassword } from './person-input.ts';
import { requireProof } from './require-proof.ts';
import { findSelf } from './self.ts';
import { refuseLastWayIn } from './ways-in.ts';

export const changePasswordInput = z.object({ newPassword });
type Changed = { changed: true };

/** A new password, or a first one. The old one is not asked: the proof may be any of one's ways in. */
export async function changePassword(
  services: Services,
  actor: Actor,
  given: unknown,
): Promise<Outcome<Changed>> {
  const parsed = parse(changePasswordInput, given);
  if (parsed.kind === 'refused') return parsed;
  const unproved = requireProof({ actor, now: services.clock.now() });
  if (unproved) return unproved;
  const { newPassword: password } = parsed.value;
  const weakness = weaknessOf(password, await namesOf(services, actor));
  if (weakness) return invalid({ field: 'newPassword', reason: weakness });
  // Hashed before a connection or a lock is held.
  return execute(services, actor, keepPassword, { passwordHash: await hashPassword(password) });
}

/** Every other device is signed out: whoever knew the old password leaves. */
const keepPassword: Command<{ passwordHash: string }, string, Changed> = {
  name: 'person.change-password',
  action: 'account.manage',
  input: z.object({ passwordHash: z.string() }),
  find: findSelf,
  apply: async (change, { passwordHash }, personId) => {
    const unproved = requireProof(change);
    if (unproved) return unproved;
    await change.db
      .updateTable('accounts')
      .set({ passwordHash, passwordChangedAt: change.now })
      .where('personId', '=', personId)
      .execute();
    await endOtherSessions(change, personId);
    await tellOwner(change, personId, 'password-set', '/recover');
    await change.emit({ kind: 'person.password-changed', subjectId: personId });
    return done({ changed: true });
  },
};

const nothing = z.object({}).default({});

/** Away with the password, once a passkey lets one in. */
export const removePassword: Command<z.infer<typeof nothing>, string, { removed: true }> = {
  name: 'person.remove-password',
  action: 'account.manage',
  input: nothing,
  find: findSelf,
  apply: async (change, _input, personId) => {
    const barred = requireProof(change) ?? (await refuseLastWayIn(change, personId, 'password'));
    if (barred) return barred;
    await change.db
      .updateTable('accounts')
      .set({ passwordHash: null, passwordChangedAt: change.now })
      .where('personId', '=', personId)
      .execute();
    await tellOwner(change, personId, 'ways-in-changed', '/settings/ways-in');
    await change.emit({ kind: 'person.password-removed', subjectId: personId });
    return done({ removed: true });
  },
};

async function namesOf(services: Services, actor: Actor): Promise<string[]> {
  if (actor.kind !== 'person') return [];
  const person = await services.database.read(actor, (db) =>
    db
      .selectFrom('people')
      .innerJoin('accounts', 'accounts.personId', 'people.id')
      .select(['people.name', 'accounts.email'])
      .where('people.id', '=', actor.personId)
      .executeTakeFirst(),
  );
  return person ? [person.name, person.email] : [];
}
