import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divide, divideBig, scale } from './exact.ts';
import { sagOf } from './sag.ts';

test('quotients are rounded as asked, halves away from zero, with either sign', () => {
  const cases: [number, number, number, number, number][] = [
    // a, b, down, near, up
    [7, 2, 3, 4, 4],
    [-7, 2, -4, -4, -3],
    [7, -2, -4, -4, -3],
    [-7, -2, 3, 4, 4],
    [6, 3, 2, 2, 2],
    [1, 3, 0, 0, 1],
    [-1, 3, -1, 0, 0],
    [2, 3, 0, 1, 1],
  ];
  for (const [a, b, down, near, up] of cases) {
    const found = (['down', 'near', 'up'] as const).map((round) => divide(a, b, round) + 0);
    assert.deepEqual(found, [down, near, up], `${a}/${b}`);
    const big = (['down', 'near', 'up'] as const).map((round) =>
      Number(divideBig(BigInt(a), BigInt(b), round)),
    );
    assert.deepEqual(big, [down, near, up], `${a}/${b} as BigInt`);
  }
});

test('a product past 2^53 is exact, and one by nothing is not known', () => {
  assert.equal(scale(4_000_000_000_000_000, 3_000_000, 4_000_000), 3_000_000_000_000_000);
  assert.equal(scale(9_007_199_254_740_991, 10, 10), null, 'past the bound of values');
  assert.equal(scale(1, 1, 0), null);
});

/** 18 x 300 mm, 30 kg a metre; spans, moduli in MPa, and the sag in mm for each metre of span, as printed tables give it (they round, and take 9.81 m/s²). */
const SHELVES: [number, number, number][] = [
  [600, 2_760, 2.06],
  [600, 3_590, 1.58],
  [600, 6_960, 0.82],
  [800, 2_760, 4.88],
  [800, 3_590, 3.75],
  [800, 6_960, 1.93],
  [800, 12_270, 1.1],
  [1_000, 2_760, 9.5],
  [1_000, 3_590, 7.3],
  [1_000, 6_960, 3.8],
  [1_000, 12_270, 2.14],
];

test('a shelf sags as the beam formula says, to a hundredth of a millimetre', () => {
  for (const [spanMm, modulus, perMetre] of SHELVES) {
    const shelf = { depth: 300_000, thickness: 18_000, loadPerMetre: 30_000_000, modulus };
    const sag = sagOf({ span: spanMm * 1_000, ...shelf });
    const inFloats =
      (5 * 30 * 9.80665 * (spanMm / 1_000) ** 4) /
      (384 * modulus * 1e6 * ((0.3 * 0.018 ** 3) / 12));
    assert.ok(
      Math.abs(sag / 1e6 - inFloats) < 1e-5,
      `${spanMm} mm: ${sag} µm, ${inFloats * 1e6} µm`,
    );
    assert.ok(Math.abs(sag / spanMm - perMetre) < perMetre * 0.01, `${sag / spanMm} mm/m`);
  }
});
