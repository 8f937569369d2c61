import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { solveInWorker } from '@muster/clearing/award-worker';
import { toUtf8 } from './bytes.ts';
import type { CanonicalObject } from './canonical.ts';
import { fastHash, fastVerify } from './crypto.node.ts';
import { listRows } from './export.ts';
import { portableVerify } from './signature.ts';
import { portableHash } from './tree.ts';
import { runVerify } from './verify-command.node.ts';
import { verifyExport } from './verify-export.ts';
import type { VerifyOptions } from './verify-options.ts';
import { PoolWriter, writePool } from '../tests/pool-writer.ts';

/** What `writePool` logs without more buyers. */
const POOL_ENTRIES = 16;
const options: VerifyOptions = { hash: fastHash, verifySignature: fastVerify };

async function wholePool(): Promise<string[]> {
  const pool = writePool();
  pool.clear('final');
  pool.sign();
  return pool.lines();
}

function bytesOf(lines: readonly string[]): Uint8Array {
  return toUtf8(lines.join(''));
}

async function isNoticed(bytes: Uint8Array): Promise<boolean> {
  const report = await verifyExport([bytes], options);
  return report.kind === 'malformed' || !report.holds;
}

test('an honest export holds, and tells the price of the worked example', async () => {
  const report = await verifyExport([bytesOf(await wholePool())], { ...options, table: true });
  assert.ok(report.kind === 'report', JSON.stringify(report));
  assert.deepEqual(
    report.checks.filter((check) => check.differing > 0),
    [],
  );
  assert.equal(report.stage, 'cleared');
  assert.equal(report.result?.['price'], 5500);
  assert.equal(
    report.served.reduce((sum, { units }) => sum + units, 0),
    63,
  );
});

test('the portable and the Node cryptography give one report', async () => {
  const bytes = bytesOf(await wholePool());
  const portable = { hash: portableHash, verifySignature: portableVerify };
  assert.deepEqual(await verifyExport([bytes], portable), await verifyExport([bytes], options));
});

test('an export reads the same in chunks of any size', async () => {
  const bytes = bytesOf(await wholePool());
  const whole = await verifyExport([bytes], options);
  for (const size of [1, 7, 1_000]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    assert.deepEqual(await verifyExport(chunks, options), whole);
  }
});

test('a flipped bit anywhere in an export is noticed', async () => {
  const bytes = bytesOf(await wholePool());
  // A step prime to 8 visits every place in a byte; all bits take a minute.
  for (let bit = 0; bit < bytes.length * 8; bit += 23) {
    const flipped = bytes.slice();
    const at = bit >> 3;
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
    assert.ok(await isNoticed(flipped), `byte ${at}, bit ${bit & 7}`);
  }
});

test('every deleted, doubled or swapped line is noticed', async () => {
  const lines = await wholePool();
  for (let at = 0; at < lines.length; at++) {
    assert.ok(await isNoticed(bytesOf(lines.toSpliced(at, 1))), `line ${at + 1} deleted`);
    assert.ok(
      await isNoticed(bytesOf(lines.toSpliced(at, 0, lines[at] ?? ''))),
      `line ${at + 1} doubled`,
    );
    if (at + 1 >= lines.length) continue;
    const swapped = lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
    assert.ok(await isNoticed(bytesOf(swapped)), `lines ${at + 1} and ${at + 2} swapped`);
  }
});

test('a price that would rise after a failed payment voids the pool', async () => {
  const pool = writePool(['d']);
  pool.add({
    type: 'clearing',
    round: 'final',
    result: { cleared: false },
    rows: listRows([], fastHash),
  });
  pool.sign();
  const report = await verifyExport([bytesOf(await pool.lines())], options);
  assert.ok(report.kind === 'report');
  assert.deepEqual(
    report.checks.filter((check) => check.differing > 0),
    [],
  );
  assert.equal(report.stage, 'void');
});

test('a fork is noticed by whoever kept the other head', async () => {
  const other = writePool(['a']);
  const report = await verifyExport([bytesOf(await wholePool())], {
    ...options,
    witnesses: other.heads,
  });
  assert.ok(report.kind === 'report');
  const witnesses = report.checks.find(({ name }) => name === 'witnesses');
  assert.equal(witnesses?.differences[0]?.reason, 'fork');
});

/** Runs `muster verify` on these bytes as standard input. */
async function runOn(bytes: Uint8Array, args: readonly string[] = ['-']) {
  const said = { out: '', err: '' };
  const code = await runVerify(args, {
    stdin: Readable.from([Buffer.from(bytes)]),
    stdout: { write: (text: string) => ((said.out += text), true) },
    stderr: { write: (text: string) => ((said.err += text), true) },
  });
  return { code, ...said };
}

test('the command says in plain lines that all holds, and who was served', async () => {
  const { code, out, err } = await runOn(bytesOf(await wholePool()), ['-', '--table']);
  assert.equal(code, 0, out + err);
  assert.match(out, /ALL HOLDS/);
  assert.match(out, /commitment +variant +units +price/);
  assert.match(out, /\bd +38 +5500|\bd +\s*38 +5500/);
});

