import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseLocale, textDirection } from './locale.ts';
import { count, day, fill, wordsOf } from './words.ts';

describe('words', () => {
  const catalogues = { en: { close: 'Close' }, de: { close: 'Schließen' } };

  test('are German for German readers, else English', () => {
    assert.equal(wordsOf(catalogues, 'de').close, 'Schließen');
    assert.equal(wordsOf(catalogues, 'en').close, 'Close');
  });
  test('what is given is not searched for placeholders again', () => {
    assert.equal(fill('{name} of {space}', { name: '{space}', space: '$&' }), '{space} of $&');
  });
  test('count in the way of the language', () => {
    const members = { one: '{count} member', other: '{count} members' };
    assert.equal(count('en', 1, members), '1 member');
    assert.equal(count('en', 0, members), '0 members');
    assert.equal(count('de', 1400, members), '1.400 members');
  });
  test('a day stands in the time zone of the reader', () => {
    const late = '2026-12-31T23:30:00Z';
    assert.equal(day('de', 'Europe/Berlin', late), '1. Januar 2027');
    assert.equal(day('de', 'America/New_York', late), '31. Dezember 2026');
  });
});

describe('the language is chosen', () => {
  const cases: [string | undefined, string | null, string | undefined][] = [
    [undefined, null, undefined],
    ['de', 'en', 'de'],
    ['de-CH', null, 'de'],
    ['xx', 'de', 'de'],
    [undefined, 'fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7', 'de'],
    [undefined, 'en;q=0.1,de;q=0.9', 'de'],
    [undefined, 'de;q=0, en', 'en'],
    [undefined, 'DE-de', 'de'],
    [undefined, ';;;,,,q=x', undefined],
    [undefined, '*', undefined],
    [undefined, 'fr', undefined],
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
