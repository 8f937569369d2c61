import { once } from 'node:events';
import { createWriteStream, createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toUtf8 } from '../src/bytes.ts';
import { packReceipt, unpackReceipt } from '../src/compact-receipt.ts';
import { fastHash, fastVerify } from '../src/crypto.node.ts';
import { exportLines, recordText } from '../src/export.ts';
import { inclusionProof } from '../src/proof.ts';
import { checkReceipt, completeReceipt, issueReceipt } from '../src/receipt.ts';
import { publicKeyOf, signWith } from '../src/signature.ts';
import { leafHash, Tree, type Hash } from '../src/tree.ts';
import { verifyExport } from '../src/verify-export.ts';
import { PoolWriter, secret } from '../tests/pool-writer.ts';

/** `node packages/log/bench/audit.bench.ts [ENTRIES]`: an export audited from a file, and one receipt. */
const BUYERS = Number(process.argv[2] ?? 1_000_000);
const HEAD_EVERY = 1_000;
const folder = await mkdtemp(join(tmpdir(), 'muster-audit-'));
const exportPath = join(folder, 'export.jsonl');
let missed = 0;

try {
  const pool = writeOpenPool();
  await benchAudit(pool, 'open pool', 10);
  await benchReceipt(pool);
  pool.close();
  pool.clear('tentative');
  pool.sign();
  await benchAudit(pool, 'cleared pool', null);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;

function report(what: string, measured: string, goal: string, met: boolean): void {
  if (!met) missed += 1;
  console.log(`${met ? 'ok  ' : 'MISS'}  ${what.padEnd(46)}${measured.padEnd(52)}${goal}`);
}

function writeOpenPool(): PoolWriter {
  const pool = new PoolWriter();
  pool.open('single');
  const tiers = [{ from: 1, price: 9_000 }];
  const rest = { tooling: 0, moq: 1, capacity: null, leadDays: 10, freight: null };
  pool.add({ type: 'offer', id: 'maker', terms: { mode: 'all-units', tiers, ...rest } });
  for (let at = 0; at < BUYERS; at++) {
    pool.commit(`c${at}`, 1 + (at % 3), 6_000 + ((at * 7_919) % 6_000));
    if (at % HEAD_EVERY === 0) pool.sign();
  }
  pool.sign();
  return pool;
}

async function writeExport(pool: PoolWriter): Promise<void> {
  const file = createWriteStream(exportPath);
  for await (const line of exportLines(pool.source())) {
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** The cleared pool has a row more for each opened limit and each allocation, and is cleared again. */
async function benchAudit(
  pool: PoolWriter,
  name: string,
  mostSeconds: number | null,
): Promise<void> {
  await writeExport(pool);
  const { size } = await stat(exportPath);
  const started = performance.now();
  const found = await verifyExport(createReadStream(exportPath, { highWaterMark: 1 << 20 }), {
    hash: fastHash,
    verifySignature: fastVerify,
  });
  const seconds = (performance.now() - started) / 1_000;
  const holds = found.kind === 'report' && found.holds;
  const hashing = timeOf(() => hashAll(pool, fastHash));
  report(
    `audit of ${pool.entries.length.toLocaleString('en')} entries, ${name}`,
    `${seconds.toFixed(1)} s, ${(size / 1e6).toFixed(0)} MB, ${holds ? 'all holds' : 'DIFFERS'}; ${(seconds / hashing).toFixed(1)}x its leaves and nodes hashed`,
    mostSeconds === null ? '' : `<= ${mostSeconds} s`,
    holds && seconds <= (mostSeconds ?? Infinity),
  );
}

function hashAll(pool: PoolWriter, hash: Hash): void {
  const bytes = toUtf8(JSON.stringify(pool.entries[2]));
  for (let at = 0; at < pool.entries.length * 2; at++) leafHash(bytes, hash);
}

async function benchReceipt(pool: PoolWriter): Promise<void> {
  const at = Math.floor(BUYERS / 2);
  const entry = pool.entries[at];
  const opening = pool.openings.find(({ position }) => position === at);
  const head = pool.heads.at(-1);
  if (entry?.type !== 'commit' || !opening || !head) throw new Error('The pool has such a buyer.');
  const { salt, min, max, limit, taxBps, latestDay } = opening;
  const fields = { min, max, limit, taxBps, latestDay };
  const given = issueReceipt(
    { pool: 'pool-1', entry, fields, salt },
    9_999_999,
    signWith(secret),
    fastHash,
  );
  const tree = new Tree(fastHash);
  for (const each of pool.entries) tree.append(leafHash(toUtf8(recordText(each)), fastHash));
  const path = inclusionProof(tree, at, head.size);
  const receipt = completeReceipt(given, head, path);
  const packed = packReceipt(receipt);
  if (packed === null) throw new Error('A completed receipt can be packed.');
  const key = publicKeyOf(secret);
  const check = async () => {
    const back = unpackReceipt(packed, fastHash);
    return back && checkReceipt(back, key, { hash: fastHash, verifySignature: fastVerify });
  };
  const verdict = await check();
  const times: number[] = [];
  for (let round = 0; round < 1_001; round++) {
    const started = performance.now();
    await check();
    times.push(performance.now() - started);
  }
  const median = times.sort((one, other) => one - other)[500] ?? Infinity;
  report(
    `a receipt with its proof, of ${head.size.toLocaleString('en')} entries`,
    `${packed.length} bytes (${JSON.stringify(receipt).length} as JSON), verified in ${median.toFixed(3)} ms, ${verdict?.kind}`,
    '<= 1 kB, <= 1 ms',
    packed.length <= 1_000 && median <= 1 && verdict?.kind === 'included',
  );
}

function timeOf(run: () => void): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1_000;
}
