import { offerStandsOf } from '#features/direct/server/direct.ts';
import { unfinishedFor } from '#features/making/server/making.ts';
import { openMoneyOf } from '#features/payments/server/payments.ts';
import { boundInPools } from '#features/pools/server/pools.ts';
import { speaksAloneFor } from '#features/spaces/server/spaces.ts';
import type { Change } from '#server/commands/change.ts';
import { introduce } from '#server/database/database.ts';
import { type Refused, refused } from '#server/outcome.ts';

/**
 * What keeps somebody from going: they are bound to others, or others to them. In this order, which is that of the chain: what
 * binds, what is to be paid, what is to come.
 */
export async function openObligations(
  change: Change,
  personId: string,
): Promise<Refused | undefined> {
  // All of it, in every space: row-level security would show a person the part that a member may see.
  await introduce(change.db, { kind: 'installation' });
  const makers = await speaksAloneFor(change.db, personId);
  const because =
    (await boundInPools(change, personId, makers)) ??
    (await offerStandsOf(change, personId, makers)) ??
    (await openMoneyOf(change.db, personId)) ??
    (await unfinishedFor(change.db, personId, makers));
  await introduce(change.db, change.actor);
  return because ? refused('not-now', because) : undefined;
}
