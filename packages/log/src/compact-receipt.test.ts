import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PoolWriter, secret } from '../tests/pool-writer.ts';
import { toUtf8 } from './bytes.ts';
import { packReceipt, unpackReceipt } from './compact-receipt.ts';
import { fastHash, fastVerify } from './crypto.node.ts';
import { recordText } from './export.ts';
import { inclusionProof } from './proof.ts';
import { checkReceipt, completeReceipt, issueReceipt, type Receipt } from './receipt.ts';
import { publicKeyOf, signWith } from './signature.ts';
import { leafHash, Tree } from './tree.ts';

const work = { hash: fastHash, verifySignature: fastVerify };
const key = publicKeyOf(secret);

function completed(latestDay: number | null, kind: 'commit' | 'amend'): Receipt {
  const pool = new PoolWriter();
  pool.open('single');
  for (let at = 0; at < 40; at++) pool.commit(`c${at}`, 1, 500);
  pool.amend('c7', { min: 1, max: 5, limit: 9_007_199, taxBps: 1_900, latestDay }, null);
  pool.sign();
  const at = kind === 'amend' ? pool.entries.length - 1 : 12;
  const entry = pool.entries[at];
  const opening = pool.openings.find(({ position }) => position === at);
  const head = pool.heads.at(-1);
  assert.ok((entry?.type === 'commit' || entry?.type === 'amend') && opening && head);
  const { type: _type, position: _position, salt, ...fields } = opening;
  const given = issueReceipt(
    { pool: 'pool-1', entry, fields, salt },
    99_999,
    signWith(secret),
    fastHash,
  );
  assert.equal(packReceipt(given), null, 'a promise has no proof to pack');
  const tree = new Tree(fastHash);
  for (const each of pool.entries) tree.append(leafHash(toUtf8(recordText(each)), fastHash));
  return completeReceipt(given, head, inclusionProof(tree, at, head.size));
}

for (const kind of ['commit', 'amend'] as const) {
  for (const day of [null, 0, 7, -1]) {
    test(`a receipt of a ${kind} by day ${day} comes back as it was packed, and holds`, async () => {
      const receipt = completed(day, kind);
      const bytes = packReceipt(receipt);
      assert.ok(bytes);
      const back = unpackReceipt(bytes, fastHash);
      assert.deepEqual(back, receipt);
      assert.equal((await checkReceipt(back, key, work)).kind, 'included');
    });
  }
}

test('a packed receipt with any bit flipped does not hold', async () => {
  const bytes = packReceipt(completed(7, 'amend'));
  assert.ok(bytes);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const back = unpackReceipt(flipped, fastHash);
    const verdict = back === null ? 'broken' : (await checkReceipt(back, key, work)).kind;
    assert.equal(verdict, 'broken', `bit ${bit}`);
  }
});

test('what is cut short, or no receipt at all, does not hold', async () => {
  const bytes = packReceipt(completed(null, 'commit'));
  assert.ok(bytes);
  for (let length = 0; length < bytes.length; length++) {
    const cut = unpackReceipt(bytes.subarray(0, length), fastHash);
    const verdict = cut === null ? 'broken' : (await checkReceipt(cut, key, work)).kind;
    assert.equal(verdict, 'broken', `${length} bytes`);
  }
  assert.equal(unpackReceipt(new Uint8Array(200), fastHash), null);
  assert.equal(unpackReceipt(new Uint8Array(200).fill(255), fastHash), null);
});
