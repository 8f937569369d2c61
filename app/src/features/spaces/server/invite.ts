import { createHash } from 'node:crypto';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { queueMail } from '#server/mail.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findTheSpace } from './find-in-space.ts';
import { invitationMail } from './invitation-mail.ts';
import { hasOrganisation } from './memberships.ts';
import { MEMBER_ROLES, spaceAddress } from './space-input.ts';
import type { SpaceStanding, SpaceSummary } from './space-reads.ts';

const MOST_OPEN_INVITATIONS = 500;
const MOST_USES = 10_000;
const DAY_MS = 86_400_000;

export const inviteInput = z.object({
  space: spaceAddress,
  /** Absent: a link that whoever holds it may use. */
  email: z
    .email()
    .max(254)
    .transform((text) => text.normalize('NFKC').toLowerCase())
    .nullable()
    .default(null),
  role: z.enum(MEMBER_ROLES),
  organisation: z.uuid().nullable().default(null),
  note: z.string().trim().max(1000).default(''),
  uses: z.coerce.number().int().min(1).max(MOST_USES).default(1),
  days: z.coerce.number().int().min(1).max(365).default(14),
});
type InviteInput = z.infer<typeof inviteInput>;
export type Invited = { id: string; expiresAt: string };

/** A host invites one person by mail, or makes a link for many. */
export const invite: Command<InviteInput, SpaceStanding, Invited> = {
  name: 'space.invite',
  action: 'invitation.manage',
  input: inviteInput,
  find: findTheSpace,
  apply: async (change, input, { space }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    if (input.organisation && !(await hasOrganisation(change, space.id, input.organisation)))
      return invalid({ field: 'organisation', reason: 'not-a-choice' });
    await change.lock('invitations', space.id);
    if ((await countOpen(change, space.id)) >= MOST_OPEN_INVITATIONS)
      return refused('limit-reached', 'most-invitations');
    const id = change.id();
    const expiresAt = new Date(change.now.getTime() + input.days * DAY_MS);
    await change.db
      .insertInto('invitations')
      .values({
        spaceId: space.id,
        id,
        tokenHash: hashOf(invitationToken(change.services, id)),
        email: input.email,
        role: input.role,
        organisationId: input.organisation,
        note: input.note,
        usesLeft: input.email ? 1 : input.uses,
        mailsSent: input.email ? 1 : 0,
        createdBy: personId,
        createdAt: change.now,
        expiresAt,
      })
      .execute();
    if (input.email)
      await mailInvitation(
        change,
        { id, email: input.email, note: input.note, inviterId: personId },
        space,
      );
    await change.emit({
      kind: 'invitation.made',
      spaceId: space.id,
      subjectId: id,
      data: { role: input.role },
    });
    return done({ id, expiresAt: expiresAt.toISOString() });
  },
};

/** The token of an invitation is made from the secret of the installation, so that it need not be kept. */
export function invitationToken(services: Services, id: string): string {
  return services.secrets.derive('invitation', id);
}

export function invitationLink(services: Services, id: string): string {
  return `${services.config.origin}/join/${invitationToken(services, id)}`;
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

async function countOpen(change: Change, spaceId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('invitations')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('revokedAt', 'is', null)
    .where('usesLeft', '>', 0)
    .where('expiresAt', '>', change.now)
    .executeTakeFirstOrThrow();
  return Number(count);
}

type MailedInvitation = { id: string; email: string; note: string; inviterId: string };

export async function mailInvitation(
  change: Change,
  { id, email, note, inviterId }: MailedInvitation,
  space: SpaceSummary,
): Promise<void> {
  const inviter = await change.db
    .selectFrom('people')
    .select('name')
    .where('id', '=', inviterId)
    .executeTakeFirstOrThrow();
  const link = invitationLink(change.services, id);
  const text = invitationMail(space.locale, {
    space: space.name,
    inviter: inviter.name,
    note,
    link,
  });
  await queueMail(change, { kind: 'invitation', personId: null, recipient: email, ...text });
}

export const revokeInvitationInput = z.object({ space: spaceAddress, invitation: z.uuid() });

/** A host takes an invitation back; who has used it already stays. */
export const revokeInvitation: Command<
  z.infer<typeof revokeInvitationInput>,
  SpaceStanding,
  { revoked: true }
> = {
  name: 'space.revoke-invitation',
  action: 'invitation.manage',
  input: revokeInvitationInput,
  find: findTheSpace,
  apply: async (change, { invitation }, { space }) => {
    const revoked = await change.db
      .updateTable('invitations')
      .set({ revokedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', invitation)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    if (revoked.numUpdatedRows > 0n)
      await change.emit({ kind: 'invitation.revoked', spaceId: space.id, subjectId: invitation });
    return done({ revoked: true });
  },
};
