import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastHash } from './crypto.node.ts';
import { consistencyProof, inclusionProof, rootFromInclusion, verifyConsistency } from './proof.ts';
import {
  appendLeaf,
  emptyFrontier,
  leafHash,
  nodeHash,
  portableHash,
  rootOf,
  Tree,
} from './tree.ts';

/** The leaves of the published test tree of Certificate Transparency (RFC 6962). */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
/** Its published roots, by the number of leaves; the first sixteen digits. */
const ROOTS: Record<number, string> = {
  1: '6e340b9cffb37a98',
  3: 'aeb6bcfe274b70a1',
  7: 'ddb89be403809e32',
  8: '5dc9da79a70659a9',
};

const leafOf = (hex: string) => leafHash(new Uint8Array(Buffer.from(hex, 'hex')), fastHash);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The definition of the RFC, word for word and slow: split at the largest power of two below the size. */
function slowRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (leaves.length === 1 && first) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(slowRoot(leaves.slice(0, split)), slowRoot(leaves.slice(split)), fastHash);
}

test('the frontier gives the published roots, with either hash', () => {
  for (const hash of [fastHash, portableHash]) {
    let frontier = emptyFrontier;
    LEAVES.forEach((leaf, index) => {
      frontier = appendLeaf(
        frontier,
        leafHash(new Uint8Array(Buffer.from(leaf, 'hex')), hash),
        hash,
      );
      const published = ROOTS[index + 1];
      if (published) assert.equal(hex(rootOf(frontier, hash)).slice(0, 16), published);
    });
  }
});

const MOST = 40;
const leaves = Array.from({ length: MOST }, (_, index) =>
  leafOf(Buffer.from(`entry ${index}`).toString('hex')),
);

test('every inclusion proof leads to the root that the definition gives', () => {
  const tree = new Tree(fastHash);
  for (const leaf of leaves) tree.append(leaf);
  for (let size = 1; size <= MOST; size++) {
    const root = hex(slowRoot(leaves.slice(0, size)));
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(tree, index, size);
      const leaf = leaves[index];
      assert.ok(leaf);
      const reached = rootFromInclusion({ leaf, index, size }, proof, fastHash);
      assert.ok(reached && hex(reached) === root, `${index} of ${size}`);
    }
  }
});

test('every consistency proof between two sizes holds, and none for another root', () => {
  const tree = new Tree(fastHash);
  for (const leaf of leaves) tree.append(leaf);
  for (let old = 1; old <= MOST; old++) {
    for (let size = old; size <= MOST; size++) {
      const proof = consistencyProof(tree, old, size);
      const older = { size: old, root: slowRoot(leaves.slice(0, old)) };
      const newer = { size, root: slowRoot(leaves.slice(0, size)) };
      assert.ok(verifyConsistency(older, newer, proof, fastHash), `${old} to ${size}`);
      const forged = { size: old, root: leafOf('ff') };
      assert.ok(!verifyConsistency(forged, newer, proof, fastHash), `forged ${old} to ${size}`);
    }
  }
});
