import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { relyingParty, takeChallenge } from './passkey-challenges.ts';
import { tellOwner } from './people-mails.ts';
import { requireProof } from './require-proof.ts';
import { requireVerified } from './require-verified.ts';
import { findSelf } from './self.ts';
import { refuseLastWayIn } from './ways-in.ts';

const MOST_PASSKEYS = 20;

const coded = z.string().min(1).max(20_000);
const credentialId = z.string().min(1).max(1024);
const passkeyName = z.string().trim().min(1).max(80);

export const addPasskeyInput = z.object({
  challenge: z.uuid(),
  name: passkeyName,
  /** What navigator.credentials.create gave, as JSON. */
  answer: z.object({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: coded,
      attestationObject: coded,
      transports: z.array(z.string().max(20)).max(10).optional(),
    }),
  }),
});
type AddPasskeyInput = z.infer<typeof addPasskeyInput>;

/** A passkey for this person, beside whatever lets them in already. */
export const addPasskey: Command<AddPasskeyInput, string, { id: string }> = {
  name: 'person.add-passkey',
  action: 'account.manage',
  input: addPasskeyInput,
  find: findSelf,
  apply: async (change, { challenge, name, answer }, personId) => {
    const barred = requireProof(change) ?? (await requireVerified(change));
    if (barred) return barred;
    await change.lock('passkeys', personId);
    if ((await countPasskeys(change, personId)) >= MOST_PASSKEYS)
      return refused('limit-reached', 'most-passkeys');
    const checked = await checkAnswer(change, { challenge, answer, personId });
    if (checked.kind === 'refused') return checked;
    await change.services.faults.pause('add passkey');
    const added = await change.db
      .insertInto('passkeys')
      .values({ ...checked.value, personId, name, createdAt: change.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) return refused('not-now', 'passkey-known');
    await tellOwner(change, personId, 'ways-in-changed', '/settings/ways-in');
    await change.emit({ kind: 'person.passkey-added', subjectId: personId });
    return done({ id: added.id });
  },
};

type Checked = { id: string; publicKey: Uint8Array; signCount: bigint; transports: string[] };

/** NOTE: the library throws for an answer that does not hold; to us that is a refusal like any other. */
async function checkAnswer(
  change: Change,
  { challenge, answer, personId }: Omit<AddPasskeyInput, 'name'> & { personId: string },
): Promise<Outcome<Checked>> {
  const expectedChallenge = await takeChallenge(change, 'register', challenge, personId);
  if (!expectedChallenge) return refused('not-now', 'challenge-used');
  const party = relyingParty(change.services.config);
  const { transports = [], ...response } = answer.response;
  const verified = await verifyRegistrationResponse({
    response: { ...answer, response, clientExtensionResults: {} },
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    change.services.log.info({ error: String(error) }, 'a new passkey was not accepted');
    return { verified: false } as const;
  });
  if (!verified.verified) return refused('invalid', 'passkey-not-accepted');
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return done({ id, publicKey, signCount: BigInt(counter), transports });
}

export const renamePasskeyInput = z.object({ passkey: credentialId, name: passkeyName });

export const renamePasskey: Command<
  z.infer<typeof renamePasskeyInput>,
  string,
  { renamed: true }
> = {
  name: 'person.rename-passkey',
  action: 'account.manage',
  input: renamePasskeyInput,
  find: findSelf,
  apply: async (change, { passkey, name }, personId) => {
    const renamed = await change.db
      .updateTable('passkeys')
      .set({ name })
      .where('personId', '=', personId)
      .where('id', '=', passkey)
      .executeTakeFirst();
    return renamed.numUpdatedRows > 0n
      ? done({ renamed: true })
      : refused('not-now', 'way-in-gone');
  },
};

export const removePasskeyInput = z.object({ passkey: credentialId });

export const removePasskey: Command<{ passkey: string }, string, { removed: true }> = {
  name: 'person.remove-passkey',
  action: 'account.manage',
  input: removePasskeyInput,
  find: findSelf,
  apply: async (change, { passkey }, personId) => {
    const barred = requireProof(change) ?? (await refuseLastWayIn(change, personId, 'passkeys'));
    if (barred) return barred;
    const removed = await change.db
      .deleteFrom('passkeys')
      .where('personId', '=', personId)
      .where('id', '=', passkey)
      .executeTakeFirst();
    if (removed.numDeletedRows === 0n) return refused('not-now', 'way-in-gone');
    await tellOwner(change, personId, 'ways-in-changed', '/settings/ways-in');
    await change.emit({ kind: 'person.passkey-removed', subjectId: personId });
    return done({ removed: true });
  },
};

async function countPasskeys(change: Change, personId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('passkeys')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
