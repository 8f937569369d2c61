import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { runClear } from './clear-command.node.ts';
import { readInstanceText } from './instance-text.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clear-'));
});
after(() => rm(folder, { recursive: true }));

const pool = {
  kind: 'single',
  options: { objective: 'surplus', feeBps: 0, feePerUnit: 0, feeFixed: 0, closeDay: 0 },
  offers: [
    {
      id: 'm',
      mode: 'all-units',
      tiers: [{ from: 1, price: 10 }],
      tooling: 0,
      moq: 1,
      capacity: null,
      leadDays: 3,
      freight: null,
    },
  ],
  commitments: [{ id: 'a', seq: 1, min: 1, max: 2, limit: 12, taxBps: 0, latestDay: null }],
};
const award = {
  kind: 'award',
  options: {},
  demand: { A: 9 },
  offers: [
    {
      id: 'x',
      tiers: [
        { from: 1, prices: { A: 100 } },
        { from: 10, prices: { A: 50 } },
      ],
      tooling: 0,
      moq: 1,
      capacity: null,
    },
  ],
};

async function run(
  args: string[],
  input = '',
): Promise<{ code: number; out: string; error: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runClear(args, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
  return { code, out: textOf(stdout), error: textOf(stderr) };
}

function textOf(stream: PassThrough): string {
  let text = '';
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) text += String(chunk);
  return text;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test('one instance a file, several lines or standard input: one result a line', async () => {
  const line = JSON.stringify(pool);
  const result =
    '{"cleared":true,"offer":"m","quantity":2,"price":10,"surplus":4,"supplierCost":20,"fee":0,"rounding":0,"readyDay":3,"allocation":{"a":2}}\n';
  const pretty = await file('pretty.json', JSON.stringify(pool, null, 2));
  const lines = await file('lines.jsonl', `${line}\n\n${line}\r\n${line}`);
  assert.deepEqual(await run([pretty, lines, '-'], line), {
    code: 0,
    out: result.repeat(5),
    error: '',
  });
});

test('an award is solved and printed with its bound', async () => {
  const answer = await run(['-'], JSON.stringify(award));
  assert.deepEqual(answer, {
    code: 0,
    out: '{"feasible":true,"cost":900,"plan":{"x":{"A":9}},"bound":900}\n',
    error: '',
  });
});

test('a malformed fifth line leaves standard output empty and is named', async () => {
  const line = JSON.stringify(pool);
  const path = await file(
    'bad.jsonl',
    `${`${line}\n`.repeat(4)}${line.replace('"price":10', '"price":1e400')}\n${line}`,
  );
  const { code, out, error } = await run([path]);
  assert.deepEqual([code, out], [2, '']);
  assert.match(error, /bad\.jsonl:5: offers\[0\]\.tiers\[0\]\.price: not-an-integer: "1e400"/);
});

test('wrong calls say what to do', async () => {
  for (const args of [[], ['--fast'], ['no-such-file'], [folder], ['-', '-']]) {
    const { code, out, error } = await run(args);
    assert.deepEqual([code, out], [2, '']);
    assert.notEqual(error, '');
  }
  const help = await run(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /JSON Lines/);
});

test('text that is no plain JSON of integers is refused with its path and reason', () => {
  const cases: [string, string, string][] = [
    ['', 'instance', 'not-json'],
    ['{"a":1} x', 'instance', 'not-json'],
    ['{"a":NaN}', 'a', 'not-json'],
    ['{"a":1.5}', 'a', 'not-an-integer'],
    ['{"a":1.0}', 'a', 'not-an-integer'],
    ['{"a":1e2}', 'a', 'not-an-integer'],
    ['{"a":9007199254740993}', 'a', 'too-large'],
    ['{"a":1.00000000000000000001}', 'a', 'not-an-integer'],
    ['{"a":01}', 'a', 'too-large'],
    ['{"a":[{"b":1,"b":2}]}', 'a[0].b', 'duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'a', 'duplicate-key'],
    [`${'['.repeat(100_000)}`, `${'[0]'.repeat(16)}`, 'too-deep'],
    [`{"a":"${'x'.repeat(1_000_000)}"}`, 'a', 'too-long'],
    ['{"a":"x', 'a', 'not-json'],
    ['{"a":"\n"}', 'a', 'not-json'],
    ['{"a" 1}', 'a', 'not-json'],
    ['[1,]', '[1]', 'not-json'],
  ];
  for (const [text, path, reason] of cases) {
    const read = readInstanceText(text);
    const [first] = read.kind === 'refused' ? read.refusals : [];
    assert.deepEqual([first?.path, first?.reason], [path, reason], text.slice(0, 40));
  }
});

test('plain JSON is read as JSON.parse reads it', () => {
  for (const value of [
    pool,
    award,
    { __proto__: 1, 'a b': [null, true, false, '\u{1F600}"\\'] },
    -5,
    [],
  ]) {
    const text = JSON.stringify(value, null, 1);
    assert.deepEqual(readInstanceText(text), { kind: 'value', value: JSON.parse(text) });
  }
});
