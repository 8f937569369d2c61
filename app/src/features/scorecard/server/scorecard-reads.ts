import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { type Counts, MEASURE_NAMES, measureOf } from '../measures.ts';

export const scorecard = z.object({
  space: z.string(),
  currency: z.string(),
  since: z.string(),
  at: z.string(),
  measures: z.array(
    z.object({
      measure: z.enum(MEASURE_NAMES),
      /** Null: there is nothing yet to measure it by. */
      value: z.number().nullable(),
      unit: z.enum(['count', 'percent', 'hours', 'money']),
      /** How many things it was counted from. */
      from: z.number().int(),
      goal: z.number().int().nullable(),
    }),
  ),
});
export type Scorecard = z.infer<typeof scorecard>;

/**
 * How a space does, measured from what really happened, against the targets that its hosts set. Counted by the worker in one
 * snapshot: a member sees sums of what they may not see one by one.
 */
export async function readScorecard(
  services: Services,
  actor: Actor,
  address: string,
): Promise<Outcome<Scorecard>> {
  const read = await readInSpace(
    services,
    actor,
    { space: address, action: 'scorecard.read' },
    (_db, { space }) => Promise.resolve(space),
  );
  if (read.kind === 'refused') return read;
  const space = read.value;
  const { counts, goals } = await services.database.read(
    { kind: 'space', spaceId: space.id },
    async (db) => ({
      counts: await countAll(db, space.id),
      goals: await db
        .selectFrom('targets')
        .select(['measure', 'goal'])
        .where('spaceId', '=', space.id)
        .execute(),
    }),
  );
  const goalOf = new Map(goals.map(({ measure, goal }) => [measure, goal]));
  return done({
    space: space.name,
    currency: space.currency,
    since: space.createdAt.toISOString(),
    at: services.clock.now().toISOString(),
    measures: MEASURE_NAMES.map((measure) => ({
      measure,
      ...measureOf(measure, counts),
      goal: goalOf.get(measure) ?? null,
    })),
  });
}

async function countAll(db: Handle, spaceId: string): Promise<Counts> {
  return { ...(await countTalk(db, spaceId)), ...(await countChain(db, spaceId)) };
}

type TalkCounts = Pick<
  Counts,
  | 'members'
  | 'activePeople'
  | 'posts'
  | 'comments'
  | 'repliedInADay'
  | 'postsADayOld'
  | 'firstReplyHours'
  | 'repliedPosts'
>;

/** A reply is a comment by somebody else; a post counts for «within a day» once it is a day old. */
async function countTalk(db: Handle, spaceId: string): Promise<TalkCounts> {
  const { rows } = await sql<TalkCounts>`
    with shown as (
      select p.id, p.author_id, p.published_at from posts p
      where p.space_id = ${spaceId} and p.published_at is not null and p.removed_at is null),
    said as (
      select c.author_id, c.created_at, t.subject_id from comments c
      join threads t on t.space_id = c.space_id and t.id = c.thread_id
      where c.space_id = ${spaceId} and c.removed_at is null),
    first_reply as (
      select shown.id, shown.published_at, min(said.created_at) as at from shown
      left join said on said.subject_id = shown.id and said.author_id <> shown.author_id
      group by shown.id, shown.published_at)
    select
      (select count(*)::int from memberships where space_id = ${spaceId}) as members,
      (select count(*)::int from (
        select author_id from shown union select author_id from said
        union select person_id from me_toos where space_id = ${spaceId}
        union select author_id from wanteds where space_id = ${spaceId}
        union select person_id from commitments where space_id = ${spaceId}) a) as active_people,
      (select count(*)::int from shown) as posts,
      (select count(*)::int from said) as comments,
      (select count(*)::int from first_reply where at <= published_at + interval '1 day') as replied_in_a_day,
      (select count(*)::int from first_reply where published_at <= now() - interval '1 day' or at is not null) as posts_a_day_old,
      (select count(*)::int from first_reply where at is not null) as replied_posts,
      (select percentile_cont(0.5) within group (order by extract(epoch from at - published_at) / 3600)
        from first_reply where at is not null)::float8 as first_reply_hours`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count has no row.');
  return row;
}

