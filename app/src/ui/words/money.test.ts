import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money, plainMoney, readMoney, typedMoney } from './money.ts';

test('an amount is shown in the way of the language and the digits of its currency', () => {
  assert.equal(money('en', 'EUR', 24_900), '€249.00');
  assert.equal(money('de', 'EUR', 124_900), '1.249,00\u00a0€');
  assert.equal(money('en', 'JPY', 249), '¥249');
  assert.equal(plainMoney('de', 'EUR', 24_950), '249,50');
});

const typed: [string, string, number | undefined][] = [
  ['249', 'EUR', 24_900],
  ['249.5', 'EUR', 24_950],
  ['249,50', 'EUR', 24_950],
  ['1 249.00', 'EUR', 124_900],
  ['0.01', 'EUR', 1],
  ['249', 'JPY', 249],
  ['249.1', 'JPY', undefined],
  ['1.249,00', 'EUR', undefined],
  ['2.495', 'EUR', undefined],
  ['-1', 'EUR', undefined],
  ['ten', 'EUR', undefined],
  ['', 'EUR', undefined],
];
for (const [text, currency, expected] of typed)
  test(`«${text}» in ${currency} is ${expected ?? 'not an amount'}`, () => {
    assert.equal(readMoney(text, currency), expected);
    if (expected !== undefined)
      assert.equal(readMoney(typedMoney(currency, expected), currency), expected);
  });
