import { personOf } from './actor.ts';
import type { Change } from './commands/change.ts';

/** Writes down an act of somebody over others, in the transaction of the act; nobody can change it afterwards. */
export async function noteAudit(
  change: Change,
  noted: { act: string; object: string; reason?: string },
): Promise<void> {
  await change.db
    .insertInto('audits')
    .values({
      id: change.id(),
      actorId: personOf(change.actor),
      act: noted.act,
      object: noted.object,
      reason: noted.reason ?? '',
      at: change.now,
    })
    .execute();
}
