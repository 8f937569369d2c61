import { type Account, accountText, sideOf } from './account.ts';
import { type Journal, type JournalRefusal, judgeJournal } from './journal.ts';

/** Balances by account text, in minor units: the fold of all postings so far. */
export interface Book {
  readonly balances: ReadonlyMap<string, number>;
}

export const emptyBook: Book = { balances: new Map() };

export type BookRefusal = JournalRefusal | 'balance-too-large' | 'past-its-side';

export type Booked =
  | { readonly kind: 'booked'; readonly book: Book }
  | {
      readonly kind: 'refused';
      readonly reason: BookRefusal;
      /** The account whose balance it is about. */
      readonly account?: Account;
    };

/** The balance of an account in minor units; 0 where nothing was booked. */
export function balanceOf(of: Book, account: Account): number {
  return of.balances.get(accountText(account)) ?? 0;
}

/**
 * Adds a journal to a book and gives the new book; the old one stays as it was. Refuses, in this order, what
 * `judgeJournal` refuses, a balance past 2^53 − 1, and a balance on the wrong side of zero: more paid back than is due,
 * more released than is held, more paid out than is in the bank.
 */
export function book(before: Book, journal: Journal): Booked {
  const refusal = judgeJournal(journal);
  if (refusal !== undefined) return { kind: 'refused', reason: refusal };
  const balances = new Map(before.balances);
  for (const { account, amount } of journal.postings) {
    const text = accountText(account);
    const balance = (balances.get(text) ?? 0) + amount;
    if (!Number.isSafeInteger(balance))
      return { kind: 'refused', reason: 'balance-too-large', account };
    balances.set(text, balance);
  }
  const past = journal.postings.find(({ account }) =>
    isPast(account, balances.get(accountText(account)) ?? 0),
  );
  if (past) return { kind: 'refused', reason: 'past-its-side', account: past.account };
  return { kind: 'booked', book: { balances } };
}

/** The sum of all balances by currency; every figure is 0 in a sound book. */
export function totals(of: Book): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [text, balance] of of.balances) {
    const currency = text.split(' ')[1] ?? '';
    sums.set(currency, (sums.get(currency) ?? 0) + balance);
  }
  return sums;
}

function isPast({ kind }: Account, balance: number): boolean {
  const side = sideOf(kind);
  return (side === '+' && balance < 0) || (side === '-' && balance > 0);
}
