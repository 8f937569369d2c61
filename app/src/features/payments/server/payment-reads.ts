import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { matchCredit } from '@muster/statement/match-credit';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';
import { invoicesToMatch } from './open-invoices.ts';

const MOST_LISTED = 500;

export const paymentSettings = z.object({
  holder: z.string(),
  payee: z.string(),
  address: z.string(),
  iban: z.string(),
  terms: z.string(),
  version: z.number().int(),
});

export const freePayment = z.object({
  id: z.string(),
  bookedOn: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
  reference: z.string(),
  counterparty: z.string(),
  proposals: z.array(z.object({ id: z.string(), number: z.number().int(), buyer: z.string() })),
});

export const listedRefund = z.object({
  id: z.string(),
  number: z.number().int().nullable(),
  person: z.string().nullable(),
  amountMinor: z.number().int(),
  currency: z.string(),
  reason: z.string(),
  dueAt: z.string(),
  paidAt: z.string().nullable(),
  /** Where the money came from, as the bank wrote it. */
  account: z.string(),
  holder: z.string(),
});

export const moneyDesk = z.object({
  settings: paymentSettings.nullable(),
  halted: z.string().nullable(),
  free: z.array(freePayment),
  matched: z.array(
    z.object({
      id: z.string(),
      bookedOn: z.string(),
      amountMinor: z.number().int(),
      currency: z.string(),
      counterparty: z.string(),
      number: z.number().int(),
      buyer: z.string(),
      byHand: z.boolean(),
    }),
  ),
  refunds: z.array(listedRefund),
  openInvoices: z.array(z.object({ id: z.string(), number: z.number().int(), buyer: z.string() })),
  collections: z.array(
    z.object({
      pool: z.string(),
      title: z.string(),
      dueAt: z.string(),
      settledAt: z.string().nullable(),
    }),
  ),
});

/** All that a host needs to see of the money of a space. */
export async function readMoneyDesk(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'payment.manage' }, async (db, found) => {
    const spaceId = found.space.id;
    const free = await freePayments(db, spaceId);
    return {
      settings: (await settingsOf(db, spaceId)) ?? null,
      halted: (await haltOf(db, spaceId)) ?? null,
      ...free,
      matched: await matchedPayments(db, spaceId),
      refunds: await refundsOf(db, spaceId),
      collections: await collectionsOf(db, spaceId),
    } satisfies z.infer<typeof moneyDesk>;
  });
}

export async function settingsOf(db: Handle, spaceId: string) {
  return db
    .selectFrom('paymentSettings')
    .select(['holder', 'payee', 'address', 'iban', 'terms', 'version'])
    .where('spaceId', '=', spaceId)
    .executeTakeFirst();
}

async function haltOf(db: Handle, spaceId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('ledgerHalts')
    .select('what')
    .where('spaceId', '=', spaceId)
    .executeTakeFirst();
  return row?.what;
}

async function freePayments(db: Handle, spaceId: string) {
  const rows = await db
    .selectFrom('payments')
    .select(['id', 'amountMinor', 'currency', 'reference', 'counterparty'])
    .select(sql<string>`booked_on::text`.as('bookedOn'))
    .where('spaceId', '=', spaceId)
    .where('invoiceId', 'is', null)
    .where('returnedAt', 'is', null)
    .orderBy('bookedOn')
    .limit(MOST_LISTED)
    .execute();
  const invoices = await invoicesToMatch(db, spaceId, rows);
  const named = new Map(
    invoices.map(({ id, number, buyer }) => [id, { id, number, buyer }] as const),
  );
  const free = rows.map((row) => {
    const amount = Number(row.amountMinor);
    const match = matchCredit({ ...row, amount }, invoices);
    const ids =
      match.kind === 'matched' ? [match.invoice] : match.kind === 'proposed' ? match.invoices : [];
    return {
      ...row,
      amountMinor: amount,
      proposals: ids.flatMap((id) => named.get(id) ?? []),
    };
  });
  return { free, openInvoices: [...named.values()] };
}

async function matchedPayments(db: Handle, spaceId: string) {
  const rows = await db
    .selectFrom('payments')
    .innerJoin('invoices', (join) =>
      join
        .onRef('invoices.spaceId', '=', 'payments.spaceId')
        .onRef('invoices.id', '=', 'payments.invoiceId'),
    )
    .innerJoin('people', 'people.id', 'invoices.personId')
    .select(['payments.id', 'payments.amountMinor', 'payments.currency', 'payments.counterparty'])
    .select(['payments.matchedBy', 'invoices.number', 'people.name as buyer'])
    .select(sql<string>`booked_on::text`.as('bookedOn'))
    .where('payments.spaceId', '=', spaceId)
    .orderBy('payments.matchedAt', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(({ matchedBy, amountMinor, ...row }) => ({
    ...row,
    amountMinor: Number(amountMinor),
    byHand: matchedBy !== null,
  }));
}

/** Open refunds first, then what was paid last. */
export async function refundsOf(db: Handle, spaceId: string) {
  const rows = await db
    .selectFrom('refunds')
    .leftJoin('invoices', (join) =>
      join
        .onRef('invoices.spaceId', '=', 'refunds.spaceId')
        .onRef('invoices.id', '=', 'refunds.invoiceId'),
    )
    .leftJoin('people', 'people.id', 'refunds.personId')
    .select(['refunds.id', 'refunds.amountMinor', 'refunds.currency', 'refunds.reason'])
    .select(['refunds.dueAt', 'refunds.paidAt', 'invoices.number', 'people.name as person'])
    .select([
      sql<
        string | null
      >`(select p.counterparty_account from payments p where p.space_id = refunds.space_id and (p.invoice_id = refunds.invoice_id or p.id = refunds.payment_id) order by p.matched_at desc nulls last limit 1)`.as(
        'account',
      ),
      sql<
        string | null
      >`(select p.counterparty from payments p where p.space_id = refunds.space_id and (p.invoice_id = refunds.invoice_id or p.id = refunds.payment_id) order by p.matched_at desc nulls last limit 1)`.as(
        'holder',
      ),
    ])
    .where('refunds.spaceId', '=', spaceId)
    .where('refunds.cancelledAt', 'is', null)
    .orderBy(sql`refunds.paid_at desc nulls first`)
    .orderBy('refunds.dueAt')
    .limit(MOST_LISTED)
    .execute();
  return rows.map((row) => ({
    ...row,
    amountMinor: Number(row.amountMinor),
    dueAt: row.dueAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    account: row.account ?? '',
    holder: row.holder ?? '',
  }));
}

async function collectionsOf(db: Handle, spaceId: string) {
  const rows = await db
    .selectFrom('collections')
    .innerJoin('pools', (join) =>
      join
        .onRef('pools.spaceId', '=', 'collections.spaceId')
        .onRef('pools.id', '=', 'collections.poolId'),
    )
    .select(['pools.address as pool', 'pools.title', 'collections.dueAt', 'collections.settledAt'])
    .where('collections.spaceId', '=', spaceId)
    .orderBy('collections.dueAt', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map((row) => ({
    ...row,
    dueAt: row.dueAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}
