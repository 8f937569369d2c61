import { type PersonActor, SCOPES } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { hashToken } from './sessions.ts';

/** Whose access token this is, and what it may; undefined when it is unknown, expired or revoked. */
export async function identifyToken(
  services: Services,
  token: string,
): Promise<PersonActor | undefined> {
  const now = services.clock.now();
  const row = await services.database.read({ kind: 'identity' }, (db) =>
    db
      .selectFrom('accessTokens')
      .innerJoin('people', 'people.id', 'accessTokens.personId')
      .select([
        'accessTokens.id',
        'accessTokens.scopes',
        'people.id as personId',
        'people.isOperator',
      ])
      .where('tokenHash', '=', hashToken(token))
      .where('revokedAt', 'is', null)
      .where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
      .where('people.closedAt', 'is', null)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  const scopes = SCOPES.filter((scope) => row.scopes.includes(scope));
  return {
    kind: 'person',
    personId: row.personId,
    operator: row.isOperator,
    by: { kind: 'token', id: row.id, scopes },
  };
}
