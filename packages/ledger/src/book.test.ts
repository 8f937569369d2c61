import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as acts from './acts.ts';
import { accountText } from './account.ts';
import { type Book, book, emptyBook, totals } from './book.ts';
import { type Journal, reversalOf } from './journal.ts';

const SEED = Date.now() % 2_147_483_647;
const RUNS = 2000;

type Command = { act: number; invoice: number; currency: number; amount: number };
const command: fc.Arbitrary<Command> = fc.record({
  act: fc.nat(9),
  invoice: fc.nat(3),
  currency: fc.nat(1),
  amount: fc.integer({ min: -2, max: 50 }),
});

/** Any act, with any small amount, on few accounts, so that limits are met often. */
function journalOf({ act, invoice, currency: nth, amount }: Command): Journal {
  const currency = ['EUR', 'USD'][nth] ?? 'EUR';
  const of = { currency, deal: 'pool', invoice: `i${invoice}` };
  const ofMaker = { currency, deal: 'pool', maker: 'm' };
  const amounts = { net: amount, tax: Math.floor(amount / 5) };
  const all: (() => Journal)[] = [
    () => acts.invoiceIssued(of, amounts),
    () => acts.paymentReceived(currency, amount),
    () => acts.paymentMatched(of, amount),
    () => reversalOf(acts.paymentMatched(of, amount), 'payment-unmatched'),
    () => acts.refundDue(of, amount),
    () => acts.refundPaid(currency, { deal: 'pool', party: of.invoice }, amount),
    () =>
      acts.dealSettled(currency, 'pool', {
        makers: [{ maker: 'm', amount }],
        fee: invoice,
        rounding: nth,
      }),
    () => acts.milestoneReleased(ofMaker, amount),
    () => acts.makerPaid(ofMaker, amount),
    () => acts.saleUndone(of, amounts, invoice % 2 ? { maker: 'm' } : 'host'),
  ];
  return (all[act] ?? all[0])!();
}

test(`a book is the fold of its postings, whatever is tried on it (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      let now: Book = emptyBook;
      const taken: Journal[] = [];
      for (const each of commands) {
        const journal = journalOf(each);
        const before = new Map(now.balances);
        const booked = book(now, journal);
        assert.deepEqual(now.balances, before, 'the old book stays as it was');
        if (booked.kind === 'refused') continue;
        now = booked.book;
        taken.push(journal);
      }
      assert.deepEqual(nonZero(now.balances), nonZero(model(taken)));
      for (const sum of totals(now).values()) assert.equal(sum, 0);
      for (const [text, balance] of now.balances) {
        if (text.startsWith('bank')) assert.ok(balance >= 0, text);
        if (/^(unmatched|collecting|refund|maker-held)/.test(text)) assert.ok(balance <= 0, text);
      }
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

/** The plain model: one array of postings, added up. */
function model(journals: Journal[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { account, amount } of journals.flatMap(({ postings }) => postings))
    sums.set(accountText(account), (sums.get(accountText(account)) ?? 0) + amount);
  return sums;
}

function nonZero(balances: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...balances].filter(([, balance]) => balance !== 0).toSorted());
}
