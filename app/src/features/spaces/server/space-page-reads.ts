import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { invitationState } from './invitation-state.ts';
import { invitationLink } from './invite.ts';
import { findSpace, type SpaceStanding, standingIn } from './space-reads.ts';

const MOST_LISTED = 100;
const MEMBERS_A_PAGE = 50;

export const memberPage = z.object({
  /** From the answer before: where the next page begins. */
  after: z.string().max(200).optional(),
});

/** Opens a read inside one space: one snapshot, the space found, the policy asked. */
export async function readInSpace<Value>(
  services: Services,
  actor: Actor,
  wanted: { space: string; action: string },
  run: (db: Handle, found: SpaceStanding) => Promise<Value>,
): Promise<Outcome<Value>> {
  return services.database.read(actor, async (db) => {
    const found = await findSpace(db, actor, wanted.space);
    if (!found) return refused('not-found');
    const row = services.policies[wanted.action];
    if (!row) throw new Error(`No policy declares ${wanted.action}.`);
    if (!allows(row, standingIn(found, actor)))
      return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
    return done(await run(db, found));
  });
}

/** What somebody finds on the front page of the installation: their spaces and the public ones. */
export async function readOwnSpaces(db: Handle, actor: Actor) {
  const person = personOf(actor);
  const rows = await db
    .selectFrom('spaces')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.spaceId', '=', 'spaces.id').on('memberships.personId', '=', person),
    )
    .select(['address', 'name', 'purpose', 'visibility', 'accent', 'memberships.role'])
    .select([
      sql<number>`(select count(*)::int from memberships m where m.space_id = spaces.id)`.as(
        'members',
      ),
      sql<number>`(select count(*)::int from posts p where p.space_id = spaces.id and p.published_at is not null and p.removed_at is null)`.as(
        'posts',
      ),
      sql<Date | null>`(select max(p.published_at) from posts p where p.space_id = spaces.id and p.removed_at is null)`.as(
        'lastPostAt',
      ),
    ])
    .where('closedAt', 'is', null)
    .where((where) =>
      where.or([where('visibility', '=', 'public'), where('memberships.role', 'is not', null)]),
    )
    .orderBy('createdAt', 'desc')
    .limit(MOST_LISTED)
    .execute();
  const listed = rows.map((row) => ({ ...row, lastPostAt: row.lastPostAt?.toISOString() ?? null }));
  return {
    own: listed.filter(({ role }) => role !== null),
    open: listed.filter(({ role }) => role === null),
  };
}

export async function readSpaceHome(services: Services, actor: Actor, address: string) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'space.see' },
    async (db, { space, role }) => {
      const { members } = await db
        .selectFrom('memberships')
        .select(sql<number>`count(*)::int`.as('members'))
        .where('spaceId', '=', space.id)
        .executeTakeFirstOrThrow();
      const targets = await db
        .selectFrom('targets')
        .select(['measure', 'goal'])
        .where('spaceId', '=', space.id)
        .orderBy('measure')
        .execute();
      return { ...space, createdAt: space.createdAt.toISOString(), role, members, targets };
    },
  );
}

export async function readMembers(
  services: Services,
  actor: Actor,
  address: string,
  { after }: z.infer<typeof memberPage>,
) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'member.read' },
    async (db, { space }) => {
      const [afterTime, afterId] = after?.split('_') ?? [];
      const rows = await db
        .selectFrom('memberships')
        .innerJoin('people', 'people.id', 'memberships.personId')
        .leftJoin('organisations', (join) =>
          join
            .onRef('organisations.spaceId', '=', 'memberships.spaceId')
            .onRef('organisations.id', '=', 'memberships.organisationId'),
        )
        .select([
          'people.id',
          'people.name',
          'people.handle',
          'memberships.role',
          'memberships.joinedAt',
        ])
        .select(['organisations.id as organisationId', 'organisations.name as organisationName'])
        .where('memberships.spaceId', '=', space.id)
        .$if(Boolean(afterTime && afterId), (query) =>
          query.where(
            sql<boolean>`(memberships.joined_at, people.id) < (${afterTime}::timestamptz, ${afterId}::uuid)`,
          ),
        )
        .orderBy('memberships.joinedAt', 'desc')
        .orderBy('people.id', 'desc')
        .limit(MEMBERS_A_PAGE + 1)
        .execute();
      const last = rows.length > MEMBERS_A_PAGE ? rows[MEMBERS_A_PAGE - 1] : undefined;
      const members = rows
        .slice(0, MEMBERS_A_PAGE)
        .map(({ organisationId, organisationName, joinedAt, ...member }) => ({
          ...member,
          organisation:
            organisationId && organisationName
              ? { id: organisationId, name: organisationName }
              : null,
          joinedAt: joinedAt.toISOString(),
        }));
      return { members, next: last ? `${last.joinedAt.toISOString()}_${last.id}` : null };
    },
  );
}

export async function readOrganisations(services: Services, actor: Actor, address: string) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'organisation.read' },
    async (db, { space }) => ({
      organisations: await db
        .selectFrom('organisations')
        .select(['id', 'kind', 'name', 'about'])
        .select(
          sql<number>`(select count(*)::int from memberships m where m.space_id = organisations.space_id and m.organisation_id = organisations.id)`.as(
            'members',
          ),
        )
        .where('spaceId', '=', space.id)
        .orderBy('name')
        .execute(),
    }),
  );
}

export async function readInvitations(services: Services, actor: Actor, address: string) {
  return readInSpace(
    services,
    actor,
    { space: address, action: 'invitation.manage' },
    async (db, { space }) => {
      const now = services.clock.now();
      const rows = await db
        .selectFrom('invitations')
        .select([
          'id',
          'email',
          'role',
          'organisationId',
          'note',
          'usesLeft',
          'createdAt',
          'expiresAt',
          'revokedAt',
        ])
        .select(
          sql<number>`(select count(*)::int from invitation_uses u where u.space_id = invitations.space_id and u.invitation_id = invitations.id)`.as(
            'used',
          ),
        )
        .where('spaceId', '=', space.id)
        .orderBy('createdAt', 'desc')
        .limit(MOST_LISTED)
        .execute();
      const invitations = rows.map(
        ({ organisationId, createdAt, expiresAt, revokedAt, ...row }) => {
          const state = invitationState({ revokedAt, expiresAt, usesLeft: row.usesLeft }, now);
          const link = state === 'open' && !row.email ? invitationLink(services, row.id) : null;
          return {
            ...row,
            organisation: organisationId,
            state,
            createdAt: createdAt.toISOString(),
            expiresAt: expiresAt.toISOString(),
            link,
          };
        },
      );
      return { invitations };
    },
  );
}
