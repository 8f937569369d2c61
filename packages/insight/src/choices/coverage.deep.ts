import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedChoices } from '../../tests/choices/simulated.ts';
import { chanceFrom } from '../chance.ts';
import { standardErrorsOf } from '../covariance.ts';
import { normalInterval, type Interval } from '../intervals.ts';
import { promoterScore } from '../prices/promoter-score.ts';
import { fitLimitCurve } from '../prices/limit-curve.ts';
import type { Limit } from '../prices/limit-table.ts';
import { reportDemand } from '../prices/demand-report.ts';
import { fitLogit } from './logit-fit.ts';
import { fitMixed } from './mixed-fit.ts';
import { normalDraws, type MixedPlan } from './mixed-likelihood.ts';
import { willingnessToPay } from './willingness.ts';

/** Of how many intervals the truth lies within. */
class Coverage {
  held = 0;
  asked = 0;

  add(interval: Interval | null, truth: number): void {
    this.asked += 1;
    if (interval && interval[0] <= truth && truth <= interval[1]) this.held += 1;
  }

  expect(least: number, most: number): void {
    const share = this.held / this.asked;
    console.log(`${(share * 100).toFixed(1)} % of ${this.asked} intervals hold the truth`);
    assert.ok(share >= least && share <= most, `${share} of ${this.asked}`);
  }
}

test('logit: 95 % intervals hold coefficients and worths about 95 % of the time', () => {
  const truth = [0.8, -0.5, 0];
  const [coefficients, worths] = [new Coverage(), new Coverage()];
  for (let seed = 1; seed <= 1_000; seed++) {
    const set = simulatedChoices(
      { tasks: 250, alternatives: 3, coefficientsOf: () => truth },
      chanceFrom(seed),
    );
    const fit = fitLogit(set);
    assert.ok(fit.kind === 'fit', `seed ${seed}`);
    const errors = standardErrorsOf(fit.covariance, 3);
    for (const [at, one] of truth.entries())
      coefficients.add(normalInterval(fit.coefficients[at], errors[at]), one);
    const [worth] = willingnessToPay({ names: ['quality', 'price', 'other'], ...fit }, 1);
    worths.add(worth.interval, 1.6);
  }
  coefficients.expect(0.935, 0.965);
  worths.expect(0.925, 0.975);
});

test('mixed logit: 95 % intervals hold centres and spreads about 95 % of the time', () => {
  const [people, each, draws] = [200, 8, 100];
  const truth = [1, 0.5, 0.8];
  const coverage = new Coverage();
  for (let seed = 1; seed <= 120; seed++) {
    const chance = chanceFrom(seed);
    const own = Array.from({ length: people }, () => [1 + 0.8 * chance.normal(), 0.5]);
    const set = simulatedChoices(
      {
        tasks: people * each,
        alternatives: 3,
        coefficientsOf: (task) => own[Math.floor(task / each)],
      },
      chance,
    );
    const plan: MixedPlan = {
      set,
      ofPerson: Int32Array.from({ length: people + 1 }, (_, at) => at * each),
      distributions: ['normal', 'fixed'],
      draws,
      normals: normalDraws(people, draws, { random: 1, chance: chanceFrom(seed, 1) }),
    };
    const plain = fitLogit(set);
    assert.ok(plain.kind === 'fit');
    const fit = fitMixed(plan, plain);
    assert.ok(fit?.covariance, `seed ${seed}`);
    const errors = standardErrorsOf(fit.covariance, 3);
    for (const [at, one] of truth.entries())
      coverage.add(normalInterval(Math.abs(fit.parameters[at]), errors[at]), one);
  }
  coverage.expect(0.9, 0.985);
});

test('demand: 95 % intervals of shares and of a fitted centre, with limits known in part', () => {
  const [shares, centres] = [new Coverage(), new Coverage()];
  const ladder = [0, 8, 12, 18, 25, 40, Infinity];
  for (let seed = 1; seed <= 250; seed++) {
    const chance = chanceFrom(seed);
    const limits = Array.from({ length: 150 }, (_, at): Limit => {
      const share = chance.uniform() || 0.5;
      const limit = Math.exp(3 + 0.4 * Math.log(share / (1 - share)));
      if (at % 3 === 0) return { lower: limit, upper: limit, units: 1 };
      const next = ladder.findIndex((price) => price > limit);
      return { lower: ladder[next - 1], upper: ladder[next], units: 1 };
    });
    const { curve } = reportDemand(limits, { seed, cost: 0, prices: [12, 18, 25] });
    for (const { price, interval } of curve)
      shares.add(interval, 1 / (1 + Math.exp((Math.log(price) - 3) / 0.4)));
    const fit = fitLimitCurve(limits, 'log-price');
    assert.ok(fit.kind === 'curve');
    centres.add(normalInterval(fit.centre, Math.sqrt(fit.covariance[0])), 3);
  }
  shares.expect(0.91, 0.975);
  centres.expect(0.91, 0.985);
});

test('promoter score: both intervals hold it about 95 % of the time', () => {
  const [usual, byScores] = [new Coverage(), new Coverage()];
  for (let seed = 1; seed <= 2_000; seed++) {
    const chance = chanceFrom(seed);
    const scores = Array.from({ length: 80 }, () => {
      const share = chance.uniform();
      return share < 0.5 ? 10 : share < 0.8 ? 8 : 3;
    });
    const said = promoterScore(scores);
    assert.ok('interval' in said);
    usual.add(said.interval, 30);
    byScores.add(said.scoreInterval, 30);
  }
  usual.expect(0.93, 0.965);
  byScores.expect(0.93, 0.97);
});
