import { type Refused, refused } from '#server/outcome.ts';
import { type Limit, limitKeyOf, takeFrom } from '#server/rate-limit.ts';
import type { Services } from '#server/services.ts';

const BY_ACCOUNT: Limit = { name: 'sign-in-account', burst: 10, everySeconds: 60 };
const BY_ADDRESS: Limit = { name: 'sign-in-address', burst: 30, everySeconds: 20 };

/** Mails to strangers cost them patience: few an hour from one address. */
export const MAILS_BY_ADDRESS: Limit = { name: 'account-mails', burst: 10, everySeconds: 360 };
/** Choosing a password by a mailed token costs a hash: some tries, then one a minute. */
export const TOKEN_TRIES: Limit = { name: 'account-tokens', burst: 20, everySeconds: 60 };

/** Where a request came from, for limits and the list of devices. */
export type CameFrom = { address: string; device: string };

/** The network address first: one that has had its tries must not use up those of the account as well. */
export async function countTry(
  services: Services,
  account: string,
  address: string,
): Promise<Refused | undefined> {
  return (
    (await countFrom(services, BY_ADDRESS, limitKeyOf(address))) ??
    (await countFrom(services, BY_ACCOUNT, account))
  );
}

/** Counts against one limit; a refusal says how long to wait. */
export async function countFrom(
  services: Services,
  limit: Limit,
  key: string,
): Promise<Refused | undefined> {
  const waitSeconds = await takeFrom(services.database, limit, key, services.clock.now());
  return waitSeconds > 0 ? { ...refused('too-many'), retryAfterSeconds: waitSeconds } : undefined;
}
