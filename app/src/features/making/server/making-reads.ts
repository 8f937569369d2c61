import { type Account, accountText } from '@muster/ledger/account';
import { sql } from 'kysely';
import { z } from 'zod';
import { balancesOf } from '#features/payments/server/payments.ts';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { findOrder, isMakerOf, type OrderRow } from './find-order.ts';

const MOST_LISTED = 500;
const PARCELS_A_PAGE = 100;
/** Of one person, newest orders included. */
const MOST_PARCELS = 500;
export const parcelPage = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) });

const milestone = z.object({
  id: z.string(),
  kind: z.string(),
  amountMinor: z.number().int(),
  evidence: z.string(),
  file: z.string().nullable(),
  shownAt: z.string().nullable(),
  sentBackNote: z.string(),
  releasedAt: z.string().nullable(),
});

const listedOrder = z.object({
  address: z.string(),
  title: z.string(),
  maker: z.string(),
  units: z.number().int(),
  state: z.string(),
  dealKind: z.string(),
  readyOn: z.string(),
  placedAt: z.string(),
});

const dispute = z.object({
  reason: z.string(),
  openedAt: z.string(),
  outcome: z.string().nullable(),
  answer: z.string(),
});

const parcel = z.object({
  id: z.string(),
  buyer: z.string(),
  units: z.number().int(),
  /** The name of the variant; empty where there is one kind only. */
  variant: z.string(),
  invoice: z.number().int(),
  tracking: z.string(),
  dispatchedAt: z.string().nullable(),
  countsFrom: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  dispute: dispute.nullable(),
});
export type Parcel = z.infer<typeof parcel>;

export const makingView = z.object({
  /** For a host all, for a maker its own, for others none. */
  orders: z.array(listedOrder),
  /** What is made for oneself. */
  mine: z.array(
    parcel.extend({
      title: z.string(),
      maker: z.string(),
      state: z.string(),
      answerNote: z.string(),
      readyOn: z.string(),
      milestones: z.array(milestone.omit({ amountMinor: true, sentBackNote: true })),
    }),
  ),
});

/** The orders that one has to do with, as host, maker or buyer. */
export async function readMaking(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'order.list' }, async (db, found) => {
    const rows = await listQuery(db, found.space.id).limit(MOST_LISTED).execute();
    const seen = rows.filter(
      ({ makerId }) => found.role === 'host' || isMakerOf(found, actor, makerId),
    );
    const person = personOf(actor) ?? '';
    const parcels = await parcelsOf(db, found.space.id, { person });
    const orders = new Map(rows.map((row) => [row.id, row]));
    const steps = await milestonesOf(db, found.space.id, [
      ...new Set(parcels.map(({ orderId }) => orderId)),
    ]);
    return {
      orders: seen.map(listed),
      mine: parcels.flatMap(({ orderId, ...one }) => {
        const order = orders.get(orderId);
        if (!order) return [];
        const { title, maker, state, readyOn } = listed(order);
        const milestones = (steps.get(orderId) ?? []).map(
          ({ amountMinor: _amount, sentBackNote: _note, ...shown }) => shown,
        );
        return [{ ...one, title, maker, state, readyOn, answerNote: order.answerNote, milestones }];
      }),
    } satisfies z.infer<typeof makingView>;
  });
}

function listQuery(db: Handle, spaceId: string) {
  return db
    .selectFrom('orders')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.spaceId', '=', 'orders.spaceId')
        .onRef('organisations.id', '=', 'orders.makerId'),
    )
    .leftJoin('people', 'people.id', 'orders.makerId')
    .select(['orders.id', 'orders.address', 'orders.title', 'orders.units', 'orders.state'])
    .select(['orders.dealKind', 'orders.makerId', 'orders.placedAt', 'orders.answerNote'])
    .select(sql<string>`coalesce(organisations.name, people.name, '')`.as('maker'))
    .select(sql<string>`ready_on::text`.as('readyOn'))
    .where('orders.spaceId', '=', spaceId)
    .orderBy('orders.placedAt', 'desc')
    .orderBy('orders.id', 'desc');
}
type ListRow = Awaited<ReturnType<ReturnType<typeof listQuery>['execute']>>[number];

