import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { crowd } from '../../tests/opinions/crowds.ts';
import { runOpinions } from './opinions-command.node.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opinions-'));
});
after(() => rm(folder, { recursive: true }));

async function run(args: string[], input = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runOpinions(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout,
    stderr,
  });
  return { code, out: String(stdout.read() ?? ''), error: String(stderr.read() ?? '') };
}

const { rows } = crowd({ sizes: [30, 20], statements: 12, firmness: 0.9, seed: 3 });
const table = [
  'participant,statement,vote',
  ...rows.map((row) => Object.values(row).join(',')),
].join('\n');

test('one object with the promised fields, in both modes, the same each time', async () => {
  const fields =
    'participants statements k groups positions statements_by_group common_ground bridging set_aside';
  for (const args of [['-'], ['-', '--polis']]) {
    const first = await run(args, table);
    assert.equal(first.code, 0);
    assert.deepEqual(await run(args, table), first);
    const result = JSON.parse(first.out);
    assert.deepEqual(Object.keys(result).slice(0, 9), fields.split(' '));
    assert.equal(result.participants, 50);
    assert.equal(result.statements, 12);
    assert.equal(result.k, 2);
    assert.equal(Object.keys(result.positions).length, 50);
    const [finding] = result.statements_by_group;
    assert.deepEqual(Object.keys(finding).slice(0, 6), [
      'group',
      'statement',
      'side',
      'repness',
      'p',
      'interval',
    ]);
    assert.ok(!first.out.includes('null') && !first.out.includes('NaN'));
  }
});

test('empty votes are no votes, texts label the groups, and the table reads', async () => {
  const texts = join(folder, 'texts.csv');
  await writeFile(
    texts,
    `statement,text\n${rows
      .slice(0, 12)
      .map(({ statement }, at) => `${statement},word${at} is the thing`)
      .join('\n')}\n`,
  );
  const choices = join(folder, 'choices.csv');
  await writeFile(
    choices,
    `participant,choice\n${rows
      .slice(0, 300)
      .map(({ participant }, at) => `${participant},${at < 200 ? 'oak' : 'pine'}`)
      .join('\n')}\n`,
  );
  const args = ['-', '--statements', texts, '--choices', choices];
  const plain = await run(['-'], table);
  const blank = await run(['-'], `${table}\nnobody,s1,\n`);
  assert.equal(blank.out, plain.out);
  const labelled = JSON.parse((await run(args, table)).out);
  assert.ok(
    labelled.groups.some(({ label }: { label: { says: string[] } }) => label.says.length > 0),
  );
  const printed = (await run([...args, '--table'], table)).out;
  assert.match(printed, /50 people, 12 statements, 600 votes, 2 groups/);
  assert.match(printed, /Reading: .*says nothing of why\./);
});

test('accounts that repeat another are listed, in no group, and still have a place', async () => {
  const more = crowd({ sizes: [60, 50], statements: 40, density: 0.5, seed: 9 }).rows;
  const source = more.filter(({ participant }) => participant === 'p000001');
  const repeated = source.flatMap(({ statement, vote }) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((at) => `x${at},${statement},${vote}`),
  );
  const lines = more.map((row) => Object.values(row).join(','));
  const text = ['participant,statement,vote', ...lines, ...repeated].join('\n');
  const result = JSON.parse((await run(['-'], text)).out);
  assert.equal(result.set_aside.length, 1);
  assert.equal(result.set_aside[0].set_aside.length, 8);
  assert.equal(Object.keys(result.positions).length, 118);
  const members = result.groups.flatMap((group: { members: string[] }) => group.members);
  assert.equal(members.length, 110);
});

test('what is malformed is told with row and column, exit 2, nothing on standard output', async () => {
  const cases: [string, RegExp][] = [
    ['', /^-: the file is empty/],
    ['participant,statement,vote\n', /^-: there is no vote in it/],
    ['participant,vote\na,1\n', /^-: row 1, column statement: there is no such column/],
    ['participant,statement,vote\na,b,2\n', /^-: row 2, column vote: 2 is not between -1 and 1/],
    [
      'participant,statement,vote\na,b,1\na,b,agree\n',
      /^-: row 3, column vote: "agree" is not a number/,
    ],
    ['participant,statement,vote\n,b,1\n', /^-: row 2, column participant: a name is missing/],
    ['participant,statement,vote,time\na,b,1,noon\n', /^-: row 2, column time: "noon" is neither/],
    ['participant,statement,vote\na,b\n', /^-: row 2: 2 cells, but the header has 3/],
  ];
  for (const [text, message] of cases) {
    const { code, out, error } = await run(['-'], text);
    assert.deepEqual([code, out], [2, '']);
    assert.match(error, message);
  }
  assert.match((await run([])).error, /name one file, not 0/);
  assert.match((await run(['-', '--seed', 'x'])).error, /--seed takes a whole number/);
  assert.match((await run(['/nowhere.csv'])).error, /^\/nowhere\.csv: there is no such file/);
  assert.match((await run(['-', '--color'])).error, /Unknown option '--color'/);
});
