import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choicesOf, simulatedChoices } from '../../tests/choices/simulated.ts';
import { near } from '../../tests/near.ts';
import { chanceFrom } from '../chance.ts';
import { standardErrorsOf } from '../covariance.ts';
import type { ChoiceSet } from './choice-set.ts';
import { equalSharesLogLik } from './choice-set.ts';
import { fitLogit, type LogitFit } from './logit-fit.ts';
import { evaluate, groupedScores, logLikelihood } from './logit-likelihood.ts';

function fitOf(set: ChoiceSet): LogitFit {
  const fit = fitLogit(set);
  assert.ok(fit.kind === 'fit', JSON.stringify(fit));
  return fit;
}

function errors({ covariance, coefficients }: LogitFit): Float64Array {
  return standardErrorsOf(covariance, coefficients.length);
}

function refused(set: ChoiceSet): { reason: string; terms: readonly number[] } {
  const fit = fitLogit(set);
  assert.ok(fit.kind === 'not-estimable');
  return { reason: fit.reason, terms: fit.terms };
}

/** Minutes by car, minutes by transit, and what was taken: Ben-Akiva & Lerman 1985, "Discrete Choice Analysis", section 4.3. */
const COMMUTERS: readonly [number, number, 'car' | 'transit'][] = [
  [52.9, 4.4, 'transit'],
  [4.1, 28.5, 'transit'],
  [4.1, 86.9, 'car'],
  [56.2, 31.6, 'transit'],
  [51.8, 20.2, 'transit'],
  [0.2, 91.2, 'car'],
  [27.6, 79.7, 'car'],
  [89.9, 2.2, 'transit'],
  [41.5, 24.5, 'transit'],
  [95.0, 43.5, 'transit'],
  [99.1, 8.4, 'transit'],
  [18.5, 84.0, 'car'],
  [82.0, 38.0, 'car'],
  [8.6, 1.6, 'transit'],
  [22.5, 74.1, 'car'],
  [51.4, 83.8, 'car'],
  [81.0, 19.2, 'transit'],
  [51.0, 85.0, 'car'],
  [62.2, 90.1, 'car'],
  [95.1, 22.2, 'transit'],
  [41.6, 91.5, 'car'],
];

describe('estimates in print', () => {
  it('21 commuters (Ben-Akiva & Lerman 1985)', () => {
    const tasks = COMMUTERS.map(([car, transit, taken]) => {
      const [byCar, byTransit] = [
        [1, car],
        [0, transit],
      ];
      return taken === 'car' ? [byCar, byTransit] : [byTransit, byCar];
    });
    const set = choicesOf(tasks);
    const fit = fitOf(set);
    near(fit.coefficients, [-0.2376, -0.0531], 5e-5);
    near(errors(fit), [0.7505, 0.0206], 5e-5);
    near([fit.logLik, equalSharesLogLik(set)], [-6.166, -14.556], 5e-4);
  });

  it('a Cox model by risk sets (test data 1 of the R package survival, Breslow ties)', () => {
    const set = choicesOf([
      [[1], [1], [1], [0], [0], [0]],
      [[1], [0], [0], [0]],
      [[0], [1], [0], [0]],
    ]);
    const fit = fitOf(set);
    near(fit.coefficients, [Math.log((3 + Math.sqrt(33)) / 2)], 1e-12);
    near([1 / fit.covariance[0], fit.logLik], [0.634168, -3.82475], 5e-7);
    near([equalSharesLogLik(set)], [-4.564348], 5e-7);
  });
});

describe('closed forms', () => {
  it('a constant is the log odds of the counts', () => {
    const tasks = Array.from({ length: 42 }, (_, at) => (at < 30 ? [[1], [0]] : [[0], [1]]));
    const fit = fitOf(choicesOf(tasks));
    near(fit.coefficients, [Math.log(30 / 12)], 1e-12);
    near(errors(fit), [Math.sqrt(1 / 30 + 1 / 12)], 1e-8);
  });

  it('a two by two table is its log odds ratio', () => {
    const tasks = [
      [1, 1, 20],
      [1, 0, 8],
      [0, 1, 9],
      [0, 0, 15],
    ].flatMap(([group, taken, count]) => {
      const row = [1, group];
      return Array(count).fill(taken === 1 ? [row, [0, 0]] : [[0, 0], row]);
    });
    const fit = fitOf(choicesOf(tasks));
    near(fit.coefficients, [Math.log(9 / 15), Math.log((20 * 15) / (8 * 9))], 1e-10);
    near([errors(fit)[1]], [Math.sqrt(1 / 20 + 1 / 8 + 1 / 9 + 1 / 15)], 1e-8);
  });
});

