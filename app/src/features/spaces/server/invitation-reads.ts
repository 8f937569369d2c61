import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';
import { INVITATION_STATES, invitationState } from './invitation-state.ts';
import { invitationLink } from './invite.ts';
import { cutPage, isAfter, pageCursor } from './page-cursor.ts';
import { readInSpace } from './space-page-reads.ts';

const INVITATIONS_A_PAGE = 50;
const MOST_DOWNLOADED = 10_000;
const NAMES_SHOWN = 5;

export const invitationPage = z.object({
  state: z.enum(INVITATION_STATES).optional(),
  after: pageCursor,
});
type InvitationPage = z.infer<typeof invitationPage>;

/** Invitations of a space with who came by them, newest first. */
export function readInvitations(
  services: Services,
  actor: Actor,
  address: string,
  wanted: InvitationPage = {},
) {
  const subject = { space: address, action: 'invitation.manage' };
  return readInSpace(services, actor, subject, async (db, { space }) => {
    const now = services.clock.now();
    const rows = await findInvitations(db, { spaceId: space.id, now }, wanted)
      .limit(INVITATIONS_A_PAGE + 1)
      .execute();
    const { page, next } = cutPage(rows, INVITATIONS_A_PAGE, ({ createdAt }) => createdAt);
    return { invitations: page.map((row) => shownInvitation(services, row, now)), next };
  });
}

/** What a host may carry away as a table. */
export function readInvitationsToDownload(
  services: Services,
  actor: Actor,
  address: string,
  wanted: InvitationPage,
) {
  const subject = { space: address, action: 'invitation.manage' };
  return readInSpace(services, actor, subject, async (db, { space }) => {
    const now = services.clock.now();
    const rows = await findInvitations(db, { spaceId: space.id, now }, wanted)
      .limit(MOST_DOWNLOADED)
      .execute();
    return rows.map((row) => shownInvitation(services, row, now));
  });
}

function findInvitations(
  db: Handle,
  { spaceId, now }: { spaceId: string; now: Date },
  { state, after }: InvitationPage,
) {
  const stateNow = sql<string>`case when invitations.revoked_at is not null then 'revoked'
    when invitations.expires_at <= ${now} then 'expired'
    when invitations.uses_left > 0 then 'open' else 'used-up' end`;
  const names = sql<
    string[]
  >`array(select p.name from invitation_uses u join people p on p.id = u.person_id
    where u.space_id = invitations.space_id and u.invitation_id = invitations.id
    order by u.used_at desc limit ${sql.lit(NAMES_SHOWN)})`;
  const used = sql<number>`(select count(*)::int from invitation_uses u
    where u.space_id = invitations.space_id and u.invitation_id = invitations.id)`;
  return db
    .selectFrom('invitations')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.spaceId', '=', 'invitations.spaceId')
        .onRef('organisations.id', '=', 'invitations.organisationId'),
    )
    .select(['invitations.id', 'email', 'role', 'organisationId', 'note', 'usesLeft', 'mailsSent'])
    .select(['invitations.createdAt', 'expiresAt', 'revokedAt'])
    .select('organisations.name as organisationName')
    .select([used.as('used'), names.as('cameBy')])
    .where('invitations.spaceId', '=', spaceId)
    .$if(state !== undefined, (query) => query.where(stateNow, '=', state ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(isAfter(after ?? '', ['invitations.created_at', 'invitations.id'])),
    )
    .orderBy('invitations.createdAt', 'desc')
    .orderBy('invitations.id', 'desc');
}

type InvitationRow = Awaited<ReturnType<ReturnType<typeof findInvitations>['execute']>>[number];

function shownInvitation(services: Services, row: InvitationRow, now: Date) {
  const { organisationId, createdAt, expiresAt, revokedAt, ...shown } = row;
  const state = invitationState({ revokedAt, expiresAt, usesLeft: row.usesLeft }, now);
  return {
    ...shown,
    organisation: organisationId,
    state,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    link: state === 'open' && !row.email ? invitationLink(services, row.id) : null,
  };
}
