import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';

const MOST_JOURNALS = 100;

export const ledgerView = z.object({
  /** Balances of all accounts of a kind; each currency sums to 0. */
  balances: z.array(
    z.object({ kind: z.string(), currency: z.string(), balanceMinor: z.number().int() }),
  ),
  /** The newest first. */
  journals: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      act: z.string(),
      postings: z.array(
        z.object({ kind: z.string(), amountMinor: z.number().int(), currency: z.string() }),
      ),
    }),
  ),
});

/** The books of a space: what stands on the accounts, and the newest journals. One snapshot. */
export async function readLedger(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'ledger.read' }, async (db, found) => ({
    balances: await balancesByKind(db, found.space.id),
    journals: await newestJournals(db, found.space.id),
  }));
}

async function balancesByKind(db: Handle, spaceId: string) {
  const rows = await db
    .selectFrom('ledgerPostings')
    .innerJoin('ledgerAccounts', (join) =>
      join
        .onRef('ledgerAccounts.spaceId', '=', 'ledgerPostings.spaceId')
        .onRef('ledgerAccounts.id', '=', 'ledgerPostings.accountId'),
    )
    .select(['ledgerAccounts.kind', 'ledgerAccounts.currency'])
    .select(sql<string>`sum(amount_minor)`.as('balance'))
    .where('ledgerPostings.spaceId', '=', spaceId)
    .groupBy(['ledgerAccounts.kind', 'ledgerAccounts.currency'])
    .orderBy('ledgerAccounts.currency')
    .orderBy('ledgerAccounts.kind')
    .execute();
  return rows.map(({ kind, currency, balance }) => ({
    kind,
    currency,
    balanceMinor: Number(balance),
  }));
}

async function newestJournals(db: Handle, spaceId: string) {
  const { rows } = await sql<{
    id: string;
    at: Date;
    act: string;
    postings: { kind: string; amountMinor: number; currency: string }[];
  }>`
    select j.id, j.at, j.act, jsonb_agg(jsonb_build_object('kind', a.kind, 'amountMinor', p.amount_minor, 'currency', p.currency) order by p.position) as postings
    from (select * from ledger_journals where space_id = ${spaceId} order by at desc, id desc limit ${sql.lit(MOST_JOURNALS)}) j
    join ledger_postings p on p.space_id = j.space_id and p.journal_id = j.id
    join ledger_accounts a on a.space_id = p.space_id and a.id = p.account_id
    group by j.id, j.at, j.act order by j.at desc, j.id desc`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
