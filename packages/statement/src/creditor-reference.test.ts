import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inFours, parseIban, remainder97 } from './check-digits.ts';
import { findReferences, makeReference } from './creditor-reference.ts';
import { matchCredit, type OpenInvoice } from './match-credit.ts';

const SEED = Date.now() % 2_147_483_647;

test('the check digits are those of ISO 11649', () => {
  // The example of the standard, RF18 5390 0754 7034.
  assert.equal(remainder97('539007547034RF18'), 1);
  assert.equal(makeReference(1234, 42), 'RF10123400000042');
});

test(`what was made is found, however it was typed (seed ${SEED})`, () => {
  const blank = fc.constantFrom('', ' ', '-', '.', '/', '\n');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.array(blank, { minLength: 16, maxLength: 16 }),
      fc.constantFrom('', 'Rechnung ', 'thanks! '),
      (space, number, blanks, words) => {
        const reference = makeReference(space, number);
        const typed = [...reference.toLowerCase()].map((letter, nth) => letter + blanks[nth]);
        assert.deepEqual(findReferences(`${words}${typed.join('')} ${words}`), [reference]);
      },
    ),
    { seed: SEED },
  );
});

test('one wrong digit, or two exchanged, is no reference', () => {
  const reference = makeReference(1234, 42);
  for (let place = 4; place < reference.length; place++) {
    const digit = (Number(reference[place]) + 1) % 10;
    assert.deepEqual(
      findReferences(reference.slice(0, place) + digit + reference.slice(place + 1)),
      [],
    );
  }
  assert.deepEqual(findReferences('RF10213400000042'), []);
});

test('account numbers are taken by their check digits', () => {
  assert.equal(parseIban('de89 3704 0044 0532 0130 00'), 'DE89370400440532013000');
  assert.equal(parseIban('DE88 3704 0044 0532 0130 00'), undefined);
  assert.equal(parseIban('hello'), undefined);
  assert.equal(inFours('DE89370400440532013000'), 'DE89 3704 0044 0532 0130 00');
});

const invoice = (number: number, buyer: string, open = 29_155): OpenInvoice => ({
  id: `i${number}`,
  reference: makeReference(1, number),
  buyer,
  open,
  currency: 'EUR',
});
const invoices = [invoice(1, 'Ada Lovelace'), invoice(2, 'Ben Ode'), invoice(3, 'Ada King', 100)];
const credit = { reference: '', counterparty: '', amount: 29_155, currency: 'EUR' };

test('a reference decides; names and amounts only propose', () => {
  const { reference } = invoices[1]!;
  assert.deepEqual(matchCredit({ ...credit, reference, amount: 5 }, invoices), {
    kind: 'matched',
    invoice: 'i2',
  });
  assert.deepEqual(matchCredit({ ...credit, counterparty: 'LOVELACE, ADA' }, invoices), {
    kind: 'proposed',
    invoices: ['i1'],
  });
  assert.deepEqual(matchCredit({ ...credit, reference: 'Rechnung 2' }, invoices), {
    kind: 'proposed',
    invoices: ['i2'],
  });
  const both = `${invoices[0]?.reference} ${reference}`;
  assert.equal(matchCredit({ ...credit, reference: both }, invoices).kind, 'proposed');
  assert.equal(matchCredit({ ...credit, reference, currency: 'USD' }, invoices).kind, 'unmatched');
  assert.equal(matchCredit({ ...credit, counterparty: 'Cy' }, invoices).kind, 'unmatched');
});
