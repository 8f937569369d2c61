import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sagOf } from './sag.ts';

const MM = 1_000;
const LOAD_KG = 30;
const [THICKNESS, DEPTH] = [18, 300];
const GRAVITY = 9.80665;

/**
 * Millimetres of sag for each metre of span, of a shelf of 18 by 300 mm under 30 kg a metre, rounded to a hundredth or to a
 * tenth. Moduli in MPa after FPL-GTR-190, table 12-1.
 */
const TABLE: readonly (readonly [
  board: string,
  modulus: number,
  span: number,
  perMetre: number,
])[] = [
  ['particleboard', 2_760, 600, 2.06],
  ['MDF', 3_590, 600, 1.58],
  ['plywood', 6_960, 600, 0.82],
  ['particleboard', 2_760, 800, 4.88],
  ['MDF', 3_590, 800, 3.75],
  ['plywood', 6_960, 800, 1.93],
  ['oak', 12_270, 800, 1.1],
  ['particleboard', 2_760, 1_000, 9.5],
  ['MDF', 3_590, 1_000, 7.3],
  ['plywood', 6_960, 1_000, 3.8],
  ['oak', 12_270, 1_000, 2.14],
];

function beamMm(modulus: number, spanMm: number): number {
  const inertia = (DEPTH * THICKNESS ** 3) / 12;
  const newtonsPerMm = (LOAD_KG * GRAVITY) / 1_000;
  return (5 * newtonsPerMm * spanMm ** 4) / (384 * modulus * inertia);
}

for (const [board, modulus, span, perMetre] of TABLE) {
  test(`${board} over ${span} mm sags as the formula of the beam says, to a hundredth of a millimetre`, () => {
    const sag = sagOf({
      span: span * MM,
      depth: DEPTH * MM,
      thickness: THICKNESS * MM,
      loadPerMetre: LOAD_KG * 1_000_000,
      modulus,
    });
    const sagMm = sag / MM;
    assert.ok(Math.abs(sagMm - beamMm(modulus, span)) < 0.01, `${sagMm}`);
    const unit = Number.isInteger(perMetre * 10) ? 0.1 : 0.01;
    assert.ok(Math.abs((sagMm / span) * 1_000 - perMetre) <= unit, `${sagMm}`);
  });
}
