import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { containing, cutPage, isAfter, pageCursor } from '#features/spaces/server/spaces.ts';
import { readAsOperator } from './as-operator.ts';

const ROWS_A_PAGE = 50;

export const peoplePage = z.object({
  q: z.string().trim().max(254).describe('part of a name, handle or address').optional(),
  after: pageCursor,
});

/** Everybody who signed up, newest first. */
export function readPeople(
  services: Services,
  actor: Actor,
  { q, after }: z.infer<typeof peoplePage>,
) {
  return readAsOperator(services, actor, async (db) => {
    const rows = await db
      .selectFrom('people')
      .leftJoin('accounts', 'accounts.personId', 'people.id')
      .select(['people.id', 'name', 'handle', 'isOperator', 'people.createdAt', 'closedAt'])
      .select(['accounts.email', 'accounts.emailVerifiedAt'])
      .$if(Boolean(q), (query) =>
        query.where((where) =>
          where.or([
            where('name', 'ilike', containing(q ?? '')),
            where('handle', 'ilike', containing(q ?? '')),
            where('email', 'ilike', containing(q ?? '')),
          ]),
        ),
      )
      .$if(after !== undefined, (query) =>
        query.where(isAfter(after ?? '', ['people.created_at', 'people.id'])),
      )
      .orderBy('people.createdAt', 'desc')
      .orderBy('people.id', 'desc')
      .limit(ROWS_A_PAGE + 1)
      .execute();
    const { page, next } = cutPage(rows, ROWS_A_PAGE, ({ createdAt }) => createdAt);
    const people = page.map(({ isOperator, emailVerifiedAt, createdAt, closedAt, ...person }) => ({
      ...person,
      operator: isOperator,
      verified: emailVerifiedAt !== null,
      createdAt: createdAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
    }));
    return { people, next };
  });
}

export const spacesPage = z.object({ after: pageCursor });

/** The spaces by their size alone: what is said and made in them is for their members. */
export function readAllSpaces(
  services: Services,
  actor: Actor,
  { after }: z.infer<typeof spacesPage>,
) {
  return readAsOperator(services, actor, async (db) => {
    const rows = await db
      .selectFrom('spaces')
      .select(['id', 'address', 'name', 'visibility', 'objective', 'createdAt', 'closedAt'])
      .select([
        sql<number>`(select count(*)::int from memberships m where m.space_id = spaces.id)`.as(
          'members',
        ),
        sql<number>`(select count(*)::int from posts p where p.space_id = spaces.id)`.as('posts'),
        sql<string>`(select coalesce(sum(bytes), 0)::text from files f where f.space_id = spaces.id)`.as(
          'fileBytes',
        ),
      ])
      .$if(after !== undefined, (query) => query.where(isAfter(after ?? '', ['created_at', 'id'])))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(ROWS_A_PAGE + 1)
      .execute();
    const { page, next } = cutPage(rows, ROWS_A_PAGE, ({ createdAt }) => createdAt);
    const spaces = page.map(({ createdAt, closedAt, fileBytes, ...space }) => ({
      ...space,
      fileBytes: Number(fileBytes),
      createdAt: createdAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
    }));
    return { spaces, next };
  });
}

export const outboxPage = z.object({
  state: z.enum(['sent', 'waiting', 'failed']).optional(),
  q: z.string().trim().max(254).describe('part of an address').optional(),
  after: pageCursor,
});

/** Mails by what they are for; their text is read one by one, and that is written down. */
export function readOutbox(
  services: Services,
  actor: Actor,
  { state, q, after }: z.infer<typeof outboxPage>,
) {
  return readAsOperator(services, actor, async (db) => {
    const rows = await db
      .selectFrom('mails')
      .select(['id', 'kind', 'recipient', 'createdAt', 'sentAt', 'attempts', 'failure'])
      .$if(state === 'sent', (query) => query.where('sentAt', 'is not', null))
      .$if(state === 'waiting', (query) =>
        query.where('sentAt', 'is', null).where('failure', 'is', null),
      )
      .$if(state === 'failed', (query) =>
        query.where('sentAt', 'is', null).where('failure', 'is not', null),
      )
      .$if(Boolean(q), (query) => query.where('recipient', 'ilike', containing(q ?? '')))
      .$if(after !== undefined, (query) => query.where(isAfter(after ?? '', ['created_at', 'id'])))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(ROWS_A_PAGE + 1)
      .execute();
    const { page, next } = cutPage(rows, ROWS_A_PAGE, ({ createdAt }) => createdAt);
    const mails = page.map(({ createdAt, sentAt, ...mail }) => ({
      ...mail,
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    }));
    return { mails, next, mailGoesOut: services.config.smtpUrl !== undefined };
  });
}

export const auditsPage = z.object({
  act: z
    .string()
    .regex(/^[a-z.-]{0,60}$/)
    .optional(),
  after: pageCursor,
});

/** What operators did, newest first. */
export function readAudits(
  services: Services,
  actor: Actor,
  { act, after }: z.infer<typeof auditsPage>,
  most = ROWS_A_PAGE,
) {
  return readAsOperator(services, actor, async (db) => {
    const rows = await db
      .selectFrom('audits')
      .leftJoin('people', 'people.id', 'audits.actorId')
      .select(['audits.id', 'act', 'object', 'reason', 'at', 'people.name as actor'])
      .$if(Boolean(act), (query) => query.where('act', '=', act ?? ''))
      .$if(after !== undefined, (query) => query.where(isAfter(after ?? '', ['at', 'audits.id'])))
      .orderBy('at', 'desc')
      .orderBy('audits.id', 'desc')
      .limit(most + 1)
      .execute();
    const { page, next } = cutPage(rows, most, ({ at }) => at);
    return { audits: page.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), next };
  });
}
