import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { CommandStreams } from '../command-line.node.ts';
import { runWorks } from '../works/works-command.node.ts';
import { parseShortlist } from './candidates.ts';
import { partsOf, poissonInterval } from './parts.ts';
import { runShortlist } from './shortlist-command.node.ts';
import { shortlistOf } from './shortlist.ts';
import { chancesOfFirst, firstShares, holdsWithin, weightGrid } from './weight-space.ts';

const row = (...scores: number[]) => ({
  scores,
  intervals: scores.map((score) => [score, score] as const),
});

function parsed(candidates: readonly object[], weights?: object) {
  const read = parseShortlist(JSON.stringify({ candidates, ...(weights ? { weights } : {}) }));
  assert.ok(!('kind' in read), 'kind' in read ? read.message : '');
  return read;
}

test('the interval of a count is that of Garwood', () => {
  // His table: 0 gives 0 to 3.69, 1 gives 0.0253 to 5.57, 10 gives 4.80 to 18.39.
  const rounded = [0, 1, 10].map((count) =>
    poissonInterval(count).map((end) => end.toPrecision(3)),
  );
  assert.deepEqual(rounded, [
    ['0.00', '3.69'],
    ['0.0253', '5.57'],
    ['4.80', '18.4'],
  ]);
});

test('each part is its own figure on a fixed scale', () => {
  const [candidate] = parsed([
    {
      id: 'desk',
      price: 100,
      preference: { count: 30, of: 120 },
      demand: {
        target: 20,
        commitments: [{ limit: 120, quantity: 4 }, { limit: 100 }, { limit: 99, quantity: 50 }],
        meToos: [{ limit: 121 }, { limit: 120 }, { limit: 200, quantity: 3 }],
        meTooRate: { share: 0.25, interval: [0.1, 0.5] },
      },
      momentum: { recent: 30, recentDays: 14, before: 40, beforeDays: 42 },
      feasibility: { share: 0.9, interval: [0.8, 0.95] },
      cost: { unit: 75, interval: [70, 90] },
    },
  ]).candidates;
  const { preference, demand, momentum, feasibility, cost } = partsOf(candidate);
  assert.ok(preference.kind === 'part' && preference.score === 0.25);
  // Five binding units; of the me-toos those from 121 on count, four units at a quarter.
  assert.ok(demand.kind === 'part' && demand.value === 6 && Math.abs(demand.score - 0.3) < 1e-12);
  assert.ok(momentum.kind === 'part' && Math.abs(momentum.value - 2.259259) < 1e-6);
  assert.ok(Math.abs(momentum.score - 2.259259 / 3.259259) < 1e-6);
  assert.ok(feasibility.kind === 'part' && feasibility.score === 0.9);
  assert.ok(cost.kind === 'part' && cost.score === 0.25);
  assert.deepEqual(
    cost.interval.map((end) => Number(end.toFixed(9))),
    [0.1, 0.3],
  );
  for (const part of [preference, demand, momentum, feasibility, cost])
    assert.ok(part.interval[0] <= part.score && part.score <= part.interval[1]);
});

test('without a rate me-toos lift the upper end alone', () => {
  const [candidate] = parsed([
    { id: 'a', price: 10, demand: { target: 100, meToos: [{ limit: 20, quantity: 50 }] } },
  ]).candidates;
  const { demand } = partsOf(candidate);
  assert.ok(demand.kind === 'part');
  assert.equal(demand.value, 0);
  assert.ok(demand.interval[0] === 0 && demand.interval[1] > 0.5);
});

test('the grid is even, and the shares of weight space are those of geometry', () => {
  for (const parts of [1, 2, 3, 5]) {
    const points = [...weightGrid(parts)];
    for (const weights of points)
      assert.ok(Math.abs(weights.reduce((sum, own) => sum + own, 0) - 1) < 1e-9);
    const means = Array.from(
      { length: parts },
      (_, part) => points.reduce((sum, weights) => sum + weights[part], 0) / points.length,
    );
    for (const mean of means) assert.ok(Math.abs(mean - 1 / parts) < 1e-9);
  }
  // With two parts the first leads where w > 0.3; with three each of three unit scores leads in a third.
  const [first] = firstShares([row(1, 0), row(0.3, 0.3)]);
  assert.ok(Math.abs(first - 0.7) < 0.005, String(first));
  const thirds = firstShares([row(1, 0, 0), row(0, 1, 0), row(0, 0, 1)]);
  for (const share of thirds) assert.ok(Math.abs(share - 1 / 3) < 0.005, String(share));
  assert.deepEqual(firstShares([row(0.5), row(0.5)]), [0.5, 0.5]);
});

