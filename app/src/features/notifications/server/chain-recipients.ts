import { type RawBuilder, sql } from 'kysely';
import type { Handle } from '#server/database/database.ts';
import type { HappenedEvent } from '#server/events/event.ts';
import { MOST_RECIPIENTS, textOf } from './recipients.ts';

/**
 * Who is concerned by an event between the first «me too» and the parcel. The worker asks, so that it finds buyers whom no
 * member sees; what each of them then reads is looked up as them.
 */
type Concerned = (db: Handle, event: HappenedEvent) => Promise<string[]>;

async function select(db: Handle, from: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct person_id from (${from}) concerned limit ${MOST_RECIPIENTS}`.execute(db);
  return rows.map(({ personId }) => personId);
}

const idOf = (value: unknown) => textOf(value) || null;

export const wantersOf: Concerned = (db, { spaceId, subjectId }) =>
  select(db, wanting(spaceId, subjectId));

/** Whoever wanted what a pool grew from, its author included, and who had committed to the one that it is opened in place of. */
export const wantersOfPool: Concerned = (db, { spaceId, data }) =>
  select(
    db,
    sql`${wanting(spaceId, idOf(data.wantedId))} union all
      select author_id as person_id from wanteds where space_id = ${spaceId} and id = ${idOf(data.wantedId)}
      union all ${standing(spaceId, data.againId)}`,
  );

function wanting(spaceId: string, wantedId: string | null): RawBuilder<unknown> {
  return sql`select person_id from me_toos where space_id = ${spaceId} and wanted_id = ${wantedId}`;
}

export const proposerOf: Concerned = (db, { spaceId, data }) =>
  select(
    db,
    sql`select author_id as person_id from spec_proposals where space_id = ${spaceId} and id = ${idOf(data.proposalId)}`,
  );

export const makersOfSpace: Concerned = (db, { spaceId }) =>
  select(db, sql`select person_id from memberships where space_id = ${spaceId} and role = 'maker'`);

export const membersOfMaker: Concerned = (db, { spaceId, data }) =>
  select(db, makersNamed(spaceId, sql`${idOf(data.organisationId)}::uuid`));

/** A maker is an organisation, or a person who quotes without one. */
function makersNamed(spaceId: string, maker: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select person_id from memberships where space_id = ${spaceId} and role = 'maker'
    and ${maker} in (organisation_id, person_id)`;
}

export const poolHostOf: Concerned = (db, { spaceId, data }) =>
  select(
    db,
    sql`select host_id as person_id from pools where space_id = ${spaceId} and id = ${idOf(data.poolId)}`,
  );

export const committersOf: Concerned = (db, { spaceId, data }) =>
  select(db, standing(spaceId, data.poolId));

function standing(spaceId: string, poolId: unknown): RawBuilder<unknown> {
  return sql`select person_id from commitments
    where space_id = ${spaceId} and pool_id = ${idOf(poolId)} and state = 'standing'`;
}

export const quotersOf: Concerned = (db, { spaceId, data }) =>
  select(
    db,
    sql`select person_id from quotes where space_id = ${spaceId} and pool_id = ${idOf(data.poolId)} and withdrawn_at is null`,
  );

/** Whoever gets units by the newest clearing: at the close the first, once it has tipped the second. */
export const buyersServed: Concerned = (db, event) =>
  select(
    db,
    sql`${standing(event.spaceId, event.data.poolId)} and ${served(event, roundOf(event))}`,
  );

export const buyersMissed: Concerned = (db, event) =>
  select(db, sql`${standing(event.spaceId, event.data.poolId)} and not ${served(event, 1)}`);

/** They were to get units at the close and get none now, for want of their payment. */
export const buyersLapsed: Concerned = (db, event) =>
  select(
    db,
    sql`${standing(event.spaceId, event.data.poolId)} and ${served(event, 1)} and not ${served(event, 2)}`,
  );

const roundOf = ({ kind }: HappenedEvent) => (kind === 'pool.tipped' ? 2 : 1);

function served({ spaceId }: HappenedEvent, round: number): RawBuilder<unknown> {
  return sql`exists (select from allocations a where a.space_id = ${spaceId} and a.pool_id = commitments.pool_id
    and a.commitment_id = commitments.id and a.round = ${round})`;
}

export const ownerOfInvoice: Concerned = (db, { spaceId, subjectId }) =>
  select(db, sql`select person_id from invoices where space_id = ${spaceId} and id = ${subjectId}`);

export const makersOfOrder: Concerned = (db, { spaceId, subjectId }) =>
  select(
    db,
    makersNamed(
      spaceId,
      sql`(select maker_id from orders where space_id = ${spaceId} and id = ${subjectId})`,
    ),
  );

export const buyersOfOrder: Concerned = (db, { spaceId, subjectId }) =>
  select(db, parcels(spaceId, subjectId));

function parcels(spaceId: string, orderId: string | null): RawBuilder<unknown> {
  return sql`select person_id from deliveries where space_id = ${spaceId} and order_id = ${orderId}`;
}

/** Of the parcels of an order those that went out with this event. */
export const sentTo: Concerned = (db, { spaceId, subjectId, at }) =>
  select(db, sql`${parcels(spaceId, subjectId)} and dispatched_at = ${at}`);

export const ownerOfParcel: Concerned = (db, { spaceId, subjectId, data }) =>
  select(db, sql`${parcels(spaceId, subjectId)} and id = ${idOf(data.parcel)}`);
