import { sameBytes } from './bytes.ts';
import { nodeHash, splitPoint, type Hash, type Tree } from './tree.ts';

/** Proofs hold no more hashes than this: twice the height of the largest tree. */
export const proofHashesMax = 64;

/** The audit path of leaf `index` in the tree of the first `size` leaves (RFC 6962, 2.1.1), leaf to root. */
export function inclusionProof(tree: Tree, index: number, size: number): Uint8Array[] {
  if (index < 0 || index >= size || size > tree.size) {
    throw new RangeError(`No leaf ${index} in a tree of ${size} of ${tree.size}.`);
  }
  const path: Uint8Array[] = [];
  let start = 0;
  let count = size;
  while (count > 1) {
    const left = splitPoint(count);
    if (index - start < left) {
      path.push(tree.range(start + left, count - left));
      count = left;
    } else {
      path.push(tree.range(start, left));
      start += left;
      count -= left;
    }
  }
  return path.reverse();
}

/**
 * The root that an audit path leads to, or null where the path does not fit the place.
 * The method is that of RFC 9162, section 2.1.3.2, which RFC 6962 left to the reader.
 */
export function rootFromInclusion(
  place: { readonly leaf: Uint8Array; readonly index: number; readonly size: number },
  path: readonly Uint8Array[],
  hash: Hash,
): Uint8Array | null {
  if (!isPlace(place.index, place.size) || path.length > proofHashesMax) return null;
  let node = place.index;
  let last = place.size - 1;
  let root = place.leaf;
  for (const step of path) {
    if (step.length !== 32 || last === 0) return null;
    if (node & 1 || node === last) {
      root = nodeHash(step, root, hash);
      while ((node & 1) === 0 && node !== 0) {
        node >>>= 1;
        last >>>= 1;
      }
    } else {
      root = nodeHash(root, step, hash);
    }
    node >>>= 1;
    last >>>= 1;
  }
  return last === 0 ? root : null;
}

/** The hashes that show the first `oldSize` leaves to be the start of the first `newSize` (RFC 6962, 2.1.2). */
export function consistencyProof(tree: Tree, oldSize: number, newSize: number): Uint8Array[] {
  if (oldSize < 0 || oldSize > newSize || newSize > tree.size) {
    throw new RangeError(`No step from ${oldSize} to ${newSize} in a tree of ${tree.size}.`);
  }
  if (oldSize === 0 || oldSize === newSize) return [];
  const path: Uint8Array[] = [];
  let start = 0;
  let old = oldSize;
  let count = newSize;
  let isOldRoot = true;
  while (old !== count) {
    const left = splitPoint(count);
    if (old <= left) {
      path.push(tree.range(start + left, count - left));
      count = left;
    } else {
      path.push(tree.range(start, left));
      start += left;
      old -= left;
      count -= left;
      isOldRoot = false;
    }
  }
  if (!isOldRoot) path.push(tree.range(start, count));
  return path.reverse();
}

interface Root {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether a consistency proof joins two roots (RFC 9162, section 2.1.4.2). An empty log is the start of any. */
export function verifyConsistency(
  older: Root,
  newer: Root,
  path: readonly Uint8Array[],
  hash: Hash,
): boolean {
  if (older.size > newer.size || path.length > proofHashesMax) return false;
  if (path.some((step) => step.length !== 32)) return false;
  if (older.size === newer.size) return path.length === 0 && sameBytes(older.root, newer.root);
  if (older.size === 0) return path.length === 0 && sameBytes(older.root, hash(new Uint8Array(0)));
  const steps = isPowerOfTwo(older.size) ? [older.root, ...path] : path;
  const roots = climbBoth(older.size, newer.size, steps, hash);
  return roots !== null && sameBytes(roots.older, older.root) && sameBytes(roots.newer, newer.root);
}

function climbBoth(
  oldSize: number,
  newSize: number,
  steps: readonly Uint8Array[],
  hash: Hash,
): { older: Uint8Array; newer: Uint8Array } | null {
  let node = oldSize - 1;
  let last = newSize - 1;
  while (node & 1) {
    node >>>= 1;
    last >>>= 1;
  }
  const [first, ...rest] = steps;
  if (first === undefined) return null;
  let older = first;
  let newer = first;
  for (const step of rest) {
    if (last === 0) return null;
    if (node & 1 || node === last) {
      older = nodeHash(step, older, hash);
      newer = nodeHash(step, newer, hash);
      while ((node & 1) === 0 && node !== 0) {
        node >>>= 1;
        last >>>= 1;
      }
    } else {
      newer = nodeHash(newer, step, hash);
    }
    node >>>= 1;
    last >>>= 1;
  }
  return last === 0 ? { older, newer } : null;
}

function isPlace(index: number, size: number): boolean {
  return (
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(size) &&
    index >= 0 &&
    index < size &&
    size < 2 ** 31
  );
}

function isPowerOfTwo(size: number): boolean {
  return (size & (size - 1)) === 0;
}
