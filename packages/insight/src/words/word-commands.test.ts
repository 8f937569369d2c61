import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { runBursts } from '../bursts/bursts-command.node.ts';
import type { CommandStreams } from '../command-line.node.ts';
import { runKeyness } from './keyness-command.node.ts';
import { runTopics } from './topics-command.node.ts';
import { runWords } from './words-command.node.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'words-'));
});
after(() => rm(folder, { recursive: true }));

type Command = (args: readonly string[], io: CommandStreams) => Promise<number>;

async function run(command: Command, text: string | Buffer, ...options: string[]) {
  const file = join(folder, 'table.csv');
  await writeFile(file, text);
  const streams = {
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  const code = await command([file, ...options], streams);
  const read = (stream: PassThrough) => String(stream.read() ?? '').replaceAll(file, 'FILE');
  return { code, out: read(streams.stdout), err: read(streams.stderr) };
}

const TEXTS = [
  'id,text,who,time',
  ...Array.from({ length: 20 }, (_, at) =>
    at % 2
      ? `t${at},"Short legs, the table wobbles on my floor",owner,2026-01-${at + 10}`
      : `t${at},"walnut finish and oak grain, please",visitor,2026-01-${at + 10}`,
  ),
].join('\n');

test('keyness prints one object, and a table that says what it means', async () => {
  const { code, out, err } = await run(runKeyness, TEXTS, '--group', 'who');
  assert.deepEqual([code, err], [0, '']);
  const result = JSON.parse(out);
  assert.deepEqual(
    result.groups.map(({ group }: { group: string }) => group),
    ['owner', 'visitor'],
  );
  const legs = result.groups[0].keyWords.find(({ word }: { word: string }) => word === 'legs');
  assert.equal(legs.texts.length, 10);
  const table = await run(runKeyness, TEXTS, '--group', 'who', '--table');
  assert.match(table.out, /owner: 10 texts[\s\S]*legs +\d[\s\S]*how groups write/);
});

test('topics prints the same for the same seed, with trends where there are times', async () => {
  const first = await run(runTopics, TEXTS, '--seed', '4', '--topics', '2');
  assert.deepEqual([first.code, first.err], [0, '']);
  assert.deepEqual(await run(runTopics, TEXTS, '--seed', '4', '--topics', '2'), first);
  const result = JSON.parse(first.out);
  assert.equal(result.kind, 'topics');
  for (const topic of result.topics) assert.equal(topic.trend.periods.length, 6);
  const table = await run(runTopics, TEXTS, '--topics', '2', '--table');
  assert.match(table.out, /not whether it is liked/);
});

test('bursts reads events and periods', async () => {
  const days = Array.from({ length: 30 }, (_, at) => `2026-03-${String(at + 1).padStart(2, '0')}`);
  const rush = Array.from({ length: 20 }, (_, at) => `2026-03-11T0${at % 10}:${10 + at}`);
  const events = await run(runBursts, ['time', ...days, ...rush].join('\n'));
  assert.deepEqual([events.code, events.err], [0, '']);
  assert.equal(JSON.parse(events.out).form, 'events');
  assert.ok(JSON.parse(events.out).bursts.length > 0);
  const shown = await run(runBursts, ['time', ...days, ...rush].join('\n'), '--table');
  assert.match(shown.out, /2026-03-11 0/);
  const weeks = Array.from({ length: 12 }, (_, at) => `${at},${at === 5 ? 40 : 5},100`);
  const periods = await run(runBursts, ['time,relevant,total', ...weeks].join('\n'));
  assert.deepEqual(
    JSON.parse(periods.out).bursts.map(({ from, to }: { from: number; to: number }) => [from, to]),
    [[5, 5]],
  );
});

test('words reads wishes, near duplicates, movement and mood', async () => {
  const rows = Array.from({ length: 80 }, (_, at) => {
    const wish =
      at >= 40 && at % 2 ? 'I wish it had a cable tray.' : `The desk number${at} stands well.`;
    return `t${at},${at},${at === 3 ? 'The desk number2 stands well' : wish}`;
  });
  const { code, out, err } = await run(runWords, ['id,time,text', ...rows].join('\n'));
  assert.deepEqual([code, err], [0, '']);
  const found = JSON.parse(out);
  assert.deepEqual(found.languages, { en: 80, de: 0, other: 0 });
  assert.equal(found.wishes.wishes[0].thing, 'cable tray');
  assert.equal(found.wishes.wishes[0].texts.length, 20);
  const rising = new Set(found.moving.rising.map(({ word }: { word: string }) => word));
  assert.ok(rising.has('tray') && rising.has('cable'));
  assert.equal(found.moving.falling[0].word, 'desk');
  assert.ok(found.nearDuplicates.some(({ texts }: { texts: string[] }) => texts.includes('t3')));
  assert.equal(found.mood.kind, 'mood');
  const table = await run(runWords, ['id,time,text', ...rows].join('\n'), '--table');
  assert.match(table.out, /cable tray[\s\S]*later : earlier[\s\S]*Validated: English only/);
  const german = await run(runWords, 'text\nMir fehlt ein Haken\n', '--table');
  assert.match(german.out, /haken[\s\S]*not every text has a time[\s\S]*offered for English alone/);
});

const REFUSED: readonly (readonly [string, Command, string | Buffer, readonly string[], RegExp])[] =
  [
    ['nothing', runTopics, '', [], /^FILE: the file is empty/],
    ['a header alone', runTopics, 'text\n', [], /^FILE: there is no text in it\n$/],
    ['no text', runTopics, 'words\na\n', [], /^FILE: row 1, column text: there is no such column/],
    ['an id twice', runTopics, 'id,text\n7,a\n7,b\n', [], /^FILE: row 3, column id: two texts/],
    ['a wrong time', runTopics, 'time,text\nsoon,a\n', [], /^FILE: row 2, column time: "soon"/],
    [
      'UTF-16',
      runTopics,
      Buffer.from('\ufefftext\nx\n', 'utf16le'),
      [],
      /^FILE: the file is UTF-16/,
    ],
    [
      'Latin-1',
      runTopics,
      Buffer.from('text\nsch\u00f6n\n', 'latin1'),
      [],
      /row 2: the text is not/,
    ],
    ['an endless year', runWords, 'time,text\n9999-99-99,a\n', [], /^FILE: row 2, column time/],
    ['no group', runKeyness, 'text\na\n', [], /name the column of --group/],
    ['a wrong group', runKeyness, 'text\na\n', ['--group', 'who'], /column who: there is no such/],
    [
      'a nameless group',
      runKeyness,
      'text,who\na,\n',
      ['--group', 'who'],
      /row 2, column who: a name/,
    ],
    ['an odd number', runTopics, 'text\na\n', ['--topics', '1.5'], /--topics takes a whole/],
    ['a formula', runBursts, 'time\n=NOW()\n', [], /^FILE: row 2, column time: "=NOW\(\)" is/],
    ['half a count', runBursts, 'time,relevant\n1,2\n', [], /column total: a number is missing/],
    ['too many', runBursts, 'time,relevant,total\n1,3,2\n', [], /column relevant: 3 relevant of 2/],
    ['mixed rows', runBursts, 'time,relevant,total\n1,1,2\n2,,\n', [], /go together/],
    ['a step of 1', runBursts, 'time\n1\n', ['--step', '1'], /--step takes a number above 1/],
  ];

for (const [name, command, text, options, message] of REFUSED) {
  test(`refused with its place, and nothing on standard output: ${name}`, async () => {
    const { code, out, err } = await run(command, text, ...options);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, message);
  });
}

test('what the data do not carry is said, and no figure is NaN', async () => {
  for (const [command, text, options] of [
    [runTopics, 'text\nonly one\n', []],
    [runTopics, `text\n${'same\n'.repeat(50)}`, []],
    [runKeyness, 'text,who\na b c,x\nd e,x\n', ['--group', 'who']],
    [runBursts, 'time\n5\n', []],
    [runBursts, 'time,relevant,total\n1,0,5\n2,0,5\n', []],
  ] as const) {
    const { code, out, err } = await run(command, text, ...options);
    assert.deepEqual([code, err], [0, '']);
    assert.equal(JSON.parse(out).kind, 'not-estimable');
    assert.doesNotMatch(out, /null|NaN/);
    const table = await run(command, text, ...options, '--table');
    assert.match(table.out, /^Not estimable: /);
  }
});
