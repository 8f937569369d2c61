import { sql } from 'kysely';
import { type PersonActor, SCOPES } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { gather } from '#server/gather.ts';
import type { Services } from '#server/services.ts';
import { hashToken } from './sessions.ts';

const MOST_AT_ONCE = 256;

/** Whose access token this is, and what it may; undefined when it is unknown, expired or revoked. */
export type TokenReader = (token: string) => Promise<PersonActor | undefined>;

/** Calls that come together are looked up together; nothing is remembered, so a revoked token ends at once. */
export function openTokenReader(services: Services): TokenReader {
  return gather<string, PersonActor | undefined>({
    most: MOST_AT_ONCE,
    keyOf: (token) => token,
    run: (tokens) => identifyTokens(services, tokens),
  });
}

async function identifyTokens(
  services: Services,
  tokens: readonly string[],
): Promise<(PersonActor | undefined)[]> {
  const now = services.clock.now();
  const hashes = tokens.map(hashToken);
  const read = (db: Handle) =>
    db
      .selectFrom('accessTokens')
      .innerJoin('people', 'people.id', 'accessTokens.personId')
      .select([
        'accessTokens.id',
        'accessTokens.tokenHash',
        'accessTokens.scopes',
        'accessTokens.provedAt',
        'people.id as personId',
        'people.isOperator',
      ])
      // NOTE: one parameter, so that the text of the statement does not depend on how many tokens there are.
      .where('tokenHash', '=', sql<Buffer>`any (${hashes}::bytea[])`)
      .where('revokedAt', 'is', null)
      .where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
      .where('people.closedAt', 'is', null)
      .execute();
  const rows = await services.database.read({ kind: 'identity' }, read, { often: true });
  const found = new Map(rows.map((row) => [Buffer.from(row.tokenHash).toString('hex'), row]));
  return hashes.map((hash) => {
    const row = found.get(hash.toString('hex'));
    if (!row) return undefined;
    const scopes = SCOPES.filter((scope) => row.scopes.includes(scope));
    return {
      kind: 'person',
      personId: row.personId,
      operator: row.isOperator,
      by: { kind: 'token', id: row.id, scopes, provedAt: row.provedAt },
    };
  });
}
