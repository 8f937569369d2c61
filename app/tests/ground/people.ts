import { randomUUID } from 'node:crypto';
import type { PersonActor } from '#server/actor.ts';
import { newId } from '#server/ids.ts';
import type { Services } from '#server/services.ts';

/** A person with a verified address, made without the forms of sign-up: those have tests of their own. */
export async function somebody(
  services: Services,
  given: { name?: string; verified?: boolean; operator?: boolean; passwordHash?: string } = {},
): Promise<PersonActor> {
  const now = services.clock.now();
  const id = newId(now);
  const handle = `p-${id.slice(-12)}`;
  await services.database.write({ kind: 'identity' }, async (db) => {
    await db
      .insertInto('people')
      .values({
        id,
        handle,
        name: given.name ?? 'Somebody',
        isOperator: given.operator ?? false,
        createdAt: now,
      })
      .execute();
    const emailVerifiedAt = given.verified === false ? null : now;
    await db
      .insertInto('accounts')
      .values({
        personId: id,
        email: `${handle}@example.org`,
        emailVerifiedAt,
        passwordHash: given.passwordHash ?? null,
        createdAt: now,
      })
      .execute();
  });
  return {
    kind: 'person',
    personId: id,
    operator: given.operator ?? false,
    by: { kind: 'session', id: randomUUID(), provedAt: now },
  };
}

export function handleOf(actor: PersonActor): string {
  return `p-${actor.personId.slice(-12)}`;
}

export function emailOf(actor: PersonActor): string {
  return `${handleOf(actor)}@example.org`;
}
