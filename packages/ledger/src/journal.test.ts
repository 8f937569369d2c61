import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Account, ACCOUNT_KINDS, sideOf } from './account.ts';
import { invoiceIssued, paymentReceived, refundPaid } from './acts.ts';
import { book, emptyBook } from './book.ts';
import { JOURNAL_REFUSALS, type Journal, judgeJournal, type Posting } from './journal.ts';

const bank: Account = { kind: 'bank', currency: 'EUR', deal: null, party: null };
const unmatched: Account = { ...bank, kind: 'unmatched' };
const of = (...postings: [Account, number][]): Journal => ({
  act: 'payment-received',
  postings: postings.map(([account, amount]): Posting => ({ account, amount })),
});

/** Each row has every fault of the rows below it too, so that the order is what is tested. */
const rows: [(typeof JOURNAL_REFUSALS)[number], Journal][] = [
  ['fewer-than-two-postings', of([{ ...bank, currency: 'eu' }, 0.5])],
  ['amount-not-an-integer', of([{ ...bank, currency: 'eu' }, 0.5], [bank, 0], [bank, 1])],
  ['amount-zero', of([{ ...bank, currency: 'eu' }, 0], [bank, 2], [bank, 1])],
  ['not-a-currency', of([{ ...bank, currency: 'eu' }, 5], [bank, 2], [bank, 1])],
  ['account-twice', of([bank, 2], [bank, 1])],
  ['does-not-balance', of([bank, 2], [{ ...unmatched, currency: 'USD' }, -2])],
];

test('every fault has its name, and the names come in a fixed order', () => {
  for (const [name, journal] of rows) assert.equal(judgeJournal(journal), name);
  assert.deepEqual(
    rows.map(([name]) => name),
    [...JOURNAL_REFUSALS],
  );
});

test('more cannot be paid back than is in the bank and due', () => {
  const refund = refundPaid('EUR', { deal: null, party: 'p' }, 100);
  const refused = book(emptyBook, refund);
  assert.equal(refused.kind === 'refused' && refused.reason, 'past-its-side');
  const received = book(emptyBook, paymentReceived('EUR', 100));
  assert.equal(received.kind, 'booked');
  const notDue = book(received.book, refund);
  assert.equal(notDue.kind === 'refused' && notDue.account?.kind, 'refund');
  assert.equal(received.book.balances.get('bank EUR'), 100);
});

test('a balance past the integers is refused, not rounded', () => {
  const large = invoiceIssued(
    { currency: 'EUR', deal: 'd', invoice: 'i' },
    { net: Number.MAX_SAFE_INTEGER, tax: 0 },
  );
  const once = book(emptyBook, large);
  assert.equal(once.kind, 'booked');
  const twice = book(once.book, large);
  assert.equal(twice.kind === 'refused' && twice.reason, 'balance-too-large');
});

test('an act of nothing is refused', () => {
  assert.equal(judgeJournal(paymentReceived('EUR', 0)), 'fewer-than-two-postings');
  assert.ok(ACCOUNT_KINDS.every((kind) => ['+', '-', '±'].includes(sideOf(kind))));
});
