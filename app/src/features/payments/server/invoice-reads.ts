import { sql } from 'kysely';
import { z } from 'zod';
import { findSpace, readInSpace, standingIn } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { openAmounts } from './invoice-money.ts';
import { paymentSettings, settingsOf } from './payment-reads.ts';

const MOST_LISTED = 2000;

/** Open, partly paid, paid, or how it ended. */
export const INVOICE_STATES = ['open', 'part', 'paid', 'kept', 'withdrawn', 'void'] as const;

export const listedInvoice = z.object({
  id: z.string(),
  number: z.number().int(),
  buyer: z.string(),
  title: z.string(),
  units: z.number().int(),
  grossMinor: z.number().int(),
  openMinor: z.number().int(),
  currency: z.string(),
  state: z.enum(INVOICE_STATES),
  issuedAt: z.string(),
  dueAt: z.string(),
  reminders: z.number().int(),
});
export type ListedInvoice = z.infer<typeof listedInvoice>;

export const shownInvoice = listedInvoice.extend({
  reference: z.string(),
  dealKind: z.string(),
  pool: z.string().nullable(),
  unitPriceMinor: z.number().int(),
  taxBps: z.number().int(),
  netMinor: z.number().int(),
  taxMinor: z.number().int(),
  settings: paymentSettings.nullable(),
  payments: z.array(
    z.object({ bookedOn: z.string(), amountMinor: z.number().int(), late: z.boolean() }),
  ),
  refunds: z.array(
    z.object({
      amountMinor: z.number().int(),
      reason: z.string(),
      paidAt: z.string().nullable(),
    }),
  ),
});
export type ShownInvoice = z.infer<typeof shownInvoice>;

/** Invoices of a space or one of its pools: a host sees all, a member their own. */
export async function readInvoices(
  services: Services,
  actor: Actor,
  wanted: { space: string; pool?: string | undefined },
) {
  return readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'invoice.list' },
    async (db, { space, role }) => {
      const pool = wanted.pool ? await poolAt(db, space.id, wanted.pool) : undefined;
      const rows = await invoiceQuery(db, space.id)
        .$if(wanted.pool !== undefined, (query) =>
          query.where('invoices.dealId', '=', pool?.id ?? null),
        )
        .$if(role !== 'host', (query) =>
          query.where('invoices.personId', '=', personOf(actor) ?? ''),
        )
        .orderBy('invoices.number', 'desc')
        .limit(MOST_LISTED)
        .execute();
      const open = await openAmounts(db, space.id, rows);
      const collection = pool ? await collectionOf(db, space.id, pool.id) : undefined;
      return {
        pool: pool ? { title: pool.title, stage: pool.stage } : null,
        collection: collection ?? null,
        invoices: rows.map((row) => listed(row, open.get(row.id) ?? 0)),
      };
    },
  );
}

/** One invoice with what was paid on it, for its buyer and the hosts. */
export async function readInvoice(
  services: Services,
  actor: Actor,
  wanted: { space: string; invoice: string },
): Promise<Outcome<ShownInvoice>> {
  if (!z.uuid().safeParse(wanted.invoice).success) return refused('not-found');
  const owner = await ownerOf(services, wanted);
  return services.database.read(actor, async (db) => {
    const found = await findSpace(db, actor, wanted.space);
    if (!found || !owner) return refused('not-found');
    const policy = services.policies['invoice.read'];
    if (!policy || !allows(policy, standingIn(found, actor, owner)))
      return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
    const row = await invoiceQuery(db, found.space.id)
      .where('invoices.id', '=', wanted.invoice)
      .executeTakeFirst();
    return row ? done(await shown(db, found.space.id, row)) : refused('not-found');
  });
}

/** Whose it is, read as the worker: row-level security hides the invoices of others even from the question. */
async function ownerOf(
  services: Services,
  wanted: { space: string; invoice: string },
): Promise<string | undefined> {
  const row = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('invoices')
      .innerJoin('spaces', 'spaces.id', 'invoices.spaceId')
      .select('invoices.personId')
      .where('spaces.address', '=', wanted.space)
      .where('invoices.id', '=', wanted.invoice)
      .executeTakeFirst(),
  );
  return row?.personId;
}

async function shown(db: Handle, spaceId: string, row: Row): Promise<ShownInvoice> {
  const open = (await openAmounts(db, spaceId, [row])).get(row.id) ?? 0;
  return {
    ...listed(row, open),
    reference: row.reference,
    dealKind: row.dealKind,
    pool: row.dealKind === 'pool' ? await addressOf(db, spaceId, row.dealId) : null,
    unitPriceMinor: Number(row.unitPriceMinor),
    taxBps: row.taxBps,
    netMinor: Number(row.netMinor),
    taxMinor: Number(row.taxMinor),
    settings: (await settingsOf(db, spaceId)) ?? null,
    payments: await paymentsOn(db, spaceId, row),
    refunds: await refundsOn(db, spaceId, row.id),
  };
}

