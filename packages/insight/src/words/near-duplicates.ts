import { compare } from '../order.ts';
import { tokensOf } from './tokens.ts';

export interface DuplicateText {
  readonly id: string;
  readonly text: string;
}

export interface DuplicateGroup {
  /** Ids, in byte order. Each is near to at least one other of the group. */
  readonly texts: readonly string[];
  /** The lowest similarity that ties the group together. */
  readonly similarity: number;
}

export interface DuplicateOptions {
  /** The share of runs of letters that two texts must have in common; 0.7 unless said, at least 0.5. */
  readonly leastSimilarity?: number;
}

const SHINGLE = 5;
const ROWS = 4;
const BANDS = 40;
const HASHES = ROWS * BANDS;
/** Beyond this a bucket holds a form letter; its members are compared with its first ones alone. */
const MOST_COMPARED = 200;

/**
 * Texts that say almost the same: the Jaccard similarity of their runs of five letters (Broder 1997,
 * "On the resemblance and containment of documents"). Candidates come from 40 bands of 4 minimal
 * hashes; every pair is then checked exactly, so none is reported wrongly. A pair at 0.7 is
 * overlooked with a chance of (1 - 0.7⁴)^40, below two in a hundred thousand; at 0.5, of 8 %.
 *
 * Takes texts with distinct ids, in any order; gives the groups, the largest first. Texts without
 * words are nobody's duplicates.
 */
export function nearDuplicates(
  texts: readonly DuplicateText[],
  options: DuplicateOptions = {},
): DuplicateGroup[] {
  const least = options.leastSimilarity ?? 0.7;
  const read = texts
    .map(({ id, text }) => ({ id, shingles: shinglesOf(text) }))
    .filter(({ shingles }) => shingles.length > 0)
    .sort((a, b) => compare(a.id, b.id));
  const parents = read.map((_, index) => index);
  const ties: { a: number; similarity: number }[] = [];
  for (const [a, b] of candidates(read.map(({ shingles }) => shingles))) {
    if (rootOf(parents, a) === rootOf(parents, b)) continue;
    const similarity = jaccard(read[a].shingles, read[b].shingles);
    if (similarity < least) continue;
    parents[rootOf(parents, a)] = rootOf(parents, b);
    ties.push({ a, similarity });
  }
  const groups = new Map<number, { texts: string[]; similarity: number }>();
  for (const [index, { id }] of read.entries()) {
    const group = groups.get(rootOf(parents, index)) ?? { texts: [], similarity: 1 };
    group.texts.push(id);
    groups.set(rootOf(parents, index), group);
  }
  for (const { a, similarity } of ties) {
    const group = groups.get(rootOf(parents, a));
    if (group) group.similarity = Math.min(group.similarity, similarity);
  }
  return [...groups.values()]
    .filter((group) => group.texts.length > 1)
    .sort((a, b) => b.texts.length - a.texts.length || compare(a.texts[0], b.texts[0]));
}

/** The runs of five letters of a text's words, as sorted distinct 32-bit hashes; a shorter text is one run. */
export function shinglesOf(text: string): Uint32Array {
  const plain = tokensOf(text).join(' ');
  if (plain === '') return new Uint32Array(0);
  const found = new Set<number>();
  for (let at = 0; at === 0 || at + SHINGLE <= plain.length; at += 1)
    found.add(hashOf(plain.slice(at, at + SHINGLE)));
  return Uint32Array.from(found).sort();
}

/** The number of common runs over that of all runs, exactly. Takes two sorted lists of distinct hashes. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      common += 1;
      i += 1;
      j += 1;
    } else if (a[i] < b[j]) i += 1;
    else j += 1;
  }
  return common / (a.length + b.length - common);
}

/** FNV-1a over UTF-16 units, then mixed. */
function hashOf(run: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < run.length; at += 1)
    hash = Math.imul(hash ^ run.charCodeAt(at), 0x01000193);
  return mix(hash);
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Pairs that agree in all hashes of some band, each pair once. */
function* candidates(shingles: readonly Uint32Array[]): Generator<readonly [number, number]> {
  const hashes = shingles.map(leastHashes);
  for (let band = 0; band < BANDS; band += 1) {
    const buckets = new Map<number, number[]>();
    for (const [index, signature] of hashes.entries()) {
      const key = keyOfBand(signature, band);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [index]);
      else {
        for (const other of bucket.slice(0, MOST_COMPARED))
          if (!meetBefore(hashes[other], signature, band)) yield [index, other];
        bucket.push(index);
      }
    }
  }
}

/** Bands that differ may share a key by accident: the exact comparison sorts it out. */
function keyOfBand(signature: Uint32Array, band: number): number {
  let key = 0;
  for (let at = band * ROWS; at < (band + 1) * ROWS; at += 1) key = mix(key ^ signature[at]);
  return key;
}

function meetBefore(one: Uint32Array, other: Uint32Array, band: number): boolean {
  for (let before = 0; before < band; before += 1) {
    let row = before * ROWS;
    const end = row + ROWS;
    while (row < end && one[row] === other[row]) row += 1;
    if (row === end) return true;
  }
  return false;
}

function leastHashes(shingles: Uint32Array): Uint32Array {
  const signature = new Uint32Array(HASHES).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let hash = 0; hash < HASHES; hash += 1) {
      const value = mix(shingle ^ Math.imul(hash + 1, 0x9e3779b1));
      if (value < signature[hash]) signature[hash] = value;
    }
  }
  return signature;
}

function rootOf(parents: number[], index: number): number {
  let at = index;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}
