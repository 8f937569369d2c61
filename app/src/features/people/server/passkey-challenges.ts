import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import type { Config } from '#server/config.ts';
import { done } from '#server/outcome.ts';
import { findAnybody, findSelf } from './self.ts';

const LASTS_MS = 10 * 60_000;
/** EdDSA, ES256 and RS256, as COSE numbers them: what devices offer today. */
const ALGORITHMS = [-8, -7, -257];
export type ChallengePurpose = 'sign-in' | 'register' | 'prove';

/** What goes to the browser: the id comes back with its answer. */
export type PasskeyChallenge = { id: string; options: Record<string, unknown> };

const nothing = z.object({}).default({});
type Nothing = z.infer<typeof nothing>;

/** Passkeys are bound to the host of the installation's origin, and answers to that origin. */
export function relyingParty(config: Config): { id: string; origin: string } {
  return { id: new URL(config.origin).hostname, origin: config.origin };
}

/** For signing in: the browser offers every passkey that it has for this host, so no address is asked or told. */
export const askToSignIn: Command<Nothing, undefined, PasskeyChallenge> = {
  name: 'person.ask-passkey',
  action: 'person.sign-in',
  input: nothing,
  find: findAnybody,
  apply: async (change) => {
    const options = await generateAuthenticationOptions({
      rpID: relyingParty(change.services.config).id,
      userVerification: 'required',
      timeout: LASTS_MS,
    });
    return done(await keepChallenge(change, 'sign-in', null, options));
  },
};

/** For proving oneself again: any of one's own passkeys. */
export const askToProve: Command<Nothing, string, PasskeyChallenge> = {
  name: 'person.ask-proof',
  action: 'account.manage',
  input: nothing,
  find: findSelf,
  apply: async (change, _input, personId) => {
    const options = await generateAuthenticationOptions({
      rpID: relyingParty(change.services.config).id,
      userVerification: 'required',
      timeout: LASTS_MS,
      allowCredentials: await ownPasskeys(change, personId),
    });
    return done(await keepChallenge(change, 'prove', personId, options));
  },
};

/** For a new passkey: one that the browser finds by itself, on a device that has none of this person yet. */
export const askToRegister: Command<Nothing, string, PasskeyChallenge> = {
  name: 'person.ask-new-passkey',
  action: 'account.manage',
  input: nothing,
  find: findSelf,
  apply: async (change, _input, personId) => {
    const person = await change.db
      .selectFrom('people')
      .innerJoin('accounts', 'accounts.personId', 'people.id')
      .select(['people.name', 'accounts.email'])
      .where('people.id', '=', personId)
      .executeTakeFirstOrThrow();
    const { name: installation } = await change.db
      .selectFrom('installation')
      .select('name')
      .executeTakeFirstOrThrow();
    const options = await generateRegistrationOptions({
      rpName: installation,
      rpID: relyingParty(change.services.config).id,
      userName: person.email,
      userDisplayName: person.name,
      userID: new Uint8Array(Buffer.from(personId)),
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      timeout: LASTS_MS,
      excludeCredentials: await ownPasskeys(change, personId),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return done(await keepChallenge(change, 'register', personId, options));
  },
};

/** Uses a challenge up; undefined when it was used, has expired, or was made for something or somebody else. */
export async function takeChallenge(
  change: Change,
  purpose: ChallengePurpose,
  id: string,
  personId: string | null,
): Promise<string | undefined> {
  const taken = await change.db
    .deleteFrom('passkeyChallenges')
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where('personId', 'is not distinct from', personId)
    .where('expiresAt', '>', change.now)
    .returning('challenge')
    .executeTakeFirst();
  return taken?.challenge;
}

async function keepChallenge(
  change: Change,
  purpose: ChallengePurpose,
  personId: string | null,
  options: { challenge: string },
): Promise<PasskeyChallenge> {
  await change.db.deleteFrom('passkeyChallenges').where('expiresAt', '<', change.now).execute();
  const id = change.id();
  const expiresAt = new Date(change.now.getTime() + LASTS_MS);
  await change.db
    .insertInto('passkeyChallenges')
    .values({ id, challenge: options.challenge, personId, purpose, expiresAt })
    .execute();
  return { id, options: { ...options } };
}

async function ownPasskeys(change: Change, personId: string) {
  return change.db
    .selectFrom('passkeys')
    .select(['id', 'transports'])
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .execute();
}