test('a leader holds exactly between the weights at which another overtakes', () => {
  const rows = [row(0.9, 0.2), row(0.3, 0.6)];
  // 0.9 w + 0.2 (1 - w) = 0.3 w + 0.6 (1 - w) at w = 0.4.
  const [from, to] = holdsWithin(rows, 0, [0.5, 0.5], 0);
  assert.ok(Math.abs(from - 0.4) < 1e-12 && to === 1);
  assert.deepEqual(holdsWithin([row(0.9, 0.9), row(0.1, 0.1)], 0, [0.5, 0.5], 1), [0, 1]);
});

test('chances follow the intervals: a sure lead is sure, an even one is even', () => {
  assert.deepEqual(chancesOfFirst([row(0.9), row(0.1)], 1, [1]), [1, 0]);
  const wide = { scores: [0.5], intervals: [[0.3, 0.7] as const] };
  const [one, other] = chancesOfFirst([wide, wide], 3, [1]);
  assert.ok(Math.abs(one - 0.5) < 0.03 && Math.abs(one + other - 1) < 1e-9);
  // A lead of 0.1 with standard errors of 0.102 each: the normal chance is 0.756.
  const ahead = { scores: [0.6], intervals: [[0.4, 0.8] as const] };
  const [chance] = chancesOfFirst([ahead, wide], 3, [1]);
  assert.ok(Math.abs(chance - 0.756) < 0.025, String(chance));
});

const CANDIDATES = [
  { id: 'b', preference: { count: 40, of: 100 }, feasibility: { count: 9, of: 10 } },
  { id: 'a', preference: { count: 30, of: 100 }, feasibility: { count: 8, of: 10 } },
  { id: 'c', preference: { count: 90, of: 100 } },
];
const WEIGHTS = { preference: 3, feasibility: 1 };

test('no score without its parts, and no rank that another candidate moves', () => {
  const list = shortlistOf(parsed(CANDIDATES, WEIGHTS), 1);
  assert.deepEqual(
    list.list.map(({ id, score }) => [id, score && Number(score.toFixed(9))]),
    [
      ['b', 0.525],
      ['a', 0.425],
      ['c', null],
    ],
  );
  const [b, a, c] = list.list;
  assert.deepEqual(c.missing, ['feasibility']);
  assert.ok(c.interval[0] < 0.675 && c.interval[1] > 0.9 && c.firstShare === null);
  assert.deepEqual(a.dominatedBy, ['b']);
  assert.deepEqual([b.firstShare, a.firstShare], [1, 0]);
  assert.deepEqual(
    list.leaderHolds.map(({ within }) => within),
    [
      [0, 1],
      [0, 1],
    ],
  );
  const without = shortlistOf(parsed(CANDIDATES.slice(0, 1), WEIGHTS), 1);
  assert.equal(without.list[0].score, b.score);
  assert.deepEqual(shortlistOf(parsed(CANDIDATES.toReversed(), WEIGHTS), 1), list);
});

test('weights that are a multiple give the same list, and a part of weight 0 is shown all the same', () => {
  const list = shortlistOf(parsed(CANDIDATES, { preference: 6, feasibility: 2 }), 1);
  assert.deepEqual(list, shortlistOf(parsed(CANDIDATES, WEIGHTS), 1));
  const alone = shortlistOf(parsed(CANDIDATES, { preference: 1 }), 1);
  assert.equal(alone.list[0].id, 'c');
  assert.equal(alone.list[1].parts.feasibility.kind, 'part');
  const nothing = shortlistOf(parsed([{ id: 'x' }]), 1);
  assert.deepEqual([nothing.list[0].score, nothing.leaderHolds], [null, []]);
  assert.deepEqual(nothing.list[0].interval, [0, 1]);
});

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shortlist-'));
});
after(() => rm(folder, { recursive: true }));

