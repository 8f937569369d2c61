import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of some bytes: 32 bytes, the caller's to keep. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** SHA-256 in plain JavaScript: runs everywhere. Node has a faster one in `crypto.node.ts`. */
export const portableHash: Hash = (bytes) => sha256(bytes);

/**
 * The Merkle tree of RFC 6962, section 2.1, held by its frontier: the roots of the full subtrees
 * that its leaves make, largest first, one for each bit of `size`. It is all that is needed to
 * append and to tell the root, so a log of a million entries is carried by twenty hashes.
 */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/** Leaves are numbered by 31 bits. */
export const treeSizeMax = 2 ** 31 - 1;

// An entry is some hundred bytes long: new memory for each would cost a third of its hash.
const shortLeaf = new Uint8Array(1024);

/** SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array, hash: Hash): Uint8Array {
  const length = entry.length + 1;
  const bytes = length > shortLeaf.length ? new Uint8Array(length) : shortLeaf.subarray(0, length);
  bytes.set(entry, 1);
  return hash(bytes);
}

const pair = new Uint8Array(65);
pair[0] = 1;

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Hash): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 33);
  return hash(pair);
}

/** The frontier with one more leaf. It takes as many hashes as the old size ends in one-bits: one on average. */
export function appendLeaf(frontier: Frontier, leaf: Uint8Array, hash: Hash): Frontier {
  if (frontier.size >= treeSizeMax) throw new RangeError('A tree holds at most 2^31-1 leaves.');
  const peaks = frontier.peaks.slice();
  let carried = leaf;
  for (let size = frontier.size; size & 1; size >>>= 1) {
    carried = nodeHash(peaks.pop() ?? missingPeak(), carried, hash);
  }
  peaks.push(carried);
  return { size: frontier.size + 1, peaks };
}

/** The root: SHA-256 of nothing for an empty tree, else the peaks folded from the right. */
export function rootOf(frontier: Frontier, hash: Hash): Uint8Array {
  let root = frontier.peaks.at(-1);
  if (root === undefined) return hash(new Uint8Array(0));
  for (let i = frontier.peaks.length - 2; i >= 0; i--) {
    root = nodeHash(frontier.peaks[i] ?? missingPeak(), root, hash);
  }
  return root;
}

/** A whole tree in memory, for whoever makes proofs. `node(level, index)` covers leaves index·2^level and on. */
export class Tree {
  readonly #hash: Hash;
  readonly #levels: Uint8Array[][] = [[]];

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  append(leaf: Uint8Array): void {
    let carried = leaf;
    for (let level = 0; ; level++) {
      const row = (this.#levels[level] ??= []);
      row.push(carried);
      if (row.length & 1) return;
      carried = nodeHash(this.node(level, row.length - 2), carried, this.#hash);
    }
  }

  /** The hash of a full subtree. Asking for one that is not full is a bug of the caller. */
  node(level: number, index: number): Uint8Array {
    const found = this.#levels[level]?.[index];
    if (found === undefined) throw new RangeError(`The tree has no full node ${level}/${index}.`);
    return found;
  }

  /** The root as it was when the tree held `size` leaves. */
  root(size: number): Uint8Array {
    return size === 0 ? this.#hash(new Uint8Array(0)) : this.range(0, size);
  }

  /** The hash over `count` leaves from `start`, where `start` is a multiple of the power of two at or above `count`. */
  range(start: number, count: number): Uint8Array {
    const level = 31 - Math.clz32(count);
    if (count === 2 ** level) return this.node(level, start / count);
    const left = splitPoint(count);
    return nodeHash(this.range(start, left), this.range(start + left, count - left), this.#hash);
  }
}

/** The largest power of two below `count` (RFC 6962's k), for `count` of 2 and more. */
export function splitPoint(count: number): number {
  return 2 ** (31 - Math.clz32(count - 1));
}

function missingPeak(): never {
  throw new RangeError('A frontier holds one peak for each one-bit of its size.');
}
