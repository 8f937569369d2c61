import { z } from 'zod';
import { type Actor, type Scope, SCOPES } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { requireProof } from './require-proof.ts';
import { requireVerified } from './require-verified.ts';
import { findSelf } from './self.ts';
import { hashToken } from './sessions.ts';

const MOST_TOKENS = 50;
const DAY_MS = 86_400_000;

export const makeAccessTokenInput = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(SCOPES)).min(1),
  days: z.coerce.number().int().min(1).max(365).default(90),
});
type MakeAccessTokenInput = z.infer<typeof makeAccessTokenInput>;

/** A person makes a token for a program of their own; its text is derived from its id, so that no kept answer holds it. */
export const makeAccessToken: Command<
  MakeAccessTokenInput,
  string,
  { id: string; expiresAt: string }
> = {
  name: 'person.make-access-token',
  action: 'account.manage',
  input: makeAccessTokenInput,
  find: findSelf,
  apply: async (change, { name, scopes, days }, personId) => {
    const barred = requireProof(change) ?? (await requireVerified(change));
    if (barred) return barred;
    if (!mayHandOn(change.actor, scopes)) return refused('not-allowed', 'token-scope');
    await change.lock('access-tokens', personId);
    if ((await countTokens(change, personId)) >= MOST_TOKENS)
      return refused('limit-reached', 'most-tokens');
    await change.services.faults.pause('make access token');
    const id = change.id();
    const expiresAt = new Date(change.now.getTime() + days * DAY_MS);
    const tokenHash = hashToken(accessTokenText(change.services, id));
    await change.db
      .insertInto('accessTokens')
      .values({ tokenHash, id, personId, name, scopes, createdAt: change.now, expiresAt })
      .execute();
    return done({ id, expiresAt: expiresAt.toISOString() });
  },
};

/** A token hands on what it may do itself, and no more. */
function mayHandOn(actor: Actor, scopes: readonly Scope[]): boolean {
  if (actor.kind !== 'person' || actor.by.kind === 'session') return true;
  const own = actor.by.scopes;
  return scopes.every((scope) => own.includes(scope));
}

export function accessTokenText(services: Services, id: string): string {
  return services.secrets.derive('access-token', id);
}

export const revokeAccessTokenInput = z.object({ id: z.uuid() });

export const revokeAccessToken: Command<{ id: string }, string, { revoked: true }> = {
  name: 'person.revoke-access-token',
  action: 'account.manage',
  input: revokeAccessTokenInput,
  find: findSelf,
  apply: async (change, { id }, personId) => {
    await change.db
      .updateTable('accessTokens')
      .set({ revokedAt: change.now })
      .where('personId', '=', personId)
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .execute();
    return done({ revoked: true });
  },
};

async function countTokens(change: Change, personId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('accessTokens')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
