import type { Change } from '#server/commands/change.ts';
import { type Refused, refused } from '#server/outcome.ts';

/** How somebody may get into their account. */
export type WaysIn = { password: number; passkeys: number; outside: number };
export type WayIn = keyof WaysIn;

/**
 * Takes one way in away only while another stays. Two that go at once would each see the other: the lock lets them go one
 * after the other. A password goes only while a passkey stays, since an outside provider may close its doors.
 */
export async function refuseLastWayIn(
  change: Change,
  personId: string,
  going: WayIn,
): Promise<Refused | undefined> {
  await change.lock('ways-in', personId);
  const ways = await countWaysIn(change, personId);
  await change.services.faults.pause('take a way in away');
  if (ways[going] === 0) return refused('not-now', 'way-in-gone');
  if (going === 'password' && ways.passkeys === 0) return refused('limit-reached', 'passkey-first');
  // Outside identities of one provider go together.
  const left =
    ways.password + ways.passkeys + ways.outside - (going === 'outside' ? ways.outside : 1);
  return left > 0 ? undefined : refused('limit-reached', 'last-way-in');
}

async function countWaysIn(change: Change, personId: string): Promise<WaysIn> {
  const issuer = change.services.openId?.issuer ?? '';
  const row = await change.db
    .selectFrom('accounts')
    .select((select) => [
      'passwordHash',
      select
        .selectFrom('passkeys')
        .select((count) => count.fn.countAll<string>().as('count'))
        .where('personId', '=', personId)
        .as('passkeys'),
      select
        .selectFrom('outsideIdentities')
        .select((count) => count.fn.countAll<string>().as('count'))
        .where('personId', '=', personId)
        // A provider that is not set up any more lets nobody in.
        .where('issuer', '=', issuer)
        .as('outside'),
    ])
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow();
  return {
    password: row.passwordHash === null ? 0 : 1,
    passkeys: Number(row.passkeys),
    outside: Number(row.outside),
  };
}
