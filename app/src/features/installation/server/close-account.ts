import { z } from 'zod';
import { findSelf, forgetPerson, requireProof } from '#features/people/server/people.ts';
import { leaveEverySpace } from '#features/spaces/server/spaces.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid } from '#server/outcome.ts';
import { openObligations } from './open-obligations.ts';
import { keepAnOperator } from './operate-people.ts';

export const closeAccountInput = z.object({ handle: z.string().trim().max(40) });
type CloseAccount = z.infer<typeof closeAccountInput>;

/**
 * Somebody goes for good, once they have typed their own handle and nothing binds them to others any more. A space keeps a
 * host, an installation an operator.
 */
export const closeAccount: Command<CloseAccount, string, { closed: true }> = {
  name: 'person.close-account',
  action: 'account.manage',
  input: closeAccountInput,
  find: findSelf,
  apply: async (change, { handle }, personId) => {
    const unproved = requireProof(change);
    if (unproved) return unproved;
    const person = await change.db
      .selectFrom('people')
      .select(['handle', 'isOperator'])
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    if (person.handle !== handle.replace(/^@/, '').toLowerCase())
      return invalid({ field: 'handle', reason: 'not-your-handle' });
    const needed =
      (await openObligations(change, personId)) ??
      (person.isOperator ? await keepAnOperator(change, personId) : undefined) ??
      (await leaveEverySpace(change, personId));
    if (needed) return needed;
    await change.services.faults.pause('close account');
    await change.emit({ kind: 'person.closed', subjectId: personId });
    await forgetPerson(change, personId);
    return done({ closed: true });
  },
};
