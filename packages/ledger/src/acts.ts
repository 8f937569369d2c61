import type { Account, AccountKind } from './account.ts';
import type { Act, Journal, Posting } from './journal.ts';

/**
 * The postings of every business act. All amounts are minor units, positive, of the one currency named; a part that is 0
 * has no posting. What comes out is judged by `book`, so an act of nothing at all is refused there.
 */
export interface OfInvoice {
  readonly currency: string;
  /** The pool or direct order. */
  readonly deal: string;
  readonly invoice: string;
}

/** Tax is a part of the invoice by itself, as it was computed when the price was fixed; it is never computed anew. */
export interface Amounts {
  readonly net: number;
  readonly tax: number;
}

/** A buyer is asked to pay. */
export function invoiceIssued(of: OfInvoice, { net, tax }: Amounts): Journal {
  return journal('invoice-issued', [
    [receivable(of), net + tax],
    [ofDeal('collecting', of), -net],
    [ofDeal('tax', of), -tax],
  ]);
}

/** An invoice is taken back, whole or in part, before the deal is settled: the pool is void, or its price fell. */
export function invoiceReduced(of: OfInvoice, { net, tax }: Amounts): Journal {
  return journal('invoice-reduced', [
    [ofDeal('collecting', of), net],
    [ofDeal('tax', of), tax],
    [receivable(of), -(net + tax)],
  ]);
}

/** Money came in; whose it is follows by an act of its own. */
export function paymentReceived(currency: string, amount: number): Journal {
  return journal('payment-received', [
    [ofSpace('bank', currency), amount],
    [ofSpace('unmatched', currency), -amount],
  ]);
}

/** Money that came belongs to an invoice; too much or too little is seen in the balance of the invoice. */
export function paymentMatched(of: OfInvoice, amount: number): Journal {
  return journal('payment-matched', [
    [ofSpace('unmatched', of.currency), amount],
    [receivable(of), -amount],
  ]);
}

/** Money without an owner is to go back to where it came from; `payment` names the payment. */
export function paymentReturned(currency: string, payment: string, amount: number): Journal {
  return journal('payment-returned', [
    [ofSpace('unmatched', currency), amount],
    [{ kind: 'refund', currency, deal: null, party: payment }, -amount],
  ]);
}

/** What a buyer has paid beyond the invoice is to go back. */
export function refundDue(of: OfInvoice, amount: number): Journal {
  return journal('refund-due', [
    [receivable(of), amount],
    [refundOf(of), -amount],
  ]);
}

/** The transfer to the buyer is made. `deal` is null for money that never had an owner. */
export function refundPaid(
  currency: string,
  { deal, party }: { deal: string | null; party: string },
  amount: number,
): Journal {
  return journal('refund-paid', [
    [{ kind: 'refund', currency, deal, party }, amount],
    [ofSpace('bank', currency), -amount],
  ]);
}

export interface Settlement {
  /** What each maker receives for the goods, exactly as offered. */
  readonly makers: readonly { readonly maker: string; readonly amount: number }[];
  readonly fee: number;
  /** Price times units less cost and fee: it stays in the refund reserve of the pool. */
  readonly rounding: number;
}

/** The pool has tipped, or a direct order is paid: what was collected is now the makers', the fee and the reserve. */
export function dealSettled(currency: string, deal: string, settlement: Settlement): Journal {
  const { makers, fee, rounding } = settlement;
  const goods = makers.reduce((sum, { amount }) => sum + amount, 0);
  return journal('deal-settled', [
    [{ kind: 'collecting', currency, deal, party: null }, goods + fee + rounding],
    ...makers.map(({ maker, amount }): [Account, number] => [
      { kind: 'maker-held', currency, deal, party: maker },
      -amount,
    ]),
    [{ kind: 'fee', currency, deal, party: null }, -fee],
    [{ kind: 'rounding', currency, deal, party: null }, -rounding],
  ]);
}

export interface OfMaker {
  readonly currency: string;
  readonly deal: string;
  readonly maker: string;
}

/** A milestone was shown and approved: so much of the maker's money is released. */
export function milestoneReleased(of: OfMaker, amount: number): Journal {
  return journal('milestone-released', [
    [makerAccount('maker-held', of), amount],
    [makerAccount('maker-due', of), -amount],
  ]);
}

/** The transfer to the maker is made. */
export function makerPaid(of: OfMaker, amount: number): Journal {
  return journal('maker-paid', [
    [makerAccount('maker-due', of), amount],
    [ofSpace('bank', of.currency), -amount],
  ]);
}

/**
 * A sale is undone after the deal was settled: a return or a dispute. The maker or the host bears the price; the refund
 * to the buyer follows by `refundDue`.
 */
export function saleUndone(
  of: OfInvoice,
  { net, tax }: Amounts,
  borneBy: { readonly maker: string } | 'host',
): Journal {
  const bearer: Account =
    borneBy === 'host'
      ? ofDeal('fee', of)
      : { kind: 'maker-due', currency: of.currency, deal: of.deal, party: borneBy.maker };
  return journal('sale-undone', [
    [bearer, net],
    [ofDeal('tax', of), tax],
    [receivable(of), -(net + tax)],
  ]);
}

/** What a buyer still owes on an invoice (+), or has paid too much (−). */
export function receivable({ currency, deal, invoice }: OfInvoice): Account {
  return { kind: 'receivable', currency, deal, party: invoice };
}

/** What has to go back to the buyer of an invoice. */
export function refundOf({ currency, deal, invoice }: OfInvoice): Account {
  return { kind: 'refund', currency, deal, party: invoice };
}

function makerAccount(
  kind: 'maker-held' | 'maker-due',
  { currency, deal, maker }: OfMaker,
): Account {
  return { kind, currency, deal, party: maker };
}

function ofDeal(kind: AccountKind, { currency, deal }: OfInvoice): Account {
  return { kind, currency, deal, party: null };
}

function ofSpace(kind: AccountKind, currency: string): Account {
  return { kind, currency, deal: null, party: null };
}

function journal(act: Act, postings: readonly (readonly [Account, number])[]): Journal {
  return {
    act,
    postings: postings
      .filter(([, amount]) => amount !== 0)
      .map(([account, amount]): Posting => ({ account, amount })),
  };
}
