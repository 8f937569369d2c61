import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choicesOf, simulatedChoices } from '../../tests/choices/simulated.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom } from '../chance.ts';
import { haltonPoints, radicalInverse } from './halton.ts';
import { fitLogit } from './logit-fit.ts';
import { logLikelihood } from './logit-likelihood.ts';
import { fitMixed } from './mixed-fit.ts';
import {
  evaluateMixed,
  normalDraws,
  personCoefficients,
  type Distribution,
  type MixedPlan,
} from './mixed-likelihood.ts';

const PEOPLE = 60;
const TASKS = 5;
const DISTRIBUTIONS: readonly Distribution[] = ['normal', 'minus-log-normal', 'fixed'];

function madeUp(seed: number, draws: number): MixedPlan {
  const chance = chanceFrom(seed);
  const people = Array.from({ length: PEOPLE }, () => [
    1 + chance.normal(),
    -Math.exp(-0.3 + 0.5 * chance.normal()),
    0.5,
  ]);
  const set = simulatedChoices(
    {
      tasks: PEOPLE * TASKS,
      alternatives: 3,
      coefficientsOf: (task) => people[Math.floor(task / TASKS)],
    },
    chance,
  );
  const ofPerson = Int32Array.from({ length: PEOPLE + 1 }, (_, at) => at * TASKS);
  const normals = normalDraws(PEOPLE, draws, { random: 2, chance: chanceFrom(seed, 1) });
  return { set, ofPerson, distributions: DISTRIBUTIONS, draws, normals };
}

describe('draws', () => {
  it("are Halton's sequences (Train 2009, section 9.3.3: thirds, ninths)", () => {
    const thirds = Array.from({ length: 8 }, (_, at) => radicalInverse(at + 1, 3) * 9);
    near(thirds, [3, 6, 1, 4, 7, 2, 5, 8], 1e-12);
    near(
      [1, 2, 3, 4, 5].map((at) => radicalInverse(at, 2)),
      [0.5, 0.25, 0.75, 0.125, 0.625],
      1e-15,
    );
  });

  it('fill the unit square evenly for any seed, and differ between seeds', () => {
    for (const seed of [1, 2, 3]) {
      const points = haltonPoints(900, 2, chanceFrom(seed));
      const cells = new Int32Array(9);
      for (let at = 0; at < 900; at++)
        cells[Math.floor(points[2 * at] * 3) * 3 + Math.floor(points[2 * at + 1] * 3)] += 1;
      for (const count of cells)
        assert.ok(Math.abs(count - 100) <= 6, `seed ${seed}: ${cells.join(' ')}`);
    }
    assert.notEqual(haltonPoints(1, 1, chanceFrom(1))[0], haltonPoints(1, 1, chanceFrom(2))[0]);
  });
});

describe('the simulated likelihood', () => {
  it('is the plain logit where nothing varies', () => {
    const plan = madeUp(1, 3);
    const still = Float64Array.from([0.4, Math.log(0.7), 0.2, 0, 0]);
    near(
      [evaluateMixed(plan, still).logLik],
      [logLikelihood(plan.set, Float64Array.from([0.4, -0.7, 0.2]))],
      1e-9,
    );
  });

  it('has the gradient that it says', () => {
    const plan = madeUp(2, 20);
    const at = Float64Array.from([0.7, -0.4, 0.3, 0.8, 0.5]);
    const width = 1e-5;
    const slopes = at.map((_, one) => {
      const [above, below] = [width, -width].map(
        (by) =>
          evaluateMixed(
            plan,
            at.map((each, other) => (other === one ? each + by : each)),
          ).logLik,
      );
      return (above - below) / (2 * width);
    });
    near(evaluateMixed(plan, at).gradient, slopes, 1e-5);
  });

  it('is the integral over people (a fine sum over the normal density)', () => {
    // Three choices of one person: x is the difference in the one column.
    const steps = [0.7, -0.2, 1.4];
    const set = choicesOf(steps.map((x) => [[x], [0]]));
    const plan: MixedPlan = {
      set,
      ofPerson: Int32Array.from([0, 3]),
      distributions: ['normal'],
      draws: 20_000,
      normals: normalDraws(1, 20_000, { random: 1, chance: chanceFrom(4) }),
    };
    const [centre, spread] = [0.5, 1.2];
    let [whole, first] = [0, 0];
    for (let z = -8; z <= 8; z += 0.001) {
      const b = centre + spread * z;
      const chance = steps.reduce((product, x) => product / (1 + Math.exp(-x * b)), 1);
      const density = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * 0.001;
      whole += density * chance;
      first += density * chance * b;
    }
    const parameters = Float64Array.from([centre, spread]);
    near([evaluateMixed(plan, parameters).logLik], [Math.log(whole)], 2e-4);
    near(personCoefficients(plan, parameters).means, [first / whole], 2e-3);
  });
});

describe('the mixed logit', () => {
  it('ends where no neighbour is better, above the plain logit', () => {
    const plan = madeUp(3, 60);
    const plain = fitLogit(plan.set);
    assert.ok(plain.kind === 'fit');
    const fit = fitMixed(plan, plain);
    assert.ok(fit?.covariance);
    assert.ok(fit.logLik > plain.logLik);
    for (let at = 0; at < 5; at++) {
      for (const by of [-0.01, 0.01]) {
        const moved = fit.parameters.map((each, one) => (one === at ? each + by : each));
        assert.ok(evaluateMixed(plan, moved).logLik < fit.logLik, `parameter ${at}`);
      }
    }
  });

  it('knows people from their choices: their order is that of their true coefficients', () => {
    const chance = chanceFrom(9);
    const truth = Array.from({ length: 100 }, () => 0.5 + 1.5 * chance.normal());
    const set = simulatedChoices(
      { tasks: 1500, alternatives: 3, coefficientsOf: (task) => [truth[Math.floor(task / 15)]] },
      chance,
    );
    const ofPerson = Int32Array.from({ length: 101 }, (_, at) => at * 15);
    const normals = normalDraws(100, 100, { random: 1, chance: chanceFrom(1) });
    const plan: MixedPlan = { set, ofPerson, distributions: ['normal'], draws: 100, normals };
    const plain = fitLogit(set);
    assert.ok(plain.kind === 'fit');
    const fit = fitMixed(plan, plain);
    assert.ok(fit);
    const { means, deviations } = personCoefficients(plan, fit.parameters);
    assert.ok(correlation(means, truth) > 0.85);
    const within = truth.filter(
      (each, at) => Math.abs(each - means[at]) < 1.96 * deviations[at],
    ).length;
    assert.ok(within >= 88, `${within} of 100 within their intervals`);
  });
});

/** Pearson's. */
function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [x, y] = [aroundMean(one), aroundMean(other)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

function aroundMean(list: ArrayLike<number>): number[] {
  const mean = Array.from(list).reduce((sum, each) => sum + each, 0) / list.length;
  return Array.from(list, (each) => each - mean);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, each, at) => sum + each * other[at], 0);
}
