import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';
import { containing, cutPage, isAfter, pageCursor } from './page-cursor.ts';
import { MEMBER_ROLES } from './space-input.ts';
import { readInSpace } from './space-page-reads.ts';

const MEMBERS_A_PAGE = 50;
const MOST_DOWNLOADED = 10_000;

export const memberPage = z.object({
  q: z.string().trim().max(80).describe('part of a name or handle').optional(),
  role: z.enum(MEMBER_ROLES).optional(),
  after: pageCursor,
});
type MemberPage = z.infer<typeof memberPage>;

/** The members of a space, newest first. */
export function readMembers(services: Services, actor: Actor, address: string, wanted: MemberPage) {
  const subject = { space: address, action: 'member.read' };
  return readInSpace(services, actor, subject, async (db, { space }) => {
    const rows = await findMembers(db, space.id, wanted)
      .limit(MEMBERS_A_PAGE + 1)
      .execute();
    const { page, next } = cutPage(rows, MEMBERS_A_PAGE, ({ joinedAt }) => joinedAt);
    const { found } = await findMembers(db, space.id, { ...wanted, after: undefined })
      .clearSelect()
      .clearOrderBy()
      .select(sql<number>`count(*)::int`.as('found'))
      .executeTakeFirstOrThrow();
    return { members: page.map(shownMember), next, found };
  });
}

/** What a host may carry away as a table. */
export function readMembersToDownload(
  services: Services,
  actor: Actor,
  address: string,
  wanted: MemberPage,
) {
  const subject = { space: address, action: 'member.change' };
  return readInSpace(services, actor, subject, async (db, { space }) => {
    const rows = await findMembers(db, space.id, wanted).limit(MOST_DOWNLOADED).execute();
    return rows.map(shownMember);
  });
}

function findMembers(db: Handle, spaceId: string, { q, role, after }: MemberPage) {
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.spaceId', '=', 'memberships.spaceId')
        .onRef('organisations.id', '=', 'memberships.organisationId'),
    )
    .select(['people.id', 'people.name', 'people.handle', 'memberships.role'])
    .select(['memberships.joinedAt', 'organisations.id as organisationId'])
    .select('organisations.name as organisationName')
    .where('memberships.spaceId', '=', spaceId)
    .$if(Boolean(q), (query) =>
      query.where((where) =>
        where.or([
          where('people.name', 'ilike', containing(q ?? '')),
          where('people.handle', 'ilike', containing(q ?? '')),
        ]),
      ),
    )
    .$if(role !== undefined, (query) => query.where('memberships.role', '=', role ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(isAfter(after ?? '', ['memberships.joined_at', 'memberships.person_id'])),
    )
    .orderBy('memberships.joinedAt', 'desc')
    .orderBy('memberships.personId', 'desc');
}

type MemberRow = {
  id: string;
  name: string;
  handle: string;
  role: string;
  joinedAt: Date;
  organisationId: string | null;
  organisationName: string | null;
};

function shownMember({ organisationId, organisationName, joinedAt, ...member }: MemberRow) {
  const organisation =
    organisationId && organisationName ? { id: organisationId, name: organisationName } : null;
  return { ...member, organisation, joinedAt: joinedAt.toISOString() };
}