type Command = (args: readonly string[], io: CommandStreams) => Promise<number>;

async function run(command: Command, text: string | Buffer, ...options: string[]) {
  const file = join(folder, 'input.json');
  await writeFile(file, text);
  const streams = {
    stdin: Readable.from([text]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  const code = await command(
    [options.includes('-') ? '-' : file, ...options.filter((one) => one !== '-')],
    streams,
  );
  const read = (stream: PassThrough) => String(stream.read() ?? '').replaceAll(file, 'FILE');
  return { code, out: read(streams.stdout), err: read(streams.stderr) };
}

const DESIGNS = JSON.stringify(
  Array.from({ length: 40 }, (_, at) => ({
    id: `d${at}`,
    parents: at > 20 ? [`d${at - 20}`] : [],
    author: `p${at % 15}`,
    group: at % 2 ? 'x' : 'y',
    at: `2026-02-01T${String(at % 24).padStart(2, '0')}:00Z`,
    kit: 'desk',
    parameters: { width: 100 + at, legs: at % 3 ? 'steel' : 'wood' },
    features: at > 30 ? ['tray'] : [],
    support: at % 3 ? 5 + (at % 2) : 9 + (at % 2),
  })),
);

test('both commands print one object or tables that say what they mean', async () => {
  const shortlist = JSON.stringify({ candidates: CANDIDATES, weights: WEIGHTS });
  const listed = await run(runShortlist, shortlist, '-');
  assert.deepEqual([listed.code, listed.err], [0, '']);
  assert.deepEqual(
    JSON.parse(listed.out).list.map(({ id }: { id: string }) => id),
    ['b', 'a', 'c'],
  );
  const table = await run(runShortlist, shortlist, '--table');
  assert.match(table.out, /preference ×0\.75[\s\S]*stays first from[\s\S]*no forecast of sales/);
  const works = await run(runWorks, DESIGNS);
  assert.deepEqual([works.code, works.err], [0, '']);
  const [kit] = JSON.parse(works.out).kits;
  assert.deepEqual([kit.kit, kit.designs, kit.remixes.remixes], ['desk', 40, 19]);
  assert.doesNotMatch(works.out, /NaN/);
  const shown = await run(runWorks, DESIGNS, '--table', '--farthest', '0.05');
  assert.match(
    shown.out,
    /Kit desk: 40 designs by 15 authors[\s\S]*what is made, not what is bought/,
  );
});

const REFUSED: readonly (readonly [string, Command, string | Buffer, readonly string[], RegExp])[] =
  [
    ['no JSON', runShortlist, '{', [], /^FILE: the text is not JSON\n$/],
    [
      'not UTF-8',
      runShortlist,
      Buffer.from([0x22, 0xff, 0x22]),
      [],
      /^FILE: the text is not UTF-8/,
    ],
    ['no candidate', runShortlist, '{"candidates":[]}', [], /^FILE: candidates: /],
    [
      'a share of 2',
      runShortlist,
      '{"candidates":[{"id":"a","preference":{"count":2,"of":1}}]}',
      [],
      /candidates\.0\.preference/,
    ],
    ['an unknown part', runShortlist, '{"candidates":[{"id":"a","luck":1}]}', [], /candidates\.0/],
    ['an id twice', runShortlist, '{"candidates":[{"id":"a"},{"id":"a"}]}', [], /two candidates/],
    [
      'no weight',
      runShortlist,
      '{"candidates":[{"id":"a"}],"weights":{}}',
      [],
      /no part has a weight/,
    ],
    ['no design', runWorks, '[]', [], /^FILE: there is no design in it/],
    [
      'a formula as time',
      runWorks,
      '[{"id":"a","author":"b","kit":"k","at":"=NOW()"}]',
      [],
      /designs\.0\.at: "=NOW/,
    ],
    ['a wrong date', runWorks, DESIGNS, ['--recent-from', 'soon'], /--recent-from: "soon"/],
    ['a wrong distance', runWorks, DESIGNS, ['--farthest', '2'], /--farthest takes/],
  ];

for (const [name, command, text, options, message] of REFUSED) {
  test(`refused with its place, and nothing on standard output: ${name}`, async () => {
    const { code, out, err } = await run(command, text, ...options);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, message);
  });
}
