import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { clear } from '@muster/clearing/clear';
import { parseInstance } from '@muster/clearing/instance';
import { appendEvent, emptyLog, signTip } from './append.ts';
import { toBase64url, toUtf8 } from './bytes.ts';
import { splitResult } from './clearing-check.ts';
import { fastHash, fastVerify } from './crypto.node.ts';
import type { Allotment, Entry, Opening, PoolEvent, SignedHead } from './entry.ts';
import { allotmentsOf, exportLines, listRows } from './export.ts';
import { PoolFold } from './pool-fold.ts';
import { sealOf, type SealedFields } from './seal.ts';
import { portableVerify, publicKeyOf, signWith } from './signature.ts';
import { portableHash } from './tree.ts';
import { runVerify } from './verify-command.node.ts';
import { verifyExport } from './verify-export.ts';
import type { VerifyOptions } from './verify-options.ts';

const secret = new Uint8Array(32).fill(7);
const options: VerifyOptions = { hash: fastHash, verifySignature: fastVerify };

/** Writes a pool's log as a host does: appends, signs, closes, reveals, clears, collects, clears again. */
class PoolWriter {
  tip = emptyLog('pool-1');
  readonly fold = new PoolFold();
  readonly entries: Entry[] = [];
  readonly heads: SignedHead[] = [];
  readonly openings: Opening[] = [];
  readonly rows = new Map<number, readonly (Opening | Allotment)[]>();

  add(event: PoolEvent, rows: readonly (Opening | Allotment)[] = []): Entry {
    const appended = appendEvent(this.tip, event, 1_000 + this.tip.frontier.size, fastHash);
    assert.equal(appended.kind, 'appended', JSON.stringify(appended));
    assert.ok(appended.kind === 'appended');
    this.tip = appended.tip;
    this.entries.push(appended.entry);
    this.rows.set(appended.entry.position, rows);
    assert.equal(this.fold.apply(appended.entry), null);
    return appended.entry;
  }

  sign(): void {
    const signed = signTip(this.tip, this.tip.time + 1, signWith(secret), fastHash);
    assert.ok(signed.kind === 'signed');
    this.tip = signed.tip;
    this.heads.push(signed.head);
  }

  seal(fields: SealedFields): string {
    const position = this.tip.frontier.size;
    const salt = new Uint8Array(16).fill(position % 251);
    this.openings.push({ type: 'opening', position, salt: toBase64url(salt), ...fields });
    return sealOf(fields, salt, fastHash);
  }

  commit(id: string, max: number, limit: number): void {
    const fields = { min: 1, max, limit, taxBps: 0, latestDay: null };
    const seal = this.seal(fields);
    const { position } = this.add({
      type: 'commit',
      id,
      buyer: `buyer-${id}`,
      variant: null,
      seal,
    });
    this.fold.open(position, fields);
  }

  amend(id: string, fields: SealedFields, seq: number | null): void {
    const seal = this.seal(fields);
    const { size } = this.tip.frontier;
    this.add({ type: 'amend', id, variant: null, seal, seq: seq ?? size });
    this.fold.open(size, fields);
  }

  clear(round: 'tentative' | 'final'): void {
    const parsed = parseInstance(this.fold.instance());
    assert.ok(parsed.kind === 'instance', JSON.stringify(parsed));
    const { allocation, ...result } = splitResult(clear(parsed.instance));
    const rows = allotmentsOf(allocation as Record<string, number>);
    this.add({ type: 'clearing', round, result, rows: listRows(rows, fastHash) }, rows);
    if (round === 'tentative') for (const row of rows) this.fold.allot(row);
  }

  async lines(): Promise<string[]> {
    const source = {
      pool: 'pool-1',
      publicKey: publicKeyOf(secret),
      entries: this.entries,
      heads: this.heads,
      rowsOf: (entry: Entry) => this.rows.get(entry.position) ?? [],
    };
    const lines: string[] = [];
    for await (const line of exportLines(source)) lines.push(line);
    return lines;
  }
}

/** The first worked example of the clearing rule: three early buyers, and a crowd behind the last tier. */
function writePool(failing: readonly string[] = []): PoolWriter {
  const pool = new PoolWriter();
  const clearingOptions = {
    objective: 'surplus',
    rationing: 'time',
    feeBps: 0,
    feePerUnit: 0,
    feeFixed: 0,
    closeDay: 0,
  };
  pool.add({
    type: 'options',
    clearing: 'single',
    options: clearingOptions,
    variants: null,
    demand: null,
    priceMayRise: false,
  });
  const tiers = [
    { from: 1, price: 9000 },
    { from: 20, price: 7500 },
    { from: 60, price: 5500 },
  ];
  const terms = {
    mode: 'all-units',
    tiers,
    tooling: 0,
    moq: 1,
    capacity: null,
    leadDays: 10,
    freight: null,
  };
  pool.add({ type: 'offer', id: 'maker', terms });
  pool.commit('a', 8, 11_000);
  pool.commit('b', 12, 8_000);
  pool.sign();
  pool.commit('c', 7, 7_600);
  pool.commit('d', 38, 5_600);
  pool.commit('e', 5, 9_900);
  pool.amend('b', { min: 1, max: 10, limit: 8_000, taxBps: 0, latestDay: null }, 3);
  pool.add({ type: 'cancel', id: 'e' });
  pool.add({ type: 'close' });
  pool.sign();
  pool.add({ type: 'reveal', rows: listRows(pool.openings, fastHash) }, pool.openings);
  pool.clear('tentative');
  pool.sign();
  for (const [id, units] of [
    ['a', 8],
    ['b', 10],
    ['c', 7],
    ['d', 38],
  ] as const) {
    pool.add({ type: 'collect', id, units: failing.includes(id) ? 0 : units });
  }
  pool.sign();
  return pool;
}

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
