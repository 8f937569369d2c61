import { createHash, randomBytes } from 'node:crypto';
import type { PersonActor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Services } from '#server/services.ts';

const IDLE_DAYS = 14;
const LONGEST_DAYS = 30;
/** Looking is written down at most this often, so that reading pages does not write. */
const SEEN_EVERY_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

export type SignedIn = {
  actor: PersonActor;
  person: {
    id: string;
    name: string;
    handle: string;
    operator: boolean;
    locale: string;
    timeZone: string;
    theme: 'auto' | 'light' | 'dark';
  };
};

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Signs a person in: the token goes to the browser and is kept nowhere else. */
export async function startSession(
  change: Change,
  personId: string,
  from: { address: string; device: string },
): Promise<string> {
  const token = newToken();
  await change.db
    .insertInto('sessions')
    .values({
      tokenHash: hashToken(token),
      id: change.id(),
      personId,
      device: from.device.slice(0, 200),
      address: from.address.slice(0, 60),
      createdAt: change.now,
      lastSeenAt: change.now,
      provedAt: change.now,
      expiresAt: new Date(change.now.getTime() + LONGEST_DAYS * DAY_MS),
    })
    .execute();
  return token;
}

/** Whoever proves who they are again gets a new token: one that was stolen before ends here. */
export async function renewSession(change: Change, sessionId: string): Promise<string | undefined> {
  const token = newToken();
  const renewed = await change.db
    .updateTable('sessions')
    .set({ tokenHash: hashToken(token), provedAt: change.now, lastSeenAt: change.now })
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n ? token : undefined;
}

/** Whose session a token opens; undefined when it opens none. */
export async function identifySession(
  services: Services,
  token: string | undefined,
): Promise<SignedIn | undefined> {
  if (!token) return undefined;
  const now = services.clock.now();
  const row = await services.database.read({ kind: 'identity' }, (db) =>
    db
      .selectFrom('sessions')
      .innerJoin('people', 'people.id', 'sessions.personId')
      .select(['sessions.id as sessionId', 'sessions.lastSeenAt', 'sessions.provedAt'])
      .select([
        'people.id',
        'people.name',
        'people.handle',
        'people.isOperator',
        'people.locale',
        'people.timeZone',
        'people.theme',
      ])
      .where('sessions.tokenHash', '=', hashToken(token))
      .where('sessions.expiresAt', '>', now)
      .where('sessions.lastSeenAt', '>', new Date(now.getTime() - IDLE_DAYS * DAY_MS))
      .where('people.closedAt', 'is', null)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  if (now.getTime() - row.lastSeenAt.getTime() > SEEN_EVERY_MS)
    await markSeen(services, row.sessionId, now);
  const { id, name, handle, isOperator: operator, locale, timeZone } = row;
  const theme = row.theme === 'light' || row.theme === 'dark' ? row.theme : 'auto';
  return {
    actor: {
      kind: 'person',
      personId: id,
      operator,
      by: { kind: 'session', id: row.sessionId, provedAt: row.provedAt },
    },
    person: { id, name, handle, operator, locale, timeZone, theme },
  };
}

async function markSeen(services: Services, sessionId: string, now: Date): Promise<void> {
  await services.database.write({ kind: 'identity' }, (db) =>
    db.updateTable('sessions').set({ lastSeenAt: now }).where('id', '=', sessionId).execute(),
  );
}
