import { findReferences } from './creditor-reference.ts';

/** An invoice that money may belong to. */
export interface OpenInvoice {
  readonly id: string;
  readonly reference: string;
  readonly buyer: string;
  /** What is still open, in minor units; 0 or less when it is paid. */
  readonly open: number;
  readonly currency: string;
}

export type Match =
  | { readonly kind: 'matched'; readonly invoice: string }
  /** Good guesses, the likeliest first; a person decides. */
  | { readonly kind: 'proposed'; readonly invoices: readonly string[] }
  | { readonly kind: 'unmatched' };

const MOST_PROPOSALS = 5;

/**
 * Which invoice a credit belongs to. A right reference in its words decides, whatever the amount; two of them leave it to a
 * person. Without one, invoices with exactly this amount open are proposed when the payer's name shares a word with the
 * buyer's, or when a number of the invoice stands in the words.
 */
export function matchCredit(
  credit: {
    readonly reference: string;
    readonly counterparty: string;
    readonly amount: number;
    readonly currency: string;
  },
  invoices: readonly OpenInvoice[],
): Match {
  const same = invoices.filter(({ currency }) => currency === credit.currency);
  const found = new Set(findReferences(credit.reference));
  const named = same.filter(({ reference }) => found.has(reference));
  if (named.length === 1 && named[0]) return { kind: 'matched', invoice: named[0].id };
  const likely = named.length > 1 ? named : same.filter((invoice) => isLikely(credit, invoice));
  const proposals = likely.slice(0, MOST_PROPOSALS).map(({ id }) => id);
  return proposals.length > 0 ? { kind: 'proposed', invoices: proposals } : { kind: 'unmatched' };
}

function isLikely(
  credit: { reference: string; counterparty: string; amount: number },
  { open, buyer, reference }: OpenInvoice,
): boolean {
  if (open !== credit.amount || open <= 0) return false;
  const theirs = new Set(wordsOf(credit.counterparty));
  const tail = reference.slice(-8).replace(/^0+/, '');
  const numbers: string[] = credit.reference.match(/\d+/g) ?? [];
  return wordsOf(buyer).some((word) => theirs.has(word)) || numbers.includes(tail);
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 2);
}
