import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom } from '../../src/chance.ts';
import { calibrate } from '../../src/forecast/calibration.ts';
import { adjustedRand } from '../../src/opinions/agreement.ts';
import { opinionMap } from '../../src/opinions/opinion-map.ts';
import { NO_MODERATION, polisMap } from '../../src/opinions/polis-map.ts';
import { VoteBook } from '../../src/opinions/votes.ts';
import { pools } from '../forecast/pools.ts';
import { crowd, type CrowdPlan } from './crowds.ts';

const draws = 10;
const CROWDS = 40;

function share(found: readonly boolean[]): number {
  return found.filter(Boolean).length / found.length;
}

test('crowds without camps are called one group nineteen times in twenty', () => {
  const one = Array.from({ length: CROWDS }, (_, at) => {
    const { votes } = crowd({ sizes: [150], statements: 40, density: 0.5, seed: 100 + at });
    return opinionMap(votes, { seed: 1, draws }).k === 1;
  });
  console.log(`one group in ${(100 * share(one)).toFixed(0)} % of ${CROWDS} crowds without camps`);
  assert.ok(share(one) >= 0.85);
});

test('as many groups come out as were put in', () => {
  for (const groups of [2, 3, 4, 6, 8]) {
    const plan: Omit<CrowdPlan, 'seed'> = {
      sizes: Array.from({ length: groups }, () => 45),
      statements: 70,
      density: 0.7,
      firmness: 0.9,
      divided: 0.9,
    };
    const maps = Array.from({ length: 10 }, (_, at) => {
      const { votes, truth } = crowd({ ...plan, seed: 300 + at });
      const map = opinionMap(votes, { seed: 1, draws });
      return { right: map.k === groups, ari: adjustedRand(truth, map.placement.groupOf) };
    });
    const mean = maps.reduce((sum, { ari }) => sum + ari / maps.length, 0);
    const right = share(maps.map((one) => one.right));
    console.log(
      `${groups} groups: right number in ${right * 100} %, mean adjusted Rand ${mean.toFixed(3)}`,
    );
    assert.ok(mean > 0.9 && right >= 0.7);
  }
});

test('where votes are sparse or groups many, planted groups come out better than by Polis', () => {
  const plans: Omit<CrowdPlan, 'seed'>[] = [
    { sizes: [60, 40, 50], statements: 40, density: 0.5 },
    { sizes: [40, 40, 40, 40, 40, 40, 40], statements: 60, density: 0.5 },
    { sizes: [100, 60, 40], statements: 100, density: 0.15, firmness: 0.8 },
  ];
  for (const plan of plans) {
    const found = Array.from({ length: 8 }, (_, at) => {
      const { votes, truth } = crowd({ ...plan, seed: 11 + at });
      const own = opinionMap(votes, { seed: 1, draws: 2 }).placement.groupOf;
      const theirs = polisMap(votes, NO_MODERATION, { seed: 1 }).groupOf;
      return { own: adjustedRand(truth, own), theirs: adjustedRand(truth, theirs) };
    });
    const mean = (of: 'own' | 'theirs'): number =>
      found.reduce((sum, one) => sum + one[of] / found.length, 0);
    const people = plan.sizes.join(' + ');
    console.log(
      `${people}: ${mean('own').toFixed(2)}, Polis ${mean('theirs').toFixed(2)} (adjusted Rand)`,
    );
    assert.ok(mean('own') > mean('theirs'));
  }
});

test('the chance that a person is given for the own group is right as often as it says', () => {
  const bins = [0.5, 0.7, 0.9, 1.0001].map((most) => ({ most, said: 0, right: 0, count: 0 }));
  for (let at = 0; at < 15; at++) {
    const { votes, truth } = crowd({
      sizes: [120, 90],
      statements: 40,
      density: 0.3,
      firmness: 0.5,
      seed: 500 + at,
    });
    const map = opinionMap(votes, { seed: 1, draws });
    if (map.k !== 2) continue;
    const same = truth.filter((group, person) => group === map.placement.groupOf[person]).length;
    const flip = same * 2 < truth.length ? 1 : 0;
    for (const [person, sure] of map.placement.confidence.entries()) {
      const bin = bins.find(({ most }) => sure < most);
      if (!bin) continue;
      bin.count += 1;
      bin.said += sure;
      bin.right += Number((map.placement.groupOf[person] ^ flip) === truth[person]);
    }
  }
  for (const { said, right, count } of bins.filter((bin) => bin.count > 100)) {
    console.log(
      `said ${(said / count).toFixed(2)}, right ${(right / count).toFixed(2)} of ${count}`,
    );
    assert.ok(Math.abs(said / count - right / count) < 0.12);
  }
});

test('nobody is set aside in honest crowds, and copies are in nearly all others', () => {
  let aside = 0;
  const caught: boolean[] = [];
  for (let at = 0; at < 25; at++) {
    const plan = { sizes: [70, 50], statements: 40, density: at % 2 ? 1 : 0.5, seed: 700 + at };
    const { rows, votes } = crowd(plan);
    aside += opinionMap(votes, { seed: 1, draws: 2 }).setAside.length;
    const chance = chanceFrom(at);
    const source = rows.filter(({ participant }) => participant === rows[0].participant);
    const book = new VoteBook();
    for (const { participant, statement, vote } of rows) book.add(participant, statement, vote);
    for (let copy = 0; copy < 15; copy++) {
      for (const { statement, vote } of source) {
        if (chance.uniform() < 0.98) book.add(`copy${copy}`, statement, vote);
      }
    }
    const map = opinionMap(book.close('name'), { seed: 1, draws: 2 });
    caught.push(map.setAside.some(({ others }) => others.length >= 10));
  }
  console.log(
    `${aside} set aside in honest crowds; copies found in ${(100 * share(caught)).toFixed(0)} %`,
  );
  assert.equal(aside, 0);
  assert.ok(share(caught) >= 0.85);
});

test('ranges of forecasts hold 80 % of pools, over many histories', () => {
  for (const count of [13, 30, 100, 400]) {
    const found = [1, 2, 3, 4].flatMap((seed) => {
      const one = calibrate(pools(count, 40 + seed));
      return Array.isArray(one) ? one : [];
    });
    const mean = found.reduce((sum, { coverage }) => sum + coverage / found.length, 0);
    console.log(`${count} pools: ${(100 * mean).toFixed(1)} % within the range`);
    assert.ok(mean > 0.72 && mean < 0.88);
  }
});
