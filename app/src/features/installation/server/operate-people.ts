import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Refused, refused } from '#server/outcome.ts';
import { audit, findInstallation } from './as-operator.ts';
import { OPERATORS_LOCK } from './claim-operator.ts';

const reason = z.string().trim().max(500).default('');

export const setOperatorInput = z.object({ person: z.uuid(), operator: z.boolean(), reason });

/** An operator makes somebody an operator, or takes that back; the last one stays. */
export const setOperator: Command<
  z.infer<typeof setOperatorInput>,
  undefined,
  { operator: boolean }
> = {
  name: 'installation.set-operator',
  action: 'installation.operate',
  input: setOperatorInput,
  find: findInstallation,
  apply: async (change, { person, operator, reason: why }) => {
    await change.actForInstallation();
    if (!operator) {
      const last = await keepAnOperator(change, person);
      if (last) return last;
    }
    const changed = await change.db
      .updateTable('people')
      .set({ isOperator: operator })
      .where('id', '=', person)
      .where('closedAt', 'is', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refused('not-found');
    const act = operator ? 'operator.made' : 'operator.taken-back';
    await audit(change, act, { object: person, reason: why });
    return done({ operator });
  },
};

export const setClosedInput = z.object({ person: z.uuid(), closed: z.boolean(), reason });

/** An operator closes an account, or opens it again. Closing ends every way in; what the person wrote stays. */
export const setClosed: Command<z.infer<typeof setClosedInput>, undefined, { closed: boolean }> = {
  name: 'installation.set-closed',
  action: 'installation.operate',
  input: setClosedInput,
  find: findInstallation,
  apply: async (change, { person, closed, reason: why }) => {
    if (person === personOf(change.actor)) return refused('not-now', 'not-yourself');
    await change.actForInstallation();
    if (closed) {
      const last = await keepAnOperator(change, person);
      if (last) return last;
    }
    const changed = await change.db
      .updateTable('people')
      .set(closed ? { closedAt: change.now, isOperator: false } : { closedAt: null })
      .where('id', '=', person)
      .where('closedAt', closed ? 'is' : 'is not', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refused('not-found');
    if (closed) await endEveryWayIn(change, person);
    await audit(change, closed ? 'person.closed' : 'person.reopened', {
      object: person,
      reason: why,
    });
    await change.emit({ kind: closed ? 'person.closed' : 'person.reopened', subjectId: person });
    return done({ closed });
  },
};

export const verifyByHandInput = z.object({ person: z.uuid(), reason });

/** An operator vouches for an address, where no mail goes out or none arrives. */
export const verifyByHand: Command<
  z.infer<typeof verifyByHandInput>,
  undefined,
  { verified: true }
> = {
  name: 'installation.verify-by-hand',
  action: 'installation.operate',
  input: verifyByHandInput,
  find: findInstallation,
  apply: async (change, { person, reason: why }) => {
    await change.actForInstallation();
    const account = await change.db
      .selectFrom('accounts')
      .select('emailVerifiedAt')
      .where('personId', '=', person)
      .executeTakeFirst();
    if (!account) return refused('not-found');
    if (account.emailVerifiedAt) return done({ verified: true });
    await change.db
      .updateTable('accounts')
      .set({ emailVerifiedAt: change.now })
      .where('personId', '=', person)
      .execute();
    await audit(change, 'person.verified-by-hand', { object: person, reason: why });
    await change.emit({ kind: 'person.verified', subjectId: person });
    return done({ verified: true });
  },
};

/** Refuses when the person is the only operator: nobody could run the installation any more. */
export async function keepAnOperator(change: Change, person: string): Promise<Refused | undefined> {
  await change.lock(OPERATORS_LOCK, 'all');
  const operators = await change.db
    .selectFrom('people')
    .select('id')
    .where('isOperator', '=', true)
    .where('closedAt', 'is', null)
    .limit(2)
    .execute();
  await change.services.faults.pause('keep an operator');
  return operators.length === 1 && operators[0]?.id === person
    ? refused('limit-reached', 'last-operator')
    : undefined;
}

async function endEveryWayIn(change: Change, person: string): Promise<void> {
  await change.db.deleteFrom('sessions').where('personId', '=', person).execute();
  await change.db
    .updateTable('accessTokens')
    .set({ revokedAt: change.now })
    .where('personId', '=', person)
    .where('revokedAt', 'is', null)
    .execute();
  await change.db
    .updateTable('mailedTokens')
    .set({ usedAt: change.now })
    .where('personId', '=', person)
    .where('usedAt', 'is', null)
    .execute();
}