function listed(row: ListRow): z.infer<typeof listedOrder> {
  const { address, title, maker, units, state, dealKind, readyOn, placedAt } = row;
  return {
    address,
    title,
    maker,
    units,
    state,
    dealKind,
    readyOn,
    placedAt: placedAt.toISOString(),
  };
}

export const orderView = listedOrder.extend({
  currency: z.string(),
  answerNote: z.string(),
  milestones: z.array(milestone),
  /** Those of the page that was asked for, in the order of their invoices. */
  parcels: z.array(parcel),
  parcelCount: z.number().int(),
  unsent: z.number().int(),
  more: z.boolean(),
  /** How many of each variant; none where there is one kind only. */
  lines: z.array(z.object({ variant: z.string(), units: z.number().int() })),
  /** All from the ledger, in minor units: what the maker is to get, by where it stands, and what the host keeps. */
  books: z.object({
    makerMinor: z.number().int(),
    heldMinor: z.number().int(),
    dueMinor: z.number().int(),
    paidMinor: z.number().int(),
    feeMinor: z.number().int(),
    roundingMinor: z.number().int(),
  }),
});
export type OrderView = z.infer<typeof orderView>;

/** One order with its steps, parcels and books, for the host and its maker. */
export async function readOrder(
  services: Services,
  actor: Actor,
  wanted: { space: string; order: string } & Partial<z.infer<typeof parcelPage>>,
): Promise<Outcome<OrderView>> {
  return services.database.read(actor, async (db) => {
    const found = await findOrder(db, actor, wanted);
    if (!found) return refused('not-found');
    const policy = services.policies['order.read'];
    if (!policy || !allows(policy, found.standing))
      return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
    const { space, order } = found.subject;
    const row = await listQuery(db, space.id)
      .where('orders.id', '=', order.id)
      .executeTakeFirstOrThrow();
    const parcels = await parcelsOf(db, space.id, { order: order.id, page: wanted.page ?? 1 });
    return done({
      ...listed(row),
      currency: order.currency,
      answerNote: order.answerNote,
      milestones: (await milestonesOf(db, space.id, [order.id])).get(order.id) ?? [],
      parcels: parcels.slice(0, PARCELS_A_PAGE).map(({ orderId: _order, ...one }) => one),
      more: parcels.length > PARCELS_A_PAGE,
      ...(await parcelSums(db, space.id, order.id)),
      books: await booksOf(db, space.id, order),
    });
  });
}

async function parcelSums(
  db: Handle,
  spaceId: string,
  orderId: string,
): Promise<Pick<OrderView, 'parcelCount' | 'unsent' | 'lines'>> {
  const rows = await db
    .selectFrom('deliveries')
    .select([
      'variant',
      sql<number>`count(*)::int`.as('parcels'),
      sql<number>`sum(units)::int`.as('units'),
    ])
    .select(sql<number>`count(*) filter (where dispatched_at is null)::int`.as('unsent'))
    .where('spaceId', '=', spaceId)
    .where('orderId', '=', orderId)
    .groupBy('variant')
    .execute();
  const sum = (name: 'parcels' | 'unsent') => rows.reduce((all, row) => all + row[name], 0);
  const byName = new Intl.Collator('en', { numeric: true }).compare;
  const lines = rows
    .filter(({ variant }) => variant !== '')
    .map(({ variant, units }) => ({ variant, units }))
    .toSorted((one, other) => byName(one.variant, other.variant));
  return { parcelCount: sum('parcels'), unsent: sum('unsent'), lines };
}

