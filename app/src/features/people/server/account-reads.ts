import { type Actor, personOf } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

/** What a person finds about themselves: the account, the devices, the tokens. */
export async function readAccount(services: Services, actor: Actor) {
  const personId = personOf(actor);
  if (actor.kind !== 'person' || !personId) return refused('sign-in-needed') as Outcome<never>;
  const here = actor.by.kind === 'session' ? actor.by.id : undefined;
  return services.database.read(actor, async (db) => {
    const person = await db
      .selectFrom('people')
      .innerJoin('accounts', 'accounts.personId', 'people.id')
      .select([
        'people.id',
        'people.name',
        'people.handle',
        'people.locale',
        'accounts.email',
        'accounts.emailVerifiedAt',
      ])
      .where('people.id', '=', personId)
      .executeTakeFirstOrThrow();
    const sessions = await db
      .selectFrom('sessions')
      .select(['id', 'device', 'createdAt', 'lastSeenAt'])
      .where('personId', '=', personId)
      .orderBy('lastSeenAt', 'desc')
      .limit(50)
      .execute();
    const tokens = await db
      .selectFrom('accessTokens')
      .select(['id', 'name', 'scopes', 'createdAt', 'expiresAt'])
      .where('personId', '=', personId)
      .where('revokedAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .limit(50)
      .execute();
    const { emailVerifiedAt, ...shown } = person;
    return done({
      person: { ...shown, verified: emailVerifiedAt !== null },
      devices: sessions.map(({ createdAt, lastSeenAt, ...session }) => ({
        ...session,
        here: session.id === here,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      })),
      tokens: tokens.map(({ createdAt, expiresAt, ...token }) => ({
        ...token,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
    });
  });
}
