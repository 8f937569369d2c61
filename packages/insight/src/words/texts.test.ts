import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corpusOf } from './corpus.ts';
import { languageOf, stemOf } from './languages.ts';
import { readTexts } from './texts.ts';
import { tfIdf } from './tf-idf.ts';
import { tokensOf } from './tokens.ts';

const words = (text: string) => text.split(' ');

test('words are letters and digits, composed and small; addresses are left out', () => {
  assert.deepEqual(
    tokensOf('The LEGS don’t fit — see https://a.example/x?q=legs or me@a.example! 90cm'),
    words("the legs don't fit see or 90cm"),
  );
  assert.deepEqual(tokensOf('Ka\u0308tzchen-Größe'), ['kätzchen', 'größe']);
  assert.deepEqual(tokensOf('  \u0000 … ¡!'), []);
  assert.deepEqual(tokensOf('=HYPERLINK("x")'), ['hyperlink', 'x']);
});

// Samples printed at snowballstem.org/algorithms/english/stemmer.html and …/german/stemmer.html.
const SNOWBALL = {
  en: [
    'consign consigned consigning consignment consist consistency consistently consolation console',
    'consign consign consign consign consist consist consist consol consol',
    'consolidating consolingly conspiracy conspirators constancy knackeries knaves knightly knitted',
    'consolid consol conspiraci conspir constanc knackeri knave knight knit',
  ],
  de: [
    'aufeinander aufeinanderfolge aufeinanderfolgten aufeinanderschlügen aufenthaltes auferstünde',
    'aufeinand aufeinanderfolg aufeinanderfolgt aufeinanderschlug aufenthalt auferstund',
    'auffälliges auffaßt auffassungsvermögen kategorischer katers kätzchens katzen käufer käuflich',
    'auffall auffasst auffassungsvermog kategor kat katzch katz kauf kauflich',
  ],
} as const;

test('stems are those that Snowball prints for English and German', () => {
  for (const language of ['en', 'de'] as const) {
    const [first, firstStems, second, secondStems] = SNOWBALL[language];
    const stems = words(`${first} ${second}`).map((word) => stemOf(word, language));
    assert.deepEqual(stems, words(`${firstStems} ${secondStems}`));
  }
});

const SENTENCES: readonly (readonly [string, ReturnType<typeof languageOf>])[] = [
  ['The legs are too short and it wobbles on my floor', 'en'],
  ['I wish it had a drawer for the cables', 'en'],
  ['love the oak version', 'en'],
  ['Die Beine sind zu kurz und er wackelt auf meinem Boden', 'de'],
  ['Ich hätte gern eine Schublade für die Kabel', 'de'],
  ['mir fehlt ein Haken', 'de'],
  ['Les pieds sont trop courts et la table bouge beaucoup chez nous', 'other'],
  ['Las patas son demasiado cortas y la mesa se mueve mucho aquí', 'other'],
  ['Ahşap masanın ayakları çok kısa ve zemin üzerinde sallanıyor', 'other'],
  ['walnut', 'undecided'],
  ['', 'undecided'],
];

test('the language of a text is read from its function words', () => {
  for (const [sentence, language] of SENTENCES)
    assert.equal(languageOf(tokensOf(sentence)), language, sentence);
});

test('a short text is read in the language of most others, and a told language wins', () => {
  const [, short, told] = readTexts([
    { id: 'a', text: 'Die Beine sind zu kurz' },
    { id: 'b', text: 'Schubladen 3 x' },
    { id: 'c', text: 'Schubladen', language: 'other' },
  ]);
  assert.deepEqual(short.terms, ['schublad']);
  assert.deepEqual(short.surfaces, ['schubladen']);
  assert.deepEqual(told.terms, ['schubladen']);
});

test('tf-idf is that of the example in the guide of scikit-learn', () => {
  const rows = ['a a a c', 'a a', 'a a a', 'a a a a', 'a a a b b', 'a a a c c'];
  const items = rows.map((row, index) => ({
    id: String(index),
    language: 'other' as const,
    text: row.replaceAll(/[abc]/g, (letter) => letter.repeat(2)),
  }));
  const corpus = corpusOf(items, { minTexts: 1, maxShare: 1 });
  const weights = [...tfIdf(corpus)].map((weight) => Number(weight.toFixed(8)));
  const byText = new Map(
    corpus.ids.map((id, row) => [id, weights.slice(corpus.starts[row], corpus.starts[row + 1])]),
  );
  assert.deepEqual(byText.get('0'), [0.85151335, 0.52433293]);
  assert.deepEqual(byText.get('3'), [1]);
  assert.deepEqual(byText.get('4'), [0.55422893, 0.83236428]);
  assert.deepEqual(byText.get('5'), [0.63035731, 0.77630514]);
});

test('the counts do not know the order of the texts, nor texts without words', () => {
  const items = [
    { id: 'b', text: 'short legs' },
    { id: 'a', text: 'oak legs and oak' },
    { id: 'c', text: 'oak' },
  ];
  const options = { minTexts: 1, maxShare: 1 };
  const { sources: _, ...counted } = corpusOf(items, options);
  const other = [{ id: 'z', text: ' … ' }, ...items.toReversed()];
  const { sources: __, ...again } = corpusOf(other, options);
  assert.deepEqual(again, counted);
  assert.deepEqual(counted.labels, ['legs', 'oak', 'short']);
});
