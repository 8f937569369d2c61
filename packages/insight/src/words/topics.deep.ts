import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../chance.ts';
import { findTopics } from './topics.ts';

/** Words at random, the first ones most often, as in any language. */
function randomTexts(seed: number, count: number) {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `t${at}`,
    language: 'en' as const,
    text: Array.from({ length: 8 }, () => {
      const word = Math.floor(60 * chance.uniform() ** 1.5);
      return `w${String.fromCharCode(97 + (word % 26))}${'xyz'[Math.floor(word / 26)]}`;
    }).join(' '),
  }));
}

test('of a hundred sets of random words hardly one has a topic', () => {
  let withTopics = 0;
  for (let set = 0; set < 100; set += 1) {
    const found = findTopics(randomTexts(1_000 + set, [60, 150, 400][set % 3]), { seed: set });
    assert.ok(found.kind === 'topics');
    if (found.topics.length > 0) withTopics += 1;
  }
  assert.ok(withTopics <= 4, `${withTopics} of 100 sets`);
});
