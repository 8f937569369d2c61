import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { deviceName } from './device-name.ts';

const instant = z.string();
const MOST_SHOWN = 100;

/** What a person finds about themselves: the profile, the ways in, the devices, the tokens. */
export const accountAnswer = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    handle: z.string(),
    about: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    theme: z.string(),
    email: z.string(),
    verified: z.boolean(),
    since: instant,
  }),
  waysIn: z.object({
    password: z.object({ since: instant }).nullable(),
    passkeys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        createdAt: instant,
        lastUsedAt: instant.nullable(),
      }),
    ),
    outside: z.object({ label: z.string(), linked: z.boolean() }).nullable(),
  }),
  devices: z.array(
    z.object({
      id: z.string(),
      device: z.string(),
      here: z.boolean(),
      createdAt: instant,
      lastSeenAt: instant,
    }),
  ),
  tokens: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
      createdAt: instant,
      expiresAt: instant.nullable(),
    }),
  ),
});
export type Account = z.infer<typeof accountAnswer>;

export async function readAccount(services: Services, actor: Actor): Promise<Outcome<Account>> {
  const personId = personOf(actor);
  if (actor.kind !== 'person' || !personId) return refused('sign-in-needed');
  const here = actor.by.kind === 'session' ? actor.by.id : undefined;
  return services.database.read(actor, async (db) => {
    const { passwordChangedAt, hasPassword, ...person } = await readPerson(db, personId);
    return done({
      person,
      waysIn: {
        password: hasPassword ? { since: passwordChangedAt } : null,
        passkeys: await readPasskeys(db, personId),
        outside: await readOutside(services, db, personId),
      },
      devices: await readDevices(db, personId, here),
      tokens: await readTokens(db, personId),
    });
  });
}

async function readPerson(db: Handle, personId: string) {
  const row = await db
    .selectFrom('people')
    .innerJoin('accounts', 'accounts.personId', 'people.id')
    .select(['people.id', 'people.name', 'people.handle', 'people.about'])
    .select(['people.locale', 'people.timeZone', 'people.theme', 'people.createdAt'])
    .select(['accounts.email', 'accounts.emailVerifiedAt', 'accounts.passwordChangedAt'])
    .select((select) => select('accounts.passwordHash', 'is not', null).as('hasPassword'))
    .where('people.id', '=', personId)
    .executeTakeFirstOrThrow();
  const { createdAt, emailVerifiedAt, passwordChangedAt, hasPassword, ...person } = row;
  return {
    ...person,
    verified: emailVerifiedAt !== null,
    since: createdAt.toISOString(),
    hasPassword: Boolean(hasPassword),
    passwordChangedAt: (passwordChangedAt ?? createdAt).toISOString(),
  };
}

async function readPasskeys(db: Handle, personId: string) {
  const rows = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'createdAt', 'lastUsedAt'])
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(({ createdAt, lastUsedAt, ...passkey }) => ({
    ...passkey,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

async function readOutside(services: Services, db: Handle, personId: string) {
  if (!services.openId) return null;
  const linked = await db
    .selectFrom('outsideIdentities')
    .select('subject')
    .where('personId', '=', personId)
    .where('issuer', '=', services.openId.issuer)
    .executeTakeFirst();
  return { label: services.openId.label, linked: linked !== undefined };
}

async function readDevices(db: Handle, personId: string, here: string | undefined) {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'device', 'createdAt', 'lastSeenAt'])
    .where('personId', '=', personId)
    .orderBy('lastSeenAt', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(({ createdAt, lastSeenAt, id, device }) => ({
    id,
    device: deviceName(device),
    here: id === here,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}

async function readTokens(db: Handle, personId: string) {
  const rows = await db
    .selectFrom('accessTokens')
    .select(['id', 'name', 'scopes', 'createdAt', 'expiresAt'])
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(({ createdAt, expiresAt, ...token }) => ({
    ...token,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
}
