import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';
import { done, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { audit, findInstallation } from './as-operator.ts';

/** Held while operators come and go, so that there is never more than one first, and always a last. */
export const OPERATORS_LOCK = 'operators';

/**
 * The link by which the first operator comes to be, or undefined once there is one. It is printed where the installation is
 * started: whoever can read that terminal runs the machine anyway.
 */
export async function firstOperatorLink(services: Services): Promise<string | undefined> {
  const token = await firstOperatorToken(services);
  return token && `${services.config.origin}/become-operator/${token}`;
}

export async function firstOperatorToken(services: Services): Promise<string | undefined> {
  return services.database.read({ kind: 'installation' }, async (db) =>
    (await hasOperator(db)) ? undefined : makeToken(services, db),
  );
}

export const claimOperatorInput = z.object({ token: z.string().min(20).max(100) });

/** Somebody signed in shows the token of the terminal and becomes the first operator; from then on it opens nothing. */
export const claimOperator: Command<
  z.infer<typeof claimOperatorInput>,
  undefined,
  { operator: true }
> = {
  name: 'installation.claim-operator',
  action: 'installation.claim',
  input: claimOperatorInput,
  find: findInstallation,
  apply: async (change, { token }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    await change.actForInstallation();
    if (!isSame(token, await makeToken(change.services, change.db)))
      return refused('not-now', 'operator-link');
    await change.lock(OPERATORS_LOCK, 'all');
    const taken = await hasOperator(change.db);
    await change.services.faults.pause('claim operator');
    if (taken) return refused('not-now', 'operator-link');
    await change.db
      .updateTable('people')
      .set({ isOperator: true })
      .where('id', '=', personId)
      .execute();
    await audit(change, 'operator.claimed', { object: personId });
    return done({ operator: true });
  },
};

async function hasOperator(db: Handle): Promise<boolean> {
  const found = await db
    .selectFrom('people')
    .select('id')
    .where('isOperator', '=', true)
    .where('closedAt', 'is', null)
    .limit(1)
    .execute();
  return found.length > 0;
}

/** Made from the secret and this very database: a copy of the installation has another link. */
async function makeToken(services: Services, db: Handle): Promise<string> {
  const { createdAt } = await db
    .selectFrom('installation')
    .select('createdAt')
    .executeTakeFirstOrThrow();
  return services.secrets.derive('first-operator', createdAt.toISOString());
}

function isSame(shown: string, expected: string): boolean {
  return timingSafeEqual(digest(shown), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
