import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { readCsv, readCsvStream, type CsvPlan } from './csv-table.node.ts';

const VOTES: CsvPlan = { required: ['person', 'vote'], optional: ['time'] };

async function read(text: string | Buffer | Buffer[], plan = VOTES) {
  const cells: string[][] = [];
  const bytes = Array.isArray(text) ? text : [Buffer.from(text)];
  const found = await readCsvStream(Readable.from(bytes), plan, (record, row) => {
    cells.push([...record, String(row)]);
    return null;
  });
  return { found, cells };
}

async function refusal(text: string | Buffer | Buffer[], plan = VOTES) {
  const { found } = await read(text, plan);
  assert.ok(found.kind === 'refused');
  return [found.row, found.column, found.reason];
}

test('columns come in the order of the plan, whatever the order, mark, delimiter and line ends', async () => {
  const wanted = [
    ['a', '1', '', '2'],
    ['b, c', '-1', '', '4'],
  ];
  for (const text of [
    '\ufeffvote,person\n1,a\n\n-1,"b, c"\n',
    'vote;person;more\r\n1;a;x\r\n\r\n-1;"b, c";y',
    'person\tvote\na\t1\n\nb, c\t-1\n',
  ]) {
    const { found, cells } = await read(text);
    assert.deepEqual(cells, wanted);
    assert.ok(found.kind === 'read' && found.rows === 2 && found.present.size === 0);
  }
});

test('a formula stays the text that it is, and quoted line breaks keep the count of rows', async () => {
  const { cells } = await read(
    'person,vote,time\n"=HYPERLINK(""x"")",1,\n"two\nlines",0,3\nz,1,4\n',
  );
  assert.deepEqual(
    cells.map((row) => [row[0], row[3]]),
    [
      ['=HYPERLINK("x")', '2'],
      ['two\nlines', '3'],
      ['z', '4'],
    ],
  );
});

test('other columns follow when they are asked for', async () => {
  const { found, cells } = await read('size,person,vote\nL,a,1\n', { ...VOTES, others: true });
  assert.ok(found.kind === 'read');
  assert.deepEqual(found.columns, ['person', 'vote', 'time', 'size']);
  assert.deepEqual(cells, [['a', '1', '', 'L', '2']]);
});

test('what is malformed is refused with its row and column', async () => {
  const wide = Buffer.from('\ufeffperson,vote\na,1\n', 'utf16le');
  const cases: [string | Buffer, unknown[]][] = [
    ['', [null, null, 'empty']],
    ['\n\n', [null, null, 'empty']],
    ['person,vote,vote\n', [1, 'vote', 'duplicate-column']],
    ['person\na\n', [1, 'vote', 'missing-column']],
    ['person,vote\na,1\nb\n', [3, null, 'cell-count']],
    ['person,vote\na,1\nb,1,2\n', [3, null, 'cell-count']],
    [wide, [null, null, 'not-utf-8']],
    [wide.subarray(2), [null, null, 'not-utf-8']],
    [Buffer.from('person,vote\na,1\nm\u00fcller,1\n', 'latin1'), [3, null, 'not-utf-8']],
    ['person,vote\na,1\n"b,1\n', [3, null, 'not-csv']],
    ['person,vote\n"a"x,1\n', [2, null, 'not-csv']],
    [`person,vote\n${'x'.repeat(3 << 20)},1\n`, [2, null, 'too-long']],
  ];
  for (const [text, wanted] of cases) assert.deepEqual(await refusal(text), wanted);
  assert.deepEqual(await refusal('person,vote\na,1\nb,1\n', { ...VOTES, mostRows: 1 }), [
    3,
    null,
    'too-many',
  ]);
  const absent = await readCsv('/nowhere/at/all.csv', VOTES, () => null);
  assert.ok(absent.kind === 'refused' && absent.reason === 'unreadable');
});

test('characters and records that are cut by chunks are read whole', async () => {
  const bytes = Buffer.from('person,vote\nmüller,1\n"grün\nweiß",0\n');
  const single = [...bytes].map((byte) => Buffer.from([byte]));
  const { cells } = await read(single);
  assert.deepEqual(
    cells.map((row) => row[0]),
    ['müller', 'grün\nweiß'],
  );
});
