import { createHash } from 'node:crypto';
import { paymentReceived } from '@muster/ledger/acts';
import { matchCredit } from '@muster/statement/match-credit';
import { readStatement } from '@muster/statement/read-statement';
import type { Statement, StatementLine } from '@muster/statement/statement';
import { z } from 'zod';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';
import { done, invalid, type Outcome } from '#server/outcome.ts';
import { bookJournals, refuseWhileHalted } from './book-journals.ts';
import { giveMoney } from './give-money.ts';
import { invoicesToMatch } from './open-invoices.ts';

/** Credits taken from one file, at most; a longer one is split at the bank. */
export const MOST_CREDITS = 5000;
export const MOST_STATEMENT_BYTES = 8_000_000;

export const importStatementInput = z.object({
  space: z.string(),
  name: z.string().trim().max(200).default(''),
  /** The text of the file: CAMT.053 or the CSV of a bank. */
  text: z.string().min(1).max(MOST_STATEMENT_BYTES),
});
type Imported = {
  credits: number;
  /** Not seen in any file before. */
  taken: number;
  /** Given to invoices by their reference. */
  matched: number;
};

/** A host or bookkeeper brings the bank's own account of what came in; the same file twice changes nothing. */
export const importStatement: Command<
  z.infer<typeof importStatementInput>,
  SpaceStanding,
  Imported
> = {
  name: 'payments.import-statement',
  action: 'payment.manage',
  input: importStatementInput,
  find: findTheSpace,
  apply: async (change, { name, text }, { space }) => {
    const halted = await refuseWhileHalted(change, space.id);
    if (halted) return halted;
    const read = await readForSpace(change.db, space.id, text);
    if (read.kind === 'refused') return read;
    await change.lock('statements', space.id);
    const credits = creditsOf(read.value);
    const seen = await seenBefore(change.db, space.id, credits);
    const fresh = credits.filter(({ identity }) => !seen.has(hashOf(identity).toString('hex')));
    if (fresh.length === 0) return done({ credits: credits.length, taken: 0, matched: 0 });
    const matches = await findMatches(change, space.id, fresh);
    const taken = await takeIn(change, space.id, { name, text, statement: read.value, fresh });
    if (taken.kind === 'refused') return taken;
    // Anything less certain than a reference is left for a person.
    const givings = [...matches].map(([identity, invoiceId]) => ({
      paymentId: taken.value.get(identity) ?? '',
      invoiceId,
    }));
    const matched = await giveMoney(change, space.id, givings, { byHand: false });
    return matched ?? done({ credits: credits.length, taken: fresh.length, matched: matches.size });
  },
};

/** The statement of a file, when it can be read and is of the account that the invoices name. */
export async function readForSpace(
  db: Handle,
  spaceId: string,
  text: string,
): Promise<Outcome<Statement>> {
  const read = readStatement(text);
  if (read.kind === 'refused') {
    const params = { line: read.line, part: read.field ?? '' };
    return invalid({ field: 'file', reason: `statement-${read.reason}`, params });
  }
  const { accounts, lines } = read.statement;
  const settings = await db
    .selectFrom('paymentSettings')
    .select('iban')
    .where('spaceId', '=', spaceId)
    .executeTakeFirst();
  const known = accounts.filter((account) => /^[A-Z]{2}\d\d/.test(account));
  if (settings && known.length > 0 && !known.includes(settings.iban))
    return invalid({
      field: 'file',
      reason: 'statement-other-account',
      params: { account: known[0] ?? '' },
    });
  if (lines.length > MOST_CREDITS)
    return invalid({
      field: 'file',
      reason: 'statement-too-many-lines',
      params: { line: MOST_CREDITS },
    });
  return done(read.statement);
}

export function creditsOf({ lines }: Statement): StatementLine[] {
  return lines.filter(({ direction, amount }) => direction === 'credit' && amount > 0);
}

export async function seenBefore(
  db: Handle,
  spaceId: string,
  credits: readonly StatementLine[],
): Promise<Set<string>> {
  if (credits.length === 0) return new Set();
  const rows = await db
    .selectFrom('payments')
    .select('identity')
    .where('spaceId', '=', spaceId)
    .where(
      'identity',
      'in',
      credits.map(({ identity }) => hashOf(identity)),
    )
    .execute();
  return new Set(rows.map(({ identity }) => Buffer.from(identity).toString('hex')));
}

export function hashOf(identity: string): Buffer {
  return createHash('sha256').update(identity).digest();
}

type Taking = { name: string; text: string; statement: Statement; fresh: StatementLine[] };

/** Notes the file and its new money, and books each as money that belongs to nobody yet. Answers the id of each by its identity. */
async function takeIn(
  change: Change,
  spaceId: string,
  { name, text, statement, fresh }: Taking,
): Promise<Outcome<Map<string, string>>> {
  const statementId = change.id();
  await change.db
    .insertInto('statements')
    .values({
      spaceId,
      id: statementId,
      sha256: createHash('sha256').update(text).digest(),
      name,
      format: statement.format,
      lines: statement.lines.length,
      taken: fresh.length,
      importedBy: personOf(change.actor) ?? '',
      importedAt: change.now,
    })
    .execute();
  const taken = fresh.map((line) => ({ ...line, id: change.id() }));
  await change.db
    .insertInto('payments')
    .values(
      taken.map((line) => ({
        spaceId,
        id: line.id,
        statementId,
        identity: hashOf(line.identity),
        amountMinor: line.amount,
        currency: line.currency,
        bookedOn: line.date,
        reference: line.reference,
        counterparty: line.counterparty,
        counterpartyAccount: line.counterpartyAccount.slice(0, 60),
      })),
    )
    .execute();
  const booked = await bookJournals(
    change,
    spaceId,
    taken.map(({ id, currency, amount }) => ({
      journal: paymentReceived(currency, amount),
      once: `receive ${id}`,
      dealId: null,
    })),
  );
  return booked ?? done(new Map(taken.map(({ identity, id }) => [identity, id])));
}

/**
 * The invoices that new money names by their reference, by the identity of the money. Takes the locks of their collections
 * before anything is booked: whoever ends a collection takes its lock first and books then, in this order too.
 */
async function findMatches(
  change: Change,
  spaceId: string,
  fresh: readonly StatementLine[],
): Promise<Map<string, string>> {
  const invoices = await invoicesToMatch(change.db, spaceId, fresh);
  const dealOf = new Map(invoices.map(({ id, dealId }) => [id, dealId]));
  const matches = new Map<string, string>();
  for (const line of fresh) {
    const match = matchCredit(line, invoices);
    if (match.kind === 'matched') matches.set(line.identity, match.invoice);
  }
  const deals = new Set([...matches.values()].flatMap((invoice) => dealOf.get(invoice) ?? []));
  for (const deal of [...deals].toSorted()) await change.lock('collection', deal);
  return matches;
}
