import { sql } from 'kysely';
import { z } from 'zod';
import { personOf, type Actor } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { introduce, type Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { type InvitationState, invitationState } from './invitation-state.ts';
import { hashOf } from './invite.ts';
import { addMember } from './memberships.ts';
import { MEMBER_ROLES } from './space-input.ts';

const token = z.string().min(20).max(100);
export const acceptInvitationInput = z.object({ token });

/** What somebody with the link may know before they join. */
export type InvitationView = {
  space: { address: string; name: string; purpose: string; accent: string; locale: string };
  inviter: string;
  role: string;
  note: string;
  forEmail: string | null;
  state: InvitationState;
};

type OpenInvitation = {
  id: string;
  spaceId: string;
  address: string;
  name: string;
  purpose: string;
  accent: string;
  locale: string;
  email: string | null;
  role: string;
  organisationId: string | null;
  note: string;
  usesLeft: number;
  expiresAt: Date;
  revokedAt: Date | null;
  createdBy: string;
  inviter: string;
};

/** The invitation that a link opens, for whoever holds the link. */
export async function readInvitation(
  services: Services,
  shown: string,
): Promise<Outcome<InvitationView>> {
  const parsed = token.safeParse(shown);
  if (!parsed.success) return refused('not-found');
  const found = await services.database.read({ kind: 'visitor' }, (db) =>
    findByToken(db, parsed.data),
  );
  if (!found) return refused('not-found');
  const { address, name, purpose, accent, locale, inviter, role, note, email } = found;
  const state = invitationState(found, services.clock.now());
  return done({
    space: { address, name, purpose, accent, locale },
    inviter,
    role,
    note,
    forEmail: email,
    state,
  });
}

/** Somebody signed in uses a link and becomes what it says; using it again changes nothing. */
export const acceptInvitation: Command<
  { token: string },
  OpenInvitation,
  { address: string; role: string }
> = {
  name: 'space.accept-invitation',
  action: 'invitation.accept',
  input: acceptInvitationInput,
  find: async (change, input) => {
    const own = await ownEmail(change.db, change.actor);
    const found = await findByToken(change.db, input.token);
    if (!found || (found.email && own && found.email !== own.email)) return undefined;
    if (found.email && own && !own.verified)
      return { standing: standingOf(change.actor), subject: { ...found, role: 'unverified' } };
    return { standing: standingOf(change.actor), subject: found };
  },
  apply: async (change, _input, invitation) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    if (invitation.role === 'unverified') return refused('not-now', 'verify-first');
    await change.lock('invitation-uses', invitation.id);
    return useInvitation(change, personId, invitation);
  },
};

async function useInvitation(
  change: Change,
  personId: string,
  invitation: OpenInvitation,
): Promise<Outcome<{ address: string; role: string }>> {
  const { id, spaceId, address, role } = invitation;
  const earlier = await change.db
    .selectFrom('invitationUses')
    .select('usedAt')
    .where('spaceId', '=', spaceId)
    .where('invitationId', '=', id)
    .where('personId', '=', personId)
    .executeTakeFirst();
  if (earlier) return done({ address, role });
  // Read again under the lock: somebody else may have had the last use meanwhile.
  const { usesLeft } = await change.db
    .selectFrom('invitations')
    .select('usesLeft')
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const state = invitationState({ ...invitation, usesLeft }, change.now);
  if (state !== 'open') return refused('not-now', `invitation-${state}`);
  await change.services.faults.pause('use invitation');
  await change.db
    .updateTable('invitations')
    .set({ usesLeft: usesLeft - 1 })
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .execute();
  await change.db
    .insertInto('invitationUses')
    .values({ spaceId, invitationId: id, personId, usedAt: change.now })
    .execute();
  const memberRole = z.enum(MEMBER_ROLES).parse(role);
  await addMember(change, {
    spaceId,
    personId,
    role: memberRole,
    organisationId: invitation.organisationId,
    invitedBy: invitation.createdBy,
  });
  return done({ address, role });
}

/** From here on row-level security sees a worker of the space: the token is what lets its holder look inside. */
async function findByToken(db: Handle, shown: string): Promise<OpenInvitation | undefined> {
  const { rows } = await sql<{
    spaceId: string;
    invitationId: string;
  }>`select space_id, invitation_id from open_invitation(${hashOf(shown)})`.execute(db);
  const opened = rows[0];
  if (!opened) return undefined;
  await introduce(db, { kind: 'space', spaceId: opened.spaceId });
  return db
    .selectFrom('invitations')
    .innerJoin('spaces', 'spaces.id', 'invitations.spaceId')
    .innerJoin('people', 'people.id', 'invitations.createdBy')
    .select([
      'invitations.id',
      'invitations.spaceId',
      'invitations.email',
      'invitations.role',
      'invitations.organisationId',
      'invitations.note',
    ])
    .select([
      'invitations.usesLeft',
      'invitations.expiresAt',
      'invitations.revokedAt',
      'invitations.createdBy',
      'people.name as inviter',
    ])
    .select(['spaces.address', 'spaces.name', 'spaces.purpose', 'spaces.accent', 'spaces.locale'])
    .where('invitations.spaceId', '=', opened.spaceId)
    .where('invitations.id', '=', opened.invitationId)
    .where('spaces.closedAt', 'is', null)
    .executeTakeFirst();
}

async function ownEmail(
  db: Handle,
  actor: Actor,
): Promise<{ email: string; verified: boolean } | undefined> {
  const personId = personOf(actor);
  if (!personId) return undefined;
  const row = await db
    .selectFrom('accounts')
    .select(['email', 'emailVerifiedAt'])
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row && { email: row.email, verified: row.emailVerifiedAt !== null };
}

function standingOf(actor: Actor) {
  return {
    role: actor.kind === 'person' ? ('person' as const) : ('visitor' as const),
    own: false,
    open: false,
  };
}