describe('against slow computation', () => {
  const set = simulatedChoices(
    { tasks: 60, alternatives: 3, coefficientsOf: () => [0.8, -0.4] },
    chanceFrom(11),
  );

  it('the gradient and the information are the derivatives', () => {
    const at = Float64Array.from([0.3, -0.2]);
    const { gradient, information, logLik } = evaluate(set, at);
    near([logLik], [logLikelihood(set, at)], 1e-10);
    const width = 1e-5;
    const along = (term: number, by: number) =>
      at.map((each, one) => (one === term ? each + by : each));
    for (const term of [0, 1]) {
      const [above, below] = [along(term, width), along(term, -width)];
      near(
        [gradient[term]],
        [(logLikelihood(set, above) - logLikelihood(set, below)) / (2 * width)],
        1e-6,
      );
      const rise = evaluate(set, above).gradient.map(
        (each, one) => evaluate(set, below).gradient[one] - each,
      );
      near(
        information.subarray(2 * term, 2 * term + 2),
        rise.map((each) => each / (2 * width)),
        1e-5,
      );
    }
  });

  it('no place of a fine grid is higher than the maximum', () => {
    const fit = fitOf(set);
    for (let one = -40; one <= 40; one++) {
      for (let other = -40; other <= 40; other++) {
        const place = Float64Array.from([
          fit.coefficients[0] + one / 200,
          fit.coefficients[1] + other / 200,
        ]);
        assert.ok(logLikelihood(set, place) <= fit.logLik + 1e-10);
      }
    }
  });

  it('scores of single choices add up to the information, those of one group to nothing', () => {
    const fit = fitOf(set);
    const together = groupedScores(set, fit.coefficients, { groups: new Int32Array(60), count: 1 });
    near(together, [0, 0, 0, 0], 1e-12);
  });

  it('a choice of the worst is a choice of the best with every column turned', () => {
    const turned = { ...set, rows: set.rows.map((each) => -each) };
    const worst = { ...set, signs: new Float64Array(60).fill(-1) };
    near(fitOf(worst).coefficients, fitOf(turned).coefficients, 1e-9);
    near(errors(fitOf(worst)), errors(fitOf(turned)), 1e-9);
  });
});

const setFor = (seed: number) =>
  simulatedChoices(
    { tasks: 80, alternatives: 3, coefficientsOf: () => [0.5, -1, 0.2] },
    chanceFrom(seed),
  );

describe('what must hold for any choices', () => {
  const seeds = [1, 2, 3, 4, 5];

  it('asking everyone twice leaves the coefficients and halves the variances', () => {
    for (const seed of seeds) {
      const set = setFor(seed);
      const [once, twice] = [
        fitOf(set),
        fitOf({ ...set, weights: set.weights.map((each) => 2 * each) }),
      ];
      near(twice.coefficients, once.coefficients, 1e-10, `seed ${seed}`);
      near(
        twice.covariance,
        once.covariance.map((each) => each / 2),
        1e-10,
      );
    }
  });

  it('a coefficient turns its sign with its column and shrinks as the column grows', () => {
    for (const seed of seeds) {
      const set = setFor(seed);
      const factors = [-1, 1000, 1e-6];
      const fit = fitOf({ ...set, rows: set.rows.map((each, at) => each * factors[at % 3]) });
      const plain = fitOf(set).coefficients;
      near(
        fit.coefficients.map((each, at) => each * factors[at]),
        plain,
        1e-8,
        `seed ${seed}`,
      );
    }
  });

  it('takes at most ten steps', () => {
    for (const seed of seeds) assert.ok(fitOf(setFor(seed)).iterations <= 10, `seed ${seed}`);
  });
});

describe('what choices cannot tell is named', () => {
  const set = simulatedChoices(
    { tasks: 50, alternatives: 3, coefficientsOf: () => [0.5, -1, 0.2] },
    chanceFrom(3),
  );
  const withColumn = (make: (row: readonly number[]) => number): ChoiceSet => ({
    ...set,
    terms: 4,
    rows: Float64Array.from(
      Array.from({ length: 150 }, (_, at) => [...set.rows.subarray(at * 3, at * 3 + 3)]).flatMap(
        (row) => [...row, make(row)],
      ),
    ),
  });

  it('a column made up of others, with the others', () => {
    assert.deepEqual(refused(withColumn(([one, , other]) => 3 * one - 0.5 * other)), {
      reason: 'collinear',
      terms: [0, 2, 3],
    });
  });

  it('a column that never differs within a task', () => {
    assert.deepEqual(refused(withColumn(() => 0.1)), { reason: 'constant', terms: [3] });
  });

  it('a column that picks every choice', () => {
    const chosen = new Set(set.chosen);
    const rows = Float64Array.from(set.rows);
    for (let row = 0; row < 150; row++)
      rows[row * 3 + 1] = (chosen.has(row) ? 2 : 0) + Math.abs(rows[row * 3 + 1] % 1);
    assert.deepEqual(refused({ ...set, rows }), { reason: 'separated', terms: [1] });
  });

  it('an alternative that nobody chose (separated in part)', () => {
    const tasks = Array.from({ length: 40 }, (_, at) => {
      const [one, other] = [
        [0, Math.sin(at)],
        [0, Math.cos(at)],
      ];
      return [...(at % 3 > 0 ? [one, other] : [other, one]), [1, 0.3]];
    });
    assert.deepEqual(refused(choicesOf(tasks)), { reason: 'separated', terms: [0] });
  });

  it('no choice at all', () => {
    const none = new Int32Array(0);
    const empty = { ...set, from: none, to: none, chosen: none, weights: new Float64Array(0) };
    assert.equal(refused(empty).reason, 'no-choices');
  });

  it('utilities of any size do not overflow', () => {
    const large = { ...set, rows: set.rows.map((each) => each * 1e150) };
    assert.ok(Number.isFinite(fitOf(large).logLik));
  });
});
