import { type Account, accountText } from './account.ts';

export interface Posting {
  readonly account: Account;
  /** Minor units; a debit is positive, a credit negative. */
  readonly amount: number;
}

/** What happened to money, written once and never changed: a mistake is mended by a journal that reverses it. */
export interface Journal {
  readonly act: Act;
  readonly postings: readonly Posting[];
}

export const ACTS = [
  'invoice-issued',
  'invoice-reduced',
  'payment-received',
  'payment-matched',
  'payment-unmatched',
  'payment-returned',
  'refund-due',
  'refund-paid',
  'deal-settled',
  'milestone-released',
  'maker-paid',
  'sale-undone',
] as const;
export type Act = (typeof ACTS)[number];

/** In the order in which they are found: the first that holds is the answer. */
export const JOURNAL_REFUSALS = [
  'fewer-than-two-postings',
  'amount-not-an-integer',
  'amount-zero',
  'not-a-currency',
  'account-twice',
  'does-not-balance',
] as const;
export type JournalRefusal = (typeof JOURNAL_REFUSALS)[number];

const CURRENCY = /^[A-Z]{3}$/;

/** Why a journal may not stand, or undefined when it may. */
export function judgeJournal({ postings }: Journal): JournalRefusal | undefined {
  if (postings.length < 2) return 'fewer-than-two-postings';
  if (!postings.every(({ amount }) => Number.isSafeInteger(amount))) return 'amount-not-an-integer';
  if (postings.some(({ amount }) => amount === 0)) return 'amount-zero';
  if (!postings.every(({ account }) => CURRENCY.test(account.currency))) return 'not-a-currency';
  const names = new Set(postings.map(({ account }) => accountText(account)));
  if (names.size !== postings.length) return 'account-twice';
  return balances(postings) ? undefined : 'does-not-balance';
}

/** The journal that takes another one back, as an act of its own. */
export function reversalOf(journal: Journal, act: Act): Journal {
  const postings = journal.postings.map(({ account, amount }) => ({ account, amount: -amount }));
  return { act, postings };
}

/** A journal as text, a line a posting, for stories and printed books. */
export function journalText({ act, postings }: Journal): string {
  const lines = postings.map(
    ({ account, amount }) => `  ${String(amount).padStart(12)}  ${accountText(account)}`,
  );
  return [act, ...lines].join('\n');
}

function balances(postings: readonly Posting[]): boolean {
  const sums = new Map<string, bigint>();
  for (const { account, amount } of postings)
    sums.set(account.currency, (sums.get(account.currency) ?? 0n) + BigInt(amount));
  return [...sums.values()].every((sum) => sum === 0n);
}
