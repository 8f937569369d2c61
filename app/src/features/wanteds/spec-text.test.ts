import assert from 'node:assert/strict';
import { test } from 'node:test';
import { specSheet } from './spec-sheet.ts';
import { readSpecText, writeSpecText } from './spec-text.ts';

test('plain lines become attributes with units, and lines again', () => {
  const text = 'Diagonal: 65 in\nWeight: 22.5 kg\nPorts: 4\nTuner: no\nStand: oak, oiled';
  const spec = specSheet.parse(readSpecText(text));
  assert.deepEqual(spec, [
    { name: 'Diagonal', kind: 'number', value: 65, unit: 'in' },
    { name: 'Weight', kind: 'number', value: 22.5, unit: 'kg' },
    { name: 'Ports', kind: 'number', value: 4, unit: '' },
    { name: 'Tuner', kind: 'yes-no', value: false },
    { name: 'Stand', kind: 'text', value: 'oak, oiled' },
  ]);
  assert.equal(writeSpecText(spec), text);
});

test('German is read too', () => {
  assert.deepEqual(readSpecText('Gewicht: 22,5 kg\n\nTuner: Ja'), [
    { name: 'Gewicht', kind: 'number', value: 22.5, unit: 'kg' },
    { name: 'Tuner', kind: 'yes-no', value: true },
  ]);
});

test('a line without a value, and a name that stands twice, are refused', () => {
  assert.ok(!specSheet.safeParse(readSpecText('Diagonal')).success);
  assert.ok(!specSheet.safeParse(readSpecText('A: 1\na: 2')).success);
});
