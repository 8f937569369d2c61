import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { csvOf } from './csv.ts';

test('a table is read back as it was written, whatever its cells hold', () => {
  const rows = [
    ['Ole "the oak" Brandt', 'a,b', 'two\r\nlines', 'ä'],
    ['', ' ', "'", '"'],
  ];
  const text = csvOf(['a', 'b', 'c', 'd'], rows);
  assert.deepEqual(parse(text), [['a', 'b', 'c', 'd'], ...rows]);
});

test('no cell is a formula to a spreadsheet, and numbers stay numbers', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'];
  const [cells] = parse(csvOf([], [hostile]), {
    fromLine: 2,
    relaxColumnCount: true,
  }) as string[][];
  for (const cell of cells ?? []) assert.match(cell, /^'/);
  assert.equal(csvOf(['n'], [[-3]]), 'n\r\n-3\r\n');
});
