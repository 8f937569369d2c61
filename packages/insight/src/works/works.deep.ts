import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../chance.ts';
import type { Design } from './designs.ts';
import { levelTables } from './levels.ts';
import { partWorthsOf } from './part-worths.ts';

const WORTH = { legs: [0, 2, 5], top: [0, 1, 3, 6], round: [0, 2] };

/** What a design of these levels is worth on average. */
function expectedOf([legs, round, top]: readonly number[]): number {
  return 10 + WORTH.legs[legs] + WORTH.round[round] + WORTH.top[top];
}

function drawDesigns(seed: number): Design[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: 80 }, (_, at): Design => {
    const legs = chance.below(3);
    const top = chance.below(4);
    const round = chance.below(2);
    return {
      id: `d${at}`,
      parents: [],
      author: `a${at}`,
      at,
      kit: 'desk',
      parameters: { legs: `l${legs}`, round: `r${round}`, top: `t${top}` },
      materials: [],
      features: [],
      support: 10 + WORTH.legs[legs] + WORTH.top[top] + WORTH.round[round] + 3 * chance.normal(),
    };
  });
}

test('80 % intervals of expected support hold the truth about 80 % of the time', () => {
  let held = 0;
  let asked = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const designs = drawDesigns(seed);
    const model = partWorthsOf(levelTables(designs)[0]);
    assert.ok(model.kind === 'model');
    for (const levels of [
      [0, 0, 0],
      [1, 1, 2],
      [2, 1, 3],
      [2, 0, 1],
    ]) {
      const { interval } = model.expect(levels, 0.8);
      asked += 1;
      if (interval[0] <= expectedOf(levels) && expectedOf(levels) <= interval[1]) held += 1;
    }
  }
  const share = held / asked;
  assert.ok(share > 0.74 && share < 0.86, `${share} of ${asked} intervals hold the truth`);
});
