import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as acts from './acts.ts';
import { type Book, book, emptyBook, totals } from './book.ts';
import { type Journal, journalText, reversalOf } from './journal.ts';

/**
 * Whole pools as text, every posting of them: two buyers at 245.00 with 19 % tax, a maker for 460.00, a fee of 29.00 and
 * 1.00 of rounding. The text is read by people; a change of it is a change of the books.
 */
const EUR = 'EUR';
const invoice = (name: string) => ({ currency: EUR, deal: 'pool', invoice: name });
const amounts = { net: 24_500, tax: 4_655 };
const gross = 29_155;
const maker = { currency: EUR, deal: 'pool', maker: 'north' };

const issued = ['ada', 'ben'].map((name) => acts.invoiceIssued(invoice(name), amounts));
const paid = (name: string, amount = gross) => [
  acts.paymentReceived(EUR, amount),
  acts.paymentMatched(invoice(name), amount),
];
const settled = acts.dealSettled(EUR, 'pool', {
  makers: [{ maker: 'north', amount: 46_000 }],
  fee: 2_900,
  rounding: 100,
});
const back = (name: string, amount: number) => [
  acts.refundDue(invoice(name), amount),
  acts.refundPaid(EUR, { deal: 'pool', party: name }, amount),
];
const made = [
  acts.milestoneReleased(maker, 20_000),
  acts.makerPaid(maker, 20_000),
  acts.milestoneReleased(maker, 26_000),
  acts.makerPaid(maker, 26_000),
];

const stories: Record<string, Journal[]> = {
  tipped: [...issued, ...paid('ada'), ...paid('ben'), settled, ...made],
  void: [
    ...issued,
    ...paid('ada'),
    acts.invoiceReduced(invoice('ada'), amounts),
    acts.invoiceReduced(invoice('ben'), amounts),
    ...back('ada', gross),
  ],
  'one-buyer-missing': [
    ...issued,
    ...paid('ada', 30_000),
    acts.invoiceReduced(invoice('ben'), amounts),
    acts.dealSettled(EUR, 'pool', {
      makers: [{ maker: 'north', amount: 23_000 }],
      fee: 1_450,
      rounding: 50,
    }),
    ...back('ada', 845),
    ...paid('ben'),
    ...back('ben', gross),
  ],
  'refund-after-delivery': [
    ...issued,
    ...paid('ada'),
    ...paid('ben'),
    settled,
    ...made.slice(0, 3),
    acts.saleUndone(invoice('ben'), amounts, { maker: 'north' }),
    ...back('ben', gross),
    acts.makerPaid(maker, 1_500),
  ],
  'wrong-match-mended': [
    ...issued,
    acts.paymentReceived(EUR, gross),
    acts.paymentMatched(invoice('ada'), gross),
    reversalOf(acts.paymentMatched(invoice('ada'), gross), 'payment-unmatched'),
    acts.paymentReturned(EUR, 'payment-1', gross),
    acts.refundPaid(EUR, { deal: null, party: 'payment-1' }, gross),
  ],
};

for (const [name, journals] of Object.entries(stories)) {
  test(`the story «${name}» books as written, and every step balances`, () => {
    const golden = readFileSync(new URL(`../tests/stories/${name}.txt`, import.meta.url), 'utf8');
    assert.equal(tell(journals), golden);
  });
}

/** All postings, then the balances that are left. */
function tell(journals: Journal[]): string {
  let now: Book = emptyBook;
  for (const journal of journals) {
    const booked = book(now, journal);
    assert.equal(booked.kind, 'booked', `${journal.act}: ${JSON.stringify(booked)}`);
    now = booked.book;
    assert.deepEqual([...totals(now).values()], [0]);
  }
  const left = [...now.balances]
    .filter(([, balance]) => balance !== 0)
    .map(([account, balance]) => `  ${String(balance).padStart(12)}  ${account}`);
  return `${[...journals.map(journalText), ['left', ...left].join('\n')].join('\n\n')}\n`;
}