type ChainCounts = Omit<Counts, keyof TalkCounts>;

/** Money as it stands in the ledger and on invoices; a saving only where a benchmark was named, of the variant that was bought. */
async function countChain(db: Handle, spaceId: string): Promise<ChainCounts> {
  const { rows } = await sql<Record<keyof ChainCounts, string | number>>`
    with pooled as (
      select case when v.id is null then p.benchmark_minor else v.benchmark_minor end as benchmark_minor,
        sum(a.units) as units, sum(a.gross_minor) as gross
      from pools p join allocations a on a.space_id = p.space_id and a.pool_id = p.id and a.round = 2
      join commitments c on c.space_id = a.space_id and c.pool_id = a.pool_id and c.id = a.commitment_id
      left join pool_variants v on v.space_id = c.space_id and v.pool_id = c.pool_id and v.id = c.variant_id
      where p.space_id = ${spaceId} and p.stage = 'tipped' group by p.id, v.id, 1)
    select
      (select count(*) from wanteds where space_id = ${spaceId} and removed_at is null) as wanteds,
      (select count(*) from me_toos where space_id = ${spaceId}) as me_toos,
      (select count(*) from commitments where space_id = ${spaceId} and state = 'standing') as commitments,
      (select count(*) from pools where space_id = ${spaceId} and stage in ('tipped', 'void')) as pools_ended,
      (select count(*) from pools where space_id = ${spaceId} and stage = 'tipped') as pools_tipped,
      (select count(*) from invoices where space_id = ${spaceId}) as invoices,
      (select count(*) from invoices where space_id = ${spaceId} and outcome = 'kept') as paid_invoices,
      (select coalesce(sum(units), 0) from pooled) as units_pooled,
      (select count(*) from deliveries where space_id = ${spaceId}) as parcels,
      (select count(*) from deliveries where space_id = ${spaceId} and delivered_at is not null) as delivered,
      (select count(*) from deliveries d join orders o on o.space_id = d.space_id and o.id = d.order_id
        where d.space_id = ${spaceId} and d.delivered_at is not null and d.dispatched_at::date <= o.ready_on) as sent_in_time,
      (select coalesce(sum(benchmark_minor::bigint * units), 0) from pooled where benchmark_minor is not null) as benchmark_sum,
      (select coalesce(sum(gross), 0) from pooled where benchmark_minor is not null) as gross_sum,
      (select coalesce(sum(units), 0) from pooled where benchmark_minor is not null) as benchmarked_units,
      (select coalesce(-sum(p.amount_minor), 0) from ledger_postings p join ledger_accounts a
        on a.space_id = p.space_id and a.id = p.account_id where p.space_id = ${spaceId} and a.kind = 'fee') as fee_sum,
      (select count(*) from orders where space_id = ${spaceId} and state = 'accepted') as orders_accepted,
      (select coalesce(sum(units), 0) from direct_orders where space_id = ${spaceId} and paid_at is not null) as direct_units`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('A count has no row.');
  const number = (name: keyof ChainCounts) => Number(row[name]);
  return {
    wanteds: number('wanteds'),
    meToos: number('meToos'),
    commitments: number('commitments'),
    poolsEnded: number('poolsEnded'),
    poolsTipped: number('poolsTipped'),
    invoices: number('invoices'),
    paidInvoices: number('paidInvoices'),
    unitsPooled: number('unitsPooled'),
    parcels: number('parcels'),
    delivered: number('delivered'),
    sentInTime: number('sentInTime'),
    benchmarkSum: number('benchmarkSum'),
    grossSum: number('grossSum'),
    benchmarkedUnits: number('benchmarkedUnits'),
    feeSum: number('feeSum'),
    ordersAccepted: number('ordersAccepted'),
    directUnits: number('directUnits'),
  };
}