function invoiceQuery(db: Handle, spaceId: string) {
  return db
    .selectFrom('invoices')
    .innerJoin('people', 'people.id', 'invoices.personId')
    .selectAll('invoices')
    .select('people.name as buyer')
    .where('invoices.spaceId', '=', spaceId);
}
type Row = Awaited<ReturnType<ReturnType<typeof invoiceQuery>['execute']>>[number];

function listed(row: Row, openMinor: number): ListedInvoice {
  const grossMinor = Number(row.netMinor) + Number(row.taxMinor);
  return {
    id: row.id,
    number: row.number,
    buyer: row.buyer,
    title: row.title,
    units: row.units,
    grossMinor,
    openMinor,
    currency: row.currency,
    state: stateOf(row.outcome, openMinor, grossMinor),
    issuedAt: row.issuedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    reminders: row.reminders,
  };
}

function stateOf(
  outcome: string | null,
  open: number,
  gross: number,
): (typeof INVOICE_STATES)[number] {
  if (outcome === 'kept' || outcome === 'withdrawn' || outcome === 'void') return outcome;
  if (open <= 0) return 'paid';
  return open < gross ? 'part' : 'open';
}

async function poolAt(db: Handle, spaceId: string, address: string) {
  return db
    .selectFrom('pools')
    .select(['id', 'title', 'stage'])
    .where('spaceId', '=', spaceId)
    .where('address', '=', address)
    .executeTakeFirst();
}

async function addressOf(db: Handle, spaceId: string, poolId: string): Promise<string | null> {
  const pool = await db
    .selectFrom('pools')
    .select('address')
    .where('spaceId', '=', spaceId)
    .where('id', '=', poolId)
    .executeTakeFirst();
  return pool?.address ?? null;
}

async function collectionOf(db: Handle, spaceId: string, poolId: string) {
  const row = await db
    .selectFrom('collections')
    .select(['dueAt', 'settledAt'])
    .where('spaceId', '=', spaceId)
    .where('poolId', '=', poolId)
    .executeTakeFirst();
  return row && { dueAt: row.dueAt.toISOString(), settledAt: row.settledAt?.toISOString() ?? null };
}

/** NOTE: payments are the hosts' to see; of those on one's own invoice one sees day and amount, read from the ledger. */
async function paymentsOn(db: Handle, spaceId: string, row: Row) {
  const postings = await db
    .selectFrom('ledgerPostings')
    .innerJoin('ledgerAccounts', (join) =>
      join
        .onRef('ledgerAccounts.spaceId', '=', 'ledgerPostings.spaceId')
        .onRef('ledgerAccounts.id', '=', 'ledgerPostings.accountId'),
    )
    .innerJoin('ledgerJournals', (join) =>
      join
        .onRef('ledgerJournals.spaceId', '=', 'ledgerPostings.spaceId')
        .onRef('ledgerJournals.id', '=', 'ledgerPostings.journalId'),
    )
    .select(['ledgerPostings.amountMinor', 'ledgerJournals.at'])
    .select(sql<string>`ledger_journals.at::date::text`.as('bookedOn'))
    .where('ledgerPostings.spaceId', '=', spaceId)
    .where('ledgerAccounts.kind', '=', 'receivable')
    .where('ledgerAccounts.partyId', '=', row.id)
    .where('ledgerJournals.act', 'in', ['payment-matched', 'payment-unmatched'])
    .orderBy('ledgerJournals.at')
    .execute();
  return postings.map(({ amountMinor, at, bookedOn }) => ({
    bookedOn,
    amountMinor: -Number(amountMinor),
    late: row.closedAt !== null && at > row.closedAt,
  }));
}

async function refundsOn(db: Handle, spaceId: string, invoiceId: string) {
  const rows = await db
    .selectFrom('refunds')
    .select(['amountMinor', 'reason', 'paidAt'])
    .where('spaceId', '=', spaceId)
    .where('invoiceId', '=', invoiceId)
    .where('cancelledAt', 'is', null)
    .orderBy('dueAt')
    .execute();
  return rows.map(({ amountMinor, reason, paidAt }) => ({
    amountMinor: Number(amountMinor),
    reason,
    paidAt: paidAt?.toISOString() ?? null,
  }));
}
