/**
 * The accounts of a space. Amounts are integers of minor units; a debit is positive, a credit negative, so that every journal
 * and the whole ledger sum to 0 in each currency.
 *
 * | kind | of | what its balance says |
 * |---|---|---|
 * | bank | the space | the money on the account that invoices name |
 * | unmatched | the space | money that came and belongs to no invoice yet (−) |
 * | receivable | an invoice | what its buyer still owes (+) or has paid too much (−) |
 * | collecting | a deal | net invoiced for a pool or direct order that is not settled yet (−) |
 * | tax | a deal | tax in what was invoiced (−) |
 * | refund | an invoice | what has to go back to its buyer (−) |
 * | maker-held | a deal and maker | the maker's money that no milestone has released (−) |
 * | maker-due | a deal and maker | released and not paid out yet (−); owed back by the maker (+) |
 * | fee | a deal | the aggregator's fee (−) |
 * | rounding | a deal | what rounding up the price left: the refund reserve (−) |
 */
export const ACCOUNT_KINDS = [
  'bank',
  'unmatched',
  'receivable',
  'collecting',
  'tax',
  'refund',
  'maker-held',
  'maker-due',
  'fee',
  'rounding',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export interface Account {
  readonly kind: AccountKind;
  /** ISO 4217, such as EUR. */
  readonly currency: string;
  /** The pool or direct order that the money belongs to. */
  readonly deal: string | null;
  /** The invoice or maker within it. */
  readonly party: string | null;
}

/** On which side of zero the balance of a kind must stay: `+` never below, `-` never above, `±` either. */
export function sideOf(kind: AccountKind): '+' | '-' | '±' {
  switch (kind) {
    case 'bank':
      return '+';
    case 'unmatched':
    case 'collecting':
    case 'refund':
    case 'maker-held':
      return '-';
    case 'receivable':
    case 'tax':
    case 'maker-due':
    case 'fee':
    case 'rounding':
      return '±';
  }
}

/** One text an account, such as `refund EUR pool-1/invoice-7`; equal accounts have equal texts. */
export function accountText({ kind, currency, deal, party }: Account): string {
  const of = [deal, party].filter((part) => part !== null).join('/');
  return `${kind} ${currency}${of === '' ? '' : ` ${of}`}`;
}