async function booksOf(db: Handle, spaceId: string, order: OrderRow) {
  const { currency, dealId: deal, makerId: party } = order;
  const accounts: Account[] = [
    { kind: 'maker-held', currency, deal, party },
    { kind: 'maker-due', currency, deal, party },
    { kind: 'fee', currency, deal, party: null },
    { kind: 'rounding', currency, deal, party: null },
  ];
  const balances = await balancesOf(db, spaceId, accounts);
  const [heldMinor, dueMinor, feeMinor, roundingMinor] = accounts.map(
    (account) => -(balances.get(accountText(account)) ?? 0),
  );
  const paid = await db
    .selectFrom('payouts')
    .select(sql<string>`coalesce(sum(amount_minor), 0)`.as('sum'))
    .where('spaceId', '=', spaceId)
    .where('orderId', '=', order.id)
    .executeTakeFirstOrThrow();
  return {
    makerMinor: Number(order.makerMinor),
    heldMinor: (heldMinor ?? 0) + 0,
    dueMinor: (dueMinor ?? 0) + 0,
    paidMinor: Number(paid.sum),
    feeMinor: (feeMinor ?? 0) + 0,
    roundingMinor: (roundingMinor ?? 0) + 0,
  };
}

async function milestonesOf(db: Handle, spaceId: string, orders: readonly string[]) {
  if (orders.length === 0) return new Map<string, z.infer<typeof milestone>[]>();
  const rows = await db
    .selectFrom('milestones')
    .select(['id', 'orderId', 'kind', 'amountMinor', 'evidence', 'fileId', 'shownAt'])
    .select(['sentBackNote', 'releasedAt'])
    .where('spaceId', '=', spaceId)
    .where('orderId', 'in', orders)
    .orderBy('position')
    .execute();
  const shown = rows.map(({ orderId, fileId, ...row }) => ({
    orderId,
    ...row,
    amountMinor: Number(row.amountMinor),
    file: fileId,
    shownAt: row.shownAt?.toISOString() ?? null,
    releasedAt: row.releasedAt?.toISOString() ?? null,
  }));
  return Map.groupBy(shown, ({ orderId }) => orderId);
}

async function parcelsOf(
  db: Handle,
  spaceId: string,
  of: { person?: string; order?: string; page?: number },
): Promise<(Parcel & { orderId: string })[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('people', 'people.id', 'deliveries.personId')
    .leftJoin('disputes', (join) =>
      join
        .onRef('disputes.spaceId', '=', 'deliveries.spaceId')
        .onRef('disputes.deliveryId', '=', 'deliveries.id'),
    )
    .select(['deliveries.id', 'orderId', 'people.name as buyer', 'units', 'variant'])
    .select('tracking')
    .select(['dispatchedAt', 'countsFrom', 'deliveredAt'])
    .select(['disputes.reason', 'disputes.openedAt', 'disputes.outcome', 'disputes.answer'])
    .select(
      sql<number>`coalesce((select i.number from invoices i where i.space_id = deliveries.space_id and i.id = deliveries.invoice_id), 0)`.as(
        'invoice',
      ),
    )
    .distinctOn('deliveries.id')
    .where('deliveries.spaceId', '=', spaceId)
    .$if(of.person !== undefined, (query) =>
      query.where('deliveries.personId', '=', of.person ?? ''),
    )
    .$if(of.order !== undefined, (query) => query.where('deliveries.orderId', '=', of.order ?? ''))
    .orderBy('deliveries.id')
    .orderBy('disputes.openedAt', 'desc')
    .limit(of.page ? PARCELS_A_PAGE + 1 : MOST_PARCELS)
    .offset(of.page ? (of.page - 1) * PARCELS_A_PAGE : 0)
    .execute();
  const inOrder = rows.toSorted((one, other) => one.invoice - other.invoice);
  return inOrder.map(({ reason, openedAt, outcome, answer, ...row }) => ({
    ...row,
    dispatchedAt: row.dispatchedAt?.toISOString() ?? null,
    countsFrom: row.countsFrom?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    dispute:
      reason !== null && openedAt
        ? { reason, openedAt: openedAt.toISOString(), outcome, answer: answer ?? '' }
        : null,
  }));
}
