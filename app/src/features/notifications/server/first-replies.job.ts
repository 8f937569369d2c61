import { sql } from 'kysely';
import type { Actor } from '#server/actor.ts';
import { beginChange, type Change } from '#server/commands/change.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import type { Services } from '#server/services.ts';

/** What was missed for longer is no alert any more. */
const OLDEST_DAYS = 7;
const MOST_AT_ONCE = 500;
const HOUR_MS = 3_600_000;
const actor: Actor = { kind: 'installation' };

/** Tells the hosts of a space when somebody's first words there have stayed without an answer. */
export const noticeUnanswered: JobHandler<Services> = {
  queue: 'notification.first-replies',
  tries: 3,
  waitSeconds: 60,
  timeoutSeconds: 120,
  schedule: '*/10 * * * *',
  run: async (services) => {
    const hooks: (() => void)[] = [];
    await services.database.write(actor, async (db) => {
      const change = beginChange(services, actor, db, hooks);
      for (const found of await unansweredComments(change)) await alert(change, 'comment', found);
      for (const found of await unansweredPosts(change)) await alert(change, 'post', found);
    });
    for (const run of hooks) run();
  },
};

type Unanswered = { spaceId: string; id: string; authorId: string; threadId: string };

async function unansweredComments(change: Change): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    select c.space_id, c.id, c.author_id, c.thread_id
    from comments c
    join memberships m on m.space_id = c.space_id and m.person_id = c.author_id and m.role <> 'host'
    join threads t on t.space_id = c.space_id and t.id = c.thread_id and t.hidden_at is null and t.locked_at is null
    where c.removed_at is null and ${waited(change, sql`c.created_at`)}
      and not exists (select from comments e where e.space_id = c.space_id and e.author_id = c.author_id and e.id < c.id)
      and not exists (select from comments a where a.space_id = c.space_id and a.thread_id = c.thread_id
        and a.id > c.id and a.author_id <> c.author_id and a.removed_at is null)
      and not exists (select from first_reply_alerts f where f.space_id = c.space_id and f.subject_id = c.id)
    limit ${sql.lit(MOST_AT_ONCE)}`.execute(change.db);
  return rows;
}

async function unansweredPosts(change: Change): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    select p.space_id, p.id, p.author_id, t.id as thread_id
    from posts p
    join memberships m on m.space_id = p.space_id and m.person_id = p.author_id and m.role <> 'host'
    join threads t on t.space_id = p.space_id and t.subject_kind = 'post' and t.subject_id = p.id and t.locked_at is null
    where p.removed_at is null and ${waited(change, sql`p.published_at`)} and t.comment_count = 0
      and not exists (select from posts e where e.space_id = p.space_id and e.author_id = p.author_id
        and e.published_at < p.published_at)
      and not exists (select from first_reply_alerts f where f.space_id = p.space_id and f.subject_id = p.id)
    limit ${sql.lit(MOST_AT_ONCE)}`.execute(change.db);
  return rows;
}

function waited(change: Change, column: ReturnType<typeof sql>) {
  const now = change.now.getTime();
  const latest = new Date(now - change.services.config.firstReplyHours * HOUR_MS);
  const oldest = new Date(now - OLDEST_DAYS * 24 * HOUR_MS);
  return sql`${column} between ${oldest} and ${latest}`;
}

/** The row of the alert decides: two workers that see the same tell of it once. */
async function alert(
  change: Change,
  noun: 'comment' | 'post',
  { spaceId, id, authorId, threadId }: Unanswered,
): Promise<void> {
  const first = await change.db
    .insertInto('firstReplyAlerts')
    .values({ spaceId, subjectId: id, at: change.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (first.numInsertedOrUpdatedRows === 0n) return;
  const data = { authorId, threadId };
  await change.emit({ kind: `${noun}.unanswered`, spaceId, subjectId: id, data });
}
