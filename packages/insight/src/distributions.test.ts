import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as of from './distributions.ts';
import { logGamma } from './special-functions.ts';

function near(found: number, printed: number, within: number): void {
  const reach = within * Math.max(1, Math.abs(printed));
  assert.ok(Math.abs(found - printed) <= reach, `${found} is not ${printed} within ${reach}`);
}

test('normal quantiles are those of printed tables', () => {
  const table = [
    [0.9, 1.2815515655446004],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.25, -0.67448975019608],
    [0.001, -3.0902323061678],
    [1e-20, -9.26234008979841],
  ] as const;
  for (const [share, z] of table) near(of.normalQuantile(share), z, 1e-14);
  assert.equal(of.normalQuantile(0.5), 0);
  assert.equal(of.normalQuantile(1), Number.POSITIVE_INFINITY);
});

test('the normal distribution and its quantiles undo each other, far tails included', () => {
  for (const z of [-30, -8, -3, -1, -0.1, 0, 0.4, 2, 5]) {
    const share = of.normalCdf(z);
    near(of.normalQuantile(share), z, 1e-9);
    near(of.normalTwoSided(z), 2 * of.normalCdf(-Math.abs(z)), 1e-15);
  }
  // Abramowitz and Stegun, table 26.1.
  near(of.normalCdf(1), 0.841344746068543, 1e-14);
  near(of.normalCdf(-3), 0.00134989803163, 1e-14);
});

test('chi-square quantiles are those of Abramowitz and Stegun, table 26.8', () => {
  const table = [
    [0.95, 1, 3.84146],
    [0.99, 1, 6.6349],
    [0.999, 1, 10.828],
    [0.95, 10, 18.307],
    [0.5, 10, 9.34182],
    [0.99, 100, 135.807],
    [0.05, 30, 18.4926],
  ] as const;
  for (const [share, degrees, x] of table) {
    near(of.chiSquareQuantile(share, degrees), x, 5e-5);
    near(of.chiSquareUpperTail(x, degrees), 1 - share, 5e-5);
  }
});

test('t quantiles are those of Abramowitz and Stegun, table 26.10', () => {
  const table = [
    [0.975, 1, 12.706],
    [0.975, 4, 2.776],
    [0.95, 30, 1.697],
    [0.995, 10, 3.169],
    [0.6, 1, 0.325],
    [0.0005, 5, -6.869],
  ] as const;
  for (const [share, degrees, t] of table) near(of.studentQuantile(share, degrees), t, 2.5e-4);
  near(of.studentCdf(2.776445105, 4), 0.975, 1e-9);
});

test('beta quantiles: closed forms, and the exact limits of Clopper and Pearson', () => {
  // With b = 1 the distribution is x^a, with a = b = 1/2 it is the arcsine law.
  for (const share of [0.01, 0.3, 0.5, 0.975]) {
    near(of.betaQuantile(share, 3, 1), share ** (1 / 3), 1e-14);
    near(of.betaQuantile(share, 0.5, 0.5), Math.sin((Math.PI * share) / 2) ** 2, 1e-12);
    near(of.betaCdf(of.betaQuantile(share, 40.5, 7), 40.5, 7), share, 1e-12);
  }
  // 2 of 10: the exact 95 % limits are printed as 0.0252 and 0.5561 (Clopper and Pearson, Biometrika 26, 1934).
  near(of.betaQuantile(0.025, 2, 9), 0.02521, 1e-5);
  near(of.betaQuantile(0.975, 3, 8), 0.5561, 1e-5);
});

test('the gamma function at whole numbers and halves', () => {
  let factorial = 1;
  for (let n = 1; n < 20; n++) {
    near(logGamma(n), Math.log(factorial), 1e-13);
    factorial *= n;
  }
  near(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-14);
  near(logGamma(0.25), 1.2880225246980774, 1e-14);
});
