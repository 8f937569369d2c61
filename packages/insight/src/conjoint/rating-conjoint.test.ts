import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandOn } from '../../tests/command-on.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom, shuffled } from '../chance.ts';
import { runConjointRatings } from './conjoint-ratings-command.node.ts';
import type { RatingReport } from './rating-conjoint.ts';

const ATTRIBUTES = ['price', 'variety', 'kind', 'aroma'];
/** Levels of the 13 teas in the order of the attributes, and the ratings of the first person: data `tea` of the R package conjoint. */
const TEAS = '3111 1211 2221 2131 3331 2112 3212 2312 3122 1322 1132 2232 3232'.split(' ');
const RATINGS = [8, 1, 1, 3, 9, 2, 7, 2, 2, 2, 2, 3, 4];

const teasOf = (person: string, ratings: readonly number[]): string[] =>
  TEAS.map((tea, at) => [person, `tea ${at}`, ratings[at], ...tea].join(','));

async function rate(
  rows: readonly string[],
  header = `person,profile,rating,${ATTRIBUTES.join(',')}`,
) {
  return commandOn(runConjointRatings, { 'data.csv': [header, ...rows].join('\n') }, [
    'data.csv',
    '--attributes',
    ATTRIBUTES.join(','),
    '--individuals',
  ]);
}

async function report(rows: readonly string[]): Promise<RatingReport> {
  const { code, out, err } = await rate(rows);
  assert.equal(code, 0, err);
  assert.ok(!out.includes('NaN'));
  return JSON.parse(out);
}

describe('rating conjoint', () => {
  it('equals the printed part-worths of the first tea drinker (R package conjoint)', async () => {
    const { attributes, intercept, meanRSquare } = await report(teasOf('one', RATINGS));
    const [price, variety, kind, aroma] = attributes.map(({ levels }) =>
      levels.map(({ partWorth }) => partWorth),
    );
    near([intercept, meanRSquare ?? 0], [3.3937, 0.8184], 5e-5);
    near(price.slice(0, 2), [-1.5172, -1.1414], 5e-5);
    near(variety.slice(0, 2), [-0.4747, -0.6747], 5e-5);
    near(kind.slice(0, 2), [0.6586, -1.5172], 5e-5);
    near(aroma, [0.6293, -0.6293], 5e-5);
  });

  it('names both averages: people who want opposite things weigh all the same', async () => {
    const turned = RATINGS.map((rating) => 10 - rating);
    const { attributes } = await report([...teasOf('one', RATINGS), ...teasOf('two', turned)]);
    const [{ importance, importanceOfAverage }] = attributes;
    near([Number(importance)], [0.4334], 5e-5);
    assert.deepEqual(importanceOfAverage, {
      kind: 'not-estimable',
      because: 'to everyone all profiles are alike',
    });
  });

  it('does not follow the order of rows; importances add up to 1', async () => {
    const rows = [...teasOf('one', RATINGS), ...teasOf('two', RATINGS.toReversed())];
    const said = await report(rows);
    assert.deepEqual(await report(shuffled(rows, chanceFrom(2))), said);
    near(
      [said.attributes.reduce((sum, { importance }) => sum + Number(importance), 0)],
      [1],
      1e-12,
    );
  });

  it('sets aside who rated too little, and counts who does not care', async () => {
    const said = await report([
      ...teasOf('one', RATINGS),
      ...teasOf(
        'two',
        RATINGS.map(() => 5),
      ),
      ...teasOf('three', RATINGS).slice(0, 6),
    ]);
    assert.deepEqual([said.people, said.indifferent], [2, 1]);
    assert.deepEqual(said.setAside, [{ person: 'three', because: '6 ratings for 8 figures' }]);
    near([Number(said.attributes[0].importance)], [0.4334], 5e-5);
  });

  const cases: [string, string[], RegExp][] = [
    ['nothing', [], /no ratings/],
    [
      'a profile rated twice',
      [...teasOf('one', RATINGS), ...teasOf('one', RATINGS).slice(0, 1)],
      /row 15, column profile/,
    ],
    [
      'a profile with other levels',
      [...teasOf('one', RATINGS), 'two,tea 0,3,1,1,1,1'],
      /row 15, column price: profile "tea 0" has "1" here and "3" in row 2/,
    ],
    [
      'an attribute with one level',
      ['a,b,3,1,1,1,1', 'a,c,4,2,2,2,1'],
      /column aroma: .*one level/,
    ],
    ['a rating that is no number', ['a,b,good,1,1,1,1'], /row 2, column rating/],
  ];
  for (const [what, rows, message] of cases) {
    it(`refuses ${what}`, async () => {
      const { code, out, err } = await rate(rows);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }
});
