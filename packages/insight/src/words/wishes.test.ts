import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wishesIn } from './wishes.ts';

/** What people write, and the thing that a reader would say they wish for; null when none. */
const WRITTEN: readonly (readonly [string, string | null])[] = [
  ['I wish it had a drawer for the cables', 'drawer cables'],
  ['Nice desk, but i really wish it came with casters!', 'casters'],
  ['If only it had a cup holder.', 'cup holder'],
  ["I'd love to see a walnut version", 'walnut'],
  ['It would be great if it had adjustable legs', 'adjustable legs'],
  ['would be nice to have cable management', 'cable management'],
  ['It should have a rounder edge because my kids bump into it', 'rounder edge'],
  ['The table needs a crossbar', 'crossbar'],
  ['we miss a hook for the bag', 'hook bag'],
  ['Please add USB sockets', 'usb sockets'],
  ["Why isn't there a smaller size?", 'smaller size'],
  ['too bad there is no bamboo version', 'bamboo'],
  ['Ich wünsche mir eine Schublade', 'schublade'],
  ['Ich hätte gerne noch einen Haken für die Tasche', 'haken tasche'],
  ['Mir fehlt eine Kabelführung', 'kabelführung'],
  ['Es wäre schön, wenn er höhenverstellbare Beine hätte', 'höhenverstellbare beine'],
  ['Schade, dass es keine Nussbaum Variante gibt', 'nussbaum variante'],
  ['Der Tisch bräuchte Rollen', 'rollen'],
  ['wir brauchen mehr Stauraum', 'stauraum'],
  ['Eine runde Kante wäre toll', 'runde kante'],
  ['Warum gibt es keine kleinere Größe?', 'kleinere größe'],
  ['Ich vermisse einen Becherhalter', 'becherhalter'],
  ['I love this table', null],
  ['Nothing is missing, it needs nothing else', null],
  ['The legs wobble and the finish is dull', null],
  ["I don't wish it had more parts", null],
  ['It has a drawer and a hook', null],
  ['Shipping was fast', null],
  ['Mir fehlt nichts, alles gut', null],
  ['Der Tisch hat eine Schublade', null],
  ['Die Beine wackeln', null],
  ['Sehr schöne Farbe und schnell geliefert', null],
];

test('what people wish for is found in English and German, and wishes are not made up', () => {
  const wrong = WRITTEN.flatMap(([text, thing]) => {
    const { wishes } = wishesIn([{ id: 'a', text }]);
    const found = wishes[0]?.thing ?? null;
    return found === thing && wishes.length <= 1 ? [] : [`${text}: ${found}`];
  });
  assert.deepEqual(wrong, []);
});

test('a wish is counted once a text, by its stems, with the texts and an interval', () => {
  const { wishes, wishing, texts } = wishesIn([
    { id: 'a', text: 'I wish it had a drawer. I wish it had drawers and a hook.' },
    { id: 'b', text: 'it needs drawers' },
    { id: 'c', text: 'fine as it is, and the price is right' },
    { id: 'd', text: '' },
  ]);
  assert.equal(texts, 3);
  assert.equal(wishing, 2);
  assert.deepEqual(wishes[0].texts, ['a', 'b']);
  assert.equal(wishes[0].thing, 'drawers');
  assert.ok(wishes[0].interval[0] < 2 / 3 && wishes[0].interval[1] > 2 / 3);
  assert.deepEqual(wishes[1].texts, ['a']);
  assert.deepEqual(wishes[1].quotes, ['i wish it had drawers and a hook']);
});

test('a sentence without an end is read in time', () => {
  const text = `ein ${'sehr '.repeat(200_000)}`;
  const began = performance.now();
  assert.deepEqual(wishesIn([{ id: 'a', text, language: 'de' }]).wishes, []);
  assert.ok(performance.now() - began < 1_500);
});
