import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messages as de } from '#ui/messages/de.ts';
import { messages as en } from '#ui/messages/en.ts';
import { placeholdersOf, speak } from './catalogue.ts';
import { currencyDigits, formatter } from './format.ts';
import { chooseLocale, textDirection } from './locale.ts';

const space = /[\u00a0\u202f]/g;
const plain = (text: string) => text.replaceAll(space, ' ');

describe('money is written from minor units', () => {
  const cases: [string, number, string, string][] = [
    ['en', 24_900, 'EUR', '€249.00'],
    ['de', 24_900, 'EUR', '249,00 €'],
    ['de', 1, 'EUR', '0,01 €'],
    ['en', -1_050, 'USD', '-$10.50'],
    ['en', 1_200, 'JPY', '¥1,200'],
    ['en', 1_200, 'ISK', 'ISK 1,200'],
    ['en', 1_234, 'KWD', 'KWD 1.234'],
    ['en', 900_719_925_474_099, 'EUR', '€9,007,199,254,740.99'],
  ];
  for (const [locale, minor, currency, expected] of cases) {
    test(`${minor} ${currency} in ${locale}`, () => {
      assert.equal(plain(formatter(locale).money({ minor, currency })), expected);
    });
  }
  test('a fraction of a minor unit is a bug', () => {
    assert.throws(() => formatter('en').money({ minor: 0.5, currency: 'EUR' }), RangeError);
  });
  test('digits after the point', () => {
    assert.deepEqual(['EUR', 'JPY', 'ISK', 'KWD'].map(currencyDigits), [2, 0, 0, 3]);
  });
});

describe('times', () => {
  const now = '2026-03-29T12:00:00Z';
  const relative: [string, string, string][] = [
    ['2026-03-29T11:59:30Z', 'now', 'jetzt'],
    ['2026-03-29T11:57:00Z', '3 minutes ago', 'vor 3 Minuten'],
    ['2026-03-29T17:10:00Z', 'in 5 hours', 'in 5 Stunden'],
    ['2026-03-28T11:00:00Z', 'yesterday', 'gestern'],
    ['2026-01-01T00:00:00Z', 'January 1, 2026', '1. Januar 2026'],
  ];
  for (const [instant, english, german] of relative) {
    test(`${instant} seen from noon`, () => {
      assert.equal(formatter('en').relative(instant, now), english);
      assert.equal(formatter('de').relative(instant, now), german);
    });
  }
  test('a date stands in the time zone of the reader', () => {
    const late = '2026-12-31T23:30:00Z';
    assert.equal(formatter('de', 'Europe/Berlin').date(late), '1. Januar 2027');
    assert.equal(formatter('de', 'America/New_York').date(late), '31. Dezember 2026');
  });
});

test('an unknown language or time zone falls back and does not throw', () => {
  for (const tag of ['', 'x', 'not a tag', 'en-', '../../etc', '💥', 'tlh'])
    assert.equal(formatter(tag).number(1234.5), '1,234.5', tag);
  assert.equal(formatter('en', 'Moon/Crater').timeZone, 'UTC');
});

test('lists, shares, quantities and plurals', () => {
  assert.equal(formatter('de').list(['Eiche', 'Esche', 'Ahorn']), 'Eiche, Esche und Ahorn');
  assert.equal(plain(formatter('de').percent(0.347, 1)), '34,7 %');
  const units = { one: 'unit', other: 'units' };
  assert.equal(plain(formatter('en').quantity(1, units)), '1 unit');
  assert.equal(plain(formatter('en').quantity(1400, units)), '1,400 units');
});

describe('messages', () => {
  test('are said in the language of the reader', () => {
    assert.equal(
      speak({ en, de }, formatter('de-AT'))('progress', { done: 3, total: 9 }),
      '3 von 9',
    );
    assert.equal(speak({ en, de }, formatter('fr'))('close'), 'Close');
  });
  test('form the plural', () => {
    const say = speak({ en, de }, formatter('en'));
    assert.equal(say('errors-title', { count: 1 }), 'One thing needs another look');
    assert.equal(say('errors-title', { count: 2 }), '2 things need another look');
  });
  test('what is given is not searched for placeholders again', () => {
    const say = speak({ en, de }, formatter('en'));
    assert.equal(say('account', { name: '{name}' }), 'Account of {name}');
    assert.equal(say('account', { name: '$&' }), 'Account of $&');
  });
  test('name their placeholders', () => {
    assert.deepEqual(placeholdersOf('{a} of {b}, {a}'), ['a', 'b', 'a']);
  });
});

describe('the language is chosen', () => {
  const cases: [string | undefined, string | null, string][] = [
    [undefined, null, 'en'],
    ['de', 'en', 'de'],
    ['de-CH', null, 'de'],
    ['xx', 'de', 'de'],
    [undefined, 'fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7', 'de'],
    [undefined, 'en;q=0.1,de;q=0.9', 'de'],
    [undefined, 'de;q=0, en', 'en'],
    [undefined, 'DE-de', 'de'],
    [undefined, ';;;,,,q=x', 'en'],
    [undefined, '*', 'en'],
  ];
  for (const [chosen, accepted, expected] of cases) {
    test(`${chosen ?? 'nothing'} chosen, ${accepted ?? 'nothing'} accepted`, () => {
      assert.equal(chooseLocale(chosen, accepted), expected);
    });
  }
  test('and its direction', () => {
    assert.equal(textDirection('de'), 'ltr');
    assert.equal(textDirection('ar-EG'), 'rtl');
  });
});
