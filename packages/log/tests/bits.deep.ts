import { parseArgs } from 'node:util';
import { toUtf8 } from '../src/bytes.ts';
import { fastHash, fastVerify } from '../src/crypto.node.ts';
import { verifyExport } from '../src/verify-export.ts';
import { writePool } from './pool-writer.ts';

/**
 * Bits of a thousand-entry export flipped one at a time, spread over all of it:
 * `node packages/log/tests/bits.deep.ts [--count N]`. Exits with 1 when one passes unnoticed.
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' } } });
const count = Number(values.count);
const pool = writePool([], 1_000);
pool.clear('final');
pool.sign();
const bytes = toUtf8((await pool.lines()).join(''));
const bits = bytes.length * 8;
let unnoticed = 0;
for (let at = 0; at < count; at++) {
  const bit = Math.floor(((at + 0.5) * bits) / count);
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  const report = await verifyExport([flipped], { hash: fastHash, verifySignature: fastVerify });
  if (report.kind === 'malformed' || !report.holds) continue;
  unnoticed += 1;
  console.error(`bit ${bit} of ${bits} was not noticed`);
}
console.log(`${count} of ${bits} bits flipped, ${unnoticed} unnoticed`);
process.exitCode = unnoticed === 0 ? 0 : 1;
