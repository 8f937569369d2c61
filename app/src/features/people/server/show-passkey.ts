import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { z } from 'zod';
import { beginChange } from '#server/commands/change.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { relyingParty, takeChallenge } from './passkey-challenges.ts';

const coded = z.string().min(1).max(20_000);

export const shownPasskey = z.object({
  challenge: z.uuid(),
  /** What navigator.credentials.get gave, as JSON. */
  answer: z.object({
    id: z.string().min(1).max(1024),
    rawId: z.string().min(1).max(1024),
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: coded,
      authenticatorData: coded,
      signature: coded,
      userHandle: z.string().max(200).optional(),
    }),
  }),
});
export type ShownPasskey = z.infer<typeof shownPasskey>;

/**
 * Whose passkey this is, once its answer to our challenge holds. The challenge is used up whatever comes of it. `owner`: only
 * a passkey of this person will do.
 */
export async function ownerOfPasskey(
  services: Services,
  { challenge, answer }: ShownPasskey,
  owner?: string,
): Promise<Outcome<{ personId: string }>> {
  const expectedChallenge = await services.database.write({ kind: 'identity' }, (db) => {
    const change = beginChange(services, { kind: 'identity' }, db, []);
    return takeChallenge(change, owner ? 'prove' : 'sign-in', challenge, owner ?? null);
  });
  if (!expectedChallenge) return refused('not-now', 'challenge-used');
  const kept = await readPasskey(services, answer.id);
  if (!kept || (owner && kept.personId !== owner)) return refused('invalid', 'passkey-unknown');
  const { userHandle } = answer.response;
  if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== kept.personId)
    return refused('invalid', 'passkey-unknown');
  const signCount = await checkAnswer(services, answer, { ...kept, expectedChallenge });
  if (signCount === undefined) return refused('invalid', 'passkey-not-accepted');
  if (!(await countUse(services, answer.id, signCount))) {
    services.log.warn({ personId: kept.personId }, 'a passkey counted backwards');
    return refused('invalid', 'passkey-copied');
  }
  return done({ personId: kept.personId });
}

function readPasskey(services: Services, id: string) {
  return services.database.read({ kind: 'identity' }, (db) =>
    db
      .selectFrom('passkeys')
      .innerJoin('people', 'people.id', 'passkeys.personId')
      .select(['passkeys.personId', 'passkeys.publicKey', 'passkeys.transports'])
      .where('passkeys.id', '=', id)
      .where('people.closedAt', 'is', null)
      .executeTakeFirst(),
  );
}

type Expected = { publicKey: Uint8Array; transports: string[]; expectedChallenge: string };

/** The count that the passkey has reached, or undefined when its answer does not hold. */
async function checkAnswer(
  services: Services,
  answer: ShownPasskey['answer'],
  { publicKey, transports, expectedChallenge }: Expected,
): Promise<number | undefined> {
  const party = relyingParty(services.config);
  const { userHandle, ...response } = answer.response;
  const verified = await verifyAuthenticationResponse({
    response: {
      ...answer,
      response: { ...response, ...(userHandle ? { userHandle } : {}) },
      clientExtensionResults: {},
    },
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    // The count is compared where it is written: two answers at once must not both pass.
    credential: { id: answer.id, publicKey: new Uint8Array(publicKey), counter: 0, transports },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    services.log.info({ error: String(error) }, 'a passkey was not accepted');
    return { verified: false } as const;
  });
  return verified.verified ? verified.authenticationInfo.newCounter : undefined;
}

/** A count that does not grow means that the passkey was copied. Passkeys that are shared between devices always say 0. */
async function countUse(services: Services, id: string, signCount: number): Promise<boolean> {
  const counted = await services.database.write({ kind: 'identity' }, (db) =>
    db
      .updateTable('passkeys')
      .set({ signCount: BigInt(signCount), lastUsedAt: services.clock.now() })
      .where('id', '=', id)
      .where('signCount', signCount === 0 ? '=' : '<', String(signCount))
      .executeTakeFirst(),
  );
  return counted.numUpdatedRows > 0n;
}
