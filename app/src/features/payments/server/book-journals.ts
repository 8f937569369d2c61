import { createHash } from 'node:crypto';
import { type Account, accountText, sideOf } from '@muster/ledger/account';
import { type Journal, judgeJournal } from '@muster/ledger/journal';
import { sql } from 'kysely';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Handle } from '#server/database/database.ts';
import { inPieces } from '#server/database/pieces.ts';
import { type Refused, refused } from '#server/outcome.ts';

export type Entry = {
  journal: Journal;
  /** The name of the business act: booked once, whoever asks how often. */
  once: string;
  dealId: string | null;
  reversesId?: string;
};

/**
 * Writes journals into the books of a space, all or none. The money of a space moves one change at a time, so that no two of
 * them spend the same balance. Refuses when a balance would pass its side; a journal that does not stand is a bug and throws.
 */
export async function bookJournals(
  change: Change,
  spaceId: string,
  entries: readonly Entry[],
): Promise<Refused | undefined> {
  if (entries.length === 0) return undefined;
  for (const { journal, once } of entries) {
    const refusal = judgeJournal(journal);
    if (refusal) throw new Error(`The journal «${once}» may not stand: ${refusal}.`);
  }
  await change.lock('ledger', spaceId);
  await actForBooks(change, spaceId);
  const past = await findPast(change.db, spaceId, entries);
  if (past) return refused('not-now', 'books-past-their-side');
  await writeRows(change, spaceId, entries);
  return undefined;
}

/** Balances by account text. Accounts in which nothing was booked are not in it. */
export async function balancesOf(
  db: Handle,
  spaceId: string,
  accounts: readonly Account[],
): Promise<Map<string, number>> {
  const byId = new Map(
    accounts.map((account) => [accountId(spaceId, account), accountText(account)]),
  );
  const balances = new Map<string, number>();
  for (const ids of inPieces([...byId.keys()])) {
    const rows = await db
      .selectFrom('ledgerPostings')
      .select(['accountId', sql<string>`sum(amount_minor)`.as('balance')])
      .where('spaceId', '=', spaceId)
      .where('accountId', 'in', ids)
      .groupBy('accountId')
      .execute();
    for (const { accountId: id, balance } of rows)
      balances.set(byId.get(id) ?? id, Number(balance));
  }
  return balances;
}

/** The journal that was booked under a name. */
export async function journalNamed(
  db: Handle,
  spaceId: string,
  once: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('ledgerJournals')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('once', '=', once)
    .executeTakeFirst();
  return row?.id;
}

/** Why no money moves in the space at this time, if the check of its books has found something. */
export async function refuseWhileHalted(
  change: Change,
  spaceId: string,
): Promise<Refused | undefined> {
  const halted = await change.db
    .selectFrom('ledgerHalts')
    .select('since')
    .where('spaceId', '=', spaceId)
    .executeTakeFirst();
  return halted ? refused('not-now', 'money-stands-still') : undefined;
}

/** Booking touches accounts that the actor may not see; the worker sees them all as it is. */
async function actForBooks(change: Change, spaceId: string): Promise<void> {
  if (change.actor.kind !== 'installation') await change.actForSpace(spaceId);
}

async function findPast(
  db: Handle,
  spaceId: string,
  entries: readonly Entry[],
): Promise<Account | undefined> {
  const limited = new Map<string, { account: Account; added: number }>();
  for (const { account, amount } of entries.flatMap(({ journal }) => journal.postings)) {
    if (sideOf(account.kind) === '±') continue;
    const text = accountText(account);
    limited.set(text, { account, added: (limited.get(text)?.added ?? 0) + amount });
  }
  // What moves a balance further onto its own side cannot pass it.
  const risky = [...limited.values()].filter(({ account, added }) =>
    sideOf(account.kind) === '+' ? added < 0 : added > 0,
  );
  const accounts = risky.map(({ account }) => account);
  const before = await balancesOf(db, spaceId, accounts);
  return risky.find(({ account, added }) => {
    const balance = (before.get(accountText(account)) ?? 0) + added;
    return sideOf(account.kind) === '+' ? balance < 0 : balance > 0;
  })?.account;
}

async function writeRows(
  change: Change,
  spaceId: string,
  entries: readonly Entry[],
): Promise<void> {
  const accounts = new Map<string, Account>();
  const journals = entries.map((entry) => ({ ...entry, id: change.id() }));
  const postings = journals.flatMap(({ id, journal }) =>
    journal.postings.map(({ account, amount }, position) => {
      accounts.set(accountText(account), account);
      return {
        spaceId,
        journalId: id,
        position,
        accountId: accountId(spaceId, account),
        currency: account.currency,
        amountMinor: amount,
      };
    }),
  );
  const rows = [...accounts.values()].map((account) => ({
    spaceId,
    id: accountId(spaceId, account),
    kind: account.kind,
    currency: account.currency,
    dealId: account.deal,
    partyId: account.party,
  }));
  const { db } = change;
  for (const piece of inPieces(rows))
    await db
      .insertInto('ledgerAccounts')
      .values(piece)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const piece of inPieces(journals))
    await db
      .insertInto('ledgerJournals')
      .values(
        piece.map(({ id, once, dealId, reversesId, journal }) => ({
          spaceId,
          id,
          act: journal.act,
          once,
          dealId,
          reversesId: reversesId ?? null,
          actorId: personOf(change.actor),
          at: change.now,
        })),
      )
      .execute();
  for (const piece of inPieces(postings))
    await db.insertInto('ledgerPostings').values(piece).execute();
}

/** An account is named by what it is, so that whoever needs it first makes it, and nobody has to look it up. */
function accountId(spaceId: string, account: Account): string {
  const hash = createHash('sha256')
    .update(`${spaceId} ${accountText(account)}`)
    .digest();
  // A UUID of version 8 (RFC 9562): the bits are our own.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
