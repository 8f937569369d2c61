import { personOf, type Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows, type Standing } from '#server/policy.ts';
import type { Services } from '#server/services.ts';

const ACTION = 'installation.operate';

/** Everything an operator reads starts here: the policy first, then the eyes of the installation. */
export async function readAsOperator<Value>(
  services: Services,
  actor: Actor,
  run: (db: Handle) => Promise<Value>,
): Promise<Outcome<Value>> {
  const row = services.policies[ACTION];
  if (!row || !allows(row, standingOf(actor)))
    return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
  return done(await services.database.read({ kind: 'installation' }, run));
}

/** The subject of an operator's command is the installation; what the input names is looked up once the policy has agreed. */
export async function findInstallation(change: Change): Promise<Found<undefined>> {
  return { standing: standingOf(change.actor), subject: undefined };
}

/** One line in the list of what operators did; it can be added to and nothing else. */
export async function audit(
  change: Change,
  act: string,
  { object, reason = '' }: { object: string; reason?: string },
): Promise<void> {
  await change.db
    .insertInto('audits')
    .values({
      id: change.id(),
      actorId: personOf(change.actor),
      act,
      object,
      reason,
      at: change.now,
    })
    .execute();
}

function standingOf(actor: Actor): Standing {
  const person = actor.kind === 'person';
  const role = person && actor.operator ? 'operator' : person ? 'person' : 'visitor';
  return { role, own: false, open: false };
}
