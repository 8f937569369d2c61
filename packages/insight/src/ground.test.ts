import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceFrom, shuffled } from './chance.ts';
import { integerIn, momentIn, nameIn, numberIn } from './cells.ts';
import { bootstrapInterval, quantileOf, wilsonInterval } from './intervals.ts';
import { printCount, printNumber, printTable } from './printed-table.ts';
import { factorise, inverseOfFactored, logDeterminant, solveFactored } from './symmetric.ts';

function draw(seed: number, stream?: number): number[] {
  const chance = chanceFrom(seed, stream);
  return Array.from({ length: 5 }, () => chance.uniform());
}

const rounded = (list: readonly number[]) => list.map((end) => Number(end.toFixed(4)));
const cell = (text: string) => ({ text, row: 4, column: 'vote' });

test('a seed gives the same numbers again, another seed or stream others', () => {
  assert.deepEqual(draw(7), draw(7));
  const starts = [draw(7), draw(8), draw(7, 1), draw(2 ** 40 + 7), draw(0)];
  assert.equal(new Set(starts.map((list) => list[0])).size, starts.length);
});

test('uniform and normal draws have the moments of their distributions', () => {
  const chance = chanceFrom(11);
  const count = 200_000;
  const moments = [0, 0, 0, 0];
  const cells = new Float64Array(16);
  for (let at = 0; at < count; at++) {
    const [flat, bell] = [chance.uniform(), chance.normal()];
    cells[Math.floor(flat * 16)] += 1;
    for (const power of moments.keys()) moments[power] += bell ** (power + 1) / count;
  }
  const misfit = cells.reduce((sum, seen) => sum + (seen - count / 16) ** 2 / (count / 16), 0);
  assert.ok(misfit < 37.7, `chi-square ${misfit} with 15 degrees, limit at 0.1 %`);
  for (const [power, printed] of [0, 1, 0, 3].entries()) {
    assert.ok(Math.abs(moments[power] - printed) < 0.05, `moment ${power + 1}: ${moments[power]}`);
  }
});

test('shuffling keeps every element', () => {
  const list = Array.from({ length: 50 }, (_, at) => at);
  const mixed = shuffled(list, chanceFrom(3));
  assert.notDeepEqual(mixed, list);
  assert.deepEqual(
    mixed.sort((one, other) => one - other),
    list,
  );
});

test('the Cholesky factor solves, inverts and names the column that others already say', () => {
  // 4 12 -16 / 12 37 -43 / -16 -43 98 has the factor 2 / 6 1 / -8 5 3.
  const matrix = Float64Array.from([4, 12, -16, 12, 37, -43, -16, -43, 98]);
  const factor = factorise(matrix, 3);
  assert.ok(factor.kind === 'factor');
  assert.deepEqual([...factor.lower], [2, 0, 0, 6, 1, 0, -8, 5, 3]);
  assert.deepEqual([...solveFactored(factor, [4, 12, -16])].map(Math.round), [1, 0, 0]);
  assert.ok(Math.abs(logDeterminant(factor) - Math.log(36)) < 1e-12);
  const inverse = inverseOfFactored(factor);
  assert.ok(Math.abs(inverse[0] - 1777 / 36) < 1e-9);
  const twice = factorise(Float64Array.from([1, 2, 2, 4]), 2);
  assert.deepEqual(twice, { kind: 'not-definite', column: 1 });
});

test('Wilson intervals are those of Newcombe 1998, and hold 0 and all', () => {
  // Newcombe, Statistics in Medicine 17, table I: 81 of 263 and 15 of 148, method 3.
  assert.deepEqual(rounded(wilsonInterval(81, 263)), [0.2553, 0.3662]);
  assert.deepEqual(rounded(wilsonInterval(15, 148)), [0.0624, 0.1605]);
  assert.deepEqual(rounded(wilsonInterval(0, 20)), [0, 0.1611]);
  assert.deepEqual(wilsonInterval(0, 0), [0, 1]);
});

test('a bootstrap interval of a mean is near that of the textbook', () => {
  const chance = chanceFrom(5);
  const sample = Array.from({ length: 400 }, () => chance.normal());
  const found = bootstrapInterval({ units: 400, draws: 1000, seed: 1 }, (resample) =>
    resample.reduce((sum, unit) => sum + sample[unit] / 400, 0),
  );
  const mean = sample.reduce((sum, value) => sum + value / 400, 0);
  assert.ok(found && Math.abs(found[0] - (mean - 0.098)) < 0.02);
  assert.ok(Math.abs(found[1] - (mean + 0.098)) < 0.02);
  assert.equal(quantileOf([1, 2, 3, 10], 0.5), 2.5);
});

test('cells: numbers, names and moments, and why not', () => {
  assert.equal(numberIn(cell(' -1.5e2 ')), -150);
  const reasons = ['', '=1+1', '1,5', '0x10', 'Infinity', '1e999', 'NaN'].map((text) => {
    const found = numberIn(cell(text));
    return typeof found === 'number' ? found : `${found.reason}: ${found.message}`;
  });
  assert.deepEqual(reasons, [
    'missing-value: a number is missing',
    'not-a-number: "=1+1" is not a number: a formula is read as plain text',
    'not-a-number: "1,5" is not a number: write the decimal sign as a full stop',
    'not-a-number: "0x10" is not a number',
    'not-a-number: "Infinity" is not a number',
    'not-a-number: "1e999" is not a number',
    'not-a-number: "NaN" is not a number',
  ]);
  assert.equal(integerIn(cell('-1'), -1, 1), -1);
  assert.equal(Object(integerIn(cell('0.5'), -1, 1)).reason, 'not-an-integer');
  assert.equal(Object(integerIn(cell('2'), -1, 1)).reason, 'out-of-range');
  assert.equal(nameIn(cell(' =cmd ')), '=cmd');
  assert.equal(momentIn(cell('2026-03-01')), Date.UTC(2026, 2, 1));
  assert.equal(momentIn(cell('2026-03-01 12:30')), Date.UTC(2026, 2, 1, 12, 30));
  assert.equal(momentIn(cell('2026-03-01T12:30:00+02:00')), Date.UTC(2026, 2, 1, 10, 30));
  assert.equal(momentIn(cell('17')), 17);
  assert.equal(Object(momentIn(cell('1.3.2026'))).reason, 'not-a-time');
});

test('a printed table lines up, cuts long cells and lets no escape through', () => {
  const printed = printTable(
    [{ title: 'Name' }, { title: 'Units', side: 'right' }],
    [
      ['a\u001b[31mred', printCount(1234567)],
      ['ü', printNumber(-0.001)],
    ],
  );
  assert.deepEqual(printed.split('\n'), [
    'Name           Units',
    '---------  ---------',
    'a [31mred  1,234,567',
    'ü               0.00',
    '',
  ]);
});