test('the command ends with 1 and names the line when something differs', async () => {
  const lines = await wholePool();
  const at = lines.findIndex((line) => line.includes('"type":"clearing"'));
  lines[at] = (lines[at] ?? '').replace('5500', '5400');
  const { code, out } = await runOn(bytesOf(lines));
  assert.equal(code, 1);
  assert.match(out, /DIFFERS/);
  assert.match(out, new RegExp(`line ${at + 1}`));
});

test('what cannot be read ends with 2, a line and a reason, and nothing on standard output', async () => {
  const whole = await wholePool();
  const broken = [
    bytesOf(whole.slice(0, 5)),
    toUtf8('not json\n'),
    toUtf8(`${'['.repeat(100_000)}\n`),
    toUtf8(`{"a":1,"a":2}\n`),
    toUtf8(`{"a":9007199254740993}\n`),
    new Uint8Array([0xff, 0xfe, 0x00, 0x0a]),
    new Uint8Array(),
  ];
  for (const bytes of broken) {
    const { code, out, err } = await runOn(bytes);
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, /line \d+/);
  }
  assert.equal((await runOn(new Uint8Array(), ['/no/such/export'])).code, 2);
  assert.equal((await runOn(new Uint8Array(), ['--nonsense'])).code, 2);
});

/** Two makers for two variants: an award, with the plan that somebody published for it. */
async function awardPool(result: CanonicalObject): Promise<Uint8Array> {
  const pool = new PoolWriter();
  pool.open('award', { oak: 10, ash: 6 });
  for (const [id, oak, ash] of [
    ['north', 900, 700],
    ['south', 800, 800],
  ] as const) {
    const tiers = [{ from: 1, prices: { oak, ash } }];
    pool.add({
      type: 'offer',
      id,
      terms: { tiers, tooling: 500, moq: 1, capacity: null, leadDays: 3, freight: null },
    });
  }
  pool.close();
  pool.add({ type: 'clearing', round: 'tentative', result, rows: listRows([], fastHash) });
  pool.sign();
  return bytesOf(await pool.lines());
}

const award = (plan: CanonicalObject, cost: number, bound = cost): CanonicalObject => ({
  feasible: true,
  cost,
  bound,
  plan,
});
const best = award({ north: { ash: 6 }, south: { oak: 10 } }, 13_200);
const dear = award({ north: { oak: 10, ash: 6 } }, 13_700);

test('an award is held to its terms, its cost and, with a solver, to the optimum', async () => {
  const withSolver: VerifyOptions = { ...options, solveAward: (model) => solveInWorker(model) };
  const report = await verifyExport([await awardPool(best)], withSolver);
  assert.ok(report.kind === 'report' && report.holds, JSON.stringify(report));
  assert.equal(report.checks.find(({ name }) => name === 'optimum')?.checked, 1);
  const wrong: [CanonicalObject, string][] = [
    [award({ south: { oak: 10, ash: 5 } }, 12_500), 'plan-breaks-a-term'],
    [award({ south: { oak: 10, ash: 6, elm: 1 } }, 13_300), 'plan-names-nobody'],
    [award({ south: { oak: 10, ash: 6 } }, 13_299), 'cost-differs'],
    [award({ south: { oak: 10, ash: 6 } }, 13_300, 13_301), 'bound-above-cost'],
    [{ feasible: true, cost: 1 }, 'award-is-malformed'],
    [dear, 'optimum-differs'],
    [{ feasible: false }, 'optimum-differs'],
  ];
  for (const [result, reason] of wrong) {
    const found = await verifyExport([await awardPool(result)], withSolver);
    assert.ok(found.kind === 'report' && !found.holds, reason);
    assert.deepEqual(
      found.checks.flatMap(({ differences }) => differences.map((each) => each.reason)),
      [reason],
    );
  }
});

test('without a solver an award that is only too dear is not doubted, and no optimum is claimed', async () => {
  const report = await verifyExport([await awardPool(dear)], options);
  assert.ok(report.kind === 'report' && report.holds, JSON.stringify(report));
  assert.equal(report.checks.find(({ name }) => name === 'optimum')?.checked, 0);
});

test('bits flipped anywhere in an export of a thousand entries are noticed', async () => {
  const pool = writePool([], 1_000 - POOL_ENTRIES);
  pool.clear('final');
  pool.sign();
  const bytes = bytesOf(await pool.lines());
  assert.ok(pool.entries.length >= 1_000);
  // A sample spread over the whole; every bit of the small export above is flipped one by one.
  const bits = bytes.length * 8;
  for (let at = 0; at < 150; at++) {
    const bit = Math.floor(((at + 0.5) * bits) / 150);
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.ok(await isNoticed(flipped), `bit ${bit}`);
  }
});
