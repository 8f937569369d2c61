import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { done, type Outcome, parse, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { addPerson, findAccount } from './add-person.ts';
import { endEveryWayIn } from './end-every-way-in.ts';
import { tellOwner } from './people-mails.ts';
import { emailAddress } from './person-input.ts';
import { renewProof, type Proved } from './prove.ts';
import { requireProof } from './require-proof.ts';
import { findAnybody, findSelf } from './self.ts';
import { enter, type SignedInNow } from './sign-in.ts';
import type { CameFrom } from './sign-in-limits.ts';
import { refuseLastWayIn } from './ways-in.ts';
import { refuseUninvited } from './who-may-join.ts';

/** What the provider said; it is checked once more, since a provider is a stranger. */
const outsideClaims = z.object({
  issuer: z.string().min(1).max(500),
  subject: z.string().min(1).max(255),
  email: emailAddress.optional().catch(undefined),
  emailVerified: z.boolean(),
  name: z.string().trim().min(1).max(80).optional().catch(undefined),
  locale: z.enum(['en', 'de']).default('en'),
});
type OutsideClaims = z.infer<typeof outsideClaims>;
type Entered = { personId: string };

/** Of somebody whose address nobody has yet: whether they may begin here. */
const enteringClaims = outsideClaims.extend({ mayJoin: z.boolean() });
type EnteringClaims = z.infer<typeof enteringClaims>;

/** Signs in whoever came back from the provider; the invitation is the one by whose link they set out, if any. */
export async function signInByOpenId(
  services: Services,
  given: { claims: unknown; invitation?: string | undefined },
  from: CameFrom,
): Promise<SignedInNow> {
  const claims = parse(outsideClaims, given.claims);
  if (claims.kind === 'refused') return claims;
  const { email } = claims.value;
  const uninvited = await refuseUninvited(services, { email, invitation: given.invitation });
  const entered = await execute(services, { kind: 'identity' }, enterByOpenId, {
    ...claims.value,
    mayJoin: uninvited === undefined,
  });
  return entered.kind === 'done' ? enter(services, entered.value.personId, from) : entered;
}

/** Finds the person of an outside identity, or makes the two known to each other by a confirmed address. */
const enterByOpenId: Command<EnteringClaims, undefined, Entered> = {
  name: 'person.enter-by-openid',
  action: 'person.sign-in',
  input: enteringClaims,
  find: findAnybody,
  apply: async (change, claims): Promise<Outcome<Entered>> => {
    const owner = await ownerOf(change, claims);
    if (owner) return done(owner);
    const { email } = claims;
    if (!email || !claims.emailVerified) return refused('not-now', 'openid-unverified');
    await change.lock('sign-up', email);
    const known = await findAccount(change, email);
    if (!known && !claims.mayJoin) return refused('not-now', 'invited-only');
    const personId = known
      ? await giveToOwner(change, known)
      : await addFromOutside(change, { ...claims, email });
    await change.services.faults.pause('link by address');
    await link(change, claims, personId);
    return done({ personId });
  },
};

/**
 * NOTE: somebody may have signed up with an address that is not theirs and wait for its owner. Whoever shows, through the
 * provider, that it is theirs gets the account alone: every way in that was there before ends.
 */
async function giveToOwner(
  change: Change,
  { personId, emailVerifiedAt }: { personId: string; emailVerifiedAt: Date | null },
): Promise<string> {
  if (!emailVerifiedAt) {
    await endEveryWayIn(change, personId);
    await change.db
      .updateTable('accounts')
      .set({ emailVerifiedAt: change.now })
      .where('personId', '=', personId)
      .execute();
  }
  await tellOwner(change, personId, 'ways-in-changed', '/settings/ways-in');
  return personId;
}

function addFromOutside(
  change: Change,
  { email, name, locale }: OutsideClaims & { email: string },
): Promise<string> {
  const shown = name ?? email.split('@')[0] ?? email;
  const person = { name: shown.slice(0, 80), email, locale, passwordHash: null };
  return addPerson(change, { ...person, verifiedAt: change.now });
}

async function link(
  change: Change,
  { issuer, subject }: Pick<OutsideClaims, 'issuer' | 'subject'>,
  personId: string,
): Promise<void> {
  await change.db
    .insertInto('outsideIdentities')
    .values({ issuer, subject, personId, createdAt: change.now })
    .execute();
  await change.emit({ kind: 'person.openid-linked', subjectId: personId });
}

/** Links whoever came back to the person who left; the proof was asked for before, and is again. */
export const linkOpenId: Command<OutsideClaims, string, { linked: true }> = {
  name: 'person.link-openid',
  action: 'account.manage',
  input: outsideClaims,
  find: findSelf,
  apply: async (change, claims, personId) => {
    const unproved = requireProof(change);
    if (unproved) return unproved;
    const added = await change.db
      .insertInto('outsideIdentities')
      .values({
        issuer: claims.issuer,
        subject: claims.subject,
        personId,
        createdAt: change.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 0n) return alreadyLinked(change, claims, personId);
    await tellOwner(change, personId, 'ways-in-changed', '/settings/ways-in');
    await change.emit({ kind: 'person.openid-linked', subjectId: personId });
    return done({ linked: true });
  },
};

/** Row-level security shows one's own alone: what is not seen is somebody else's. */
async function alreadyLinked(
  change: Change,
  claims: OutsideClaims,
  personId: string,
): Promise<Outcome<{ linked: true }>> {
  const owner = await ownerOf(change, claims);
  return owner?.personId === personId ? done({ linked: true }) : refused('not-now', 'openid-taken');
}

const nothing = z.object({}).default({});

export const unlinkOpenId: Command<z.infer<typeof nothing>, string, { unlinked: true }> = {
  name: 'person.unlink-openid',
  action: 'account.manage',
  input: nothing,
  find: findSelf,
  apply: async (change, _input, personId) => {
    const barred = requireProof(change) ?? (await refuseLastWayIn(change, personId, 'outside'));
    if (barred) return barred;
    await change.db
      .deleteFrom('outsideIdentities')
      .where('personId', '=', personId)
      .where('issuer', '=', change.services.openId?.issuer ?? '')
      .execute();
    await tellOwner(change, personId, 'ways-in-changed', '/settings/ways-in');
    await change.emit({ kind: 'person.openid-unlinked', subjectId: personId });
    return done({ unlinked: true });
  },
};

/** Proves who one is by signing in anew at the provider, as the very identity that is linked. */
export async function proveByOpenId(
  services: Services,
  actor: Actor,
  claims: Pick<OutsideClaims, 'issuer' | 'subject'>,
): Promise<Outcome<Proved>> {
  if (actor.kind !== 'person') return refused('sign-in-needed');
  const owner = await services.database.read(actor, (db) =>
    db
      .selectFrom('outsideIdentities')
      .select('personId')
      .where('issuer', '=', claims.issuer)
      .where('subject', '=', claims.subject)
      .executeTakeFirst(),
  );
  if (owner?.personId !== actor.personId) return refused('not-now', 'openid-other');
  return renewProof(services, actor);
}

function ownerOf(change: Change, { issuer, subject }: Pick<OutsideClaims, 'issuer' | 'subject'>) {
  return change.db
    .selectFrom('outsideIdentities')
    .select('personId')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
}
