import { ByteReader, packNumber } from './byte-reader.ts';
import { fromBase64url, joinBytes, toBase64url, toUtf8 } from './bytes.ts';
import type { AmendEvent, CommitEvent, Entry } from './entry.ts';
import { rootOfInclusion, type Included, type Receipt } from './receipt.ts';
import { saltBytes, sealOf, type SealedFields } from './seal.ts';
import type { Hash } from './tree.ts';

const VERSION = 1;
const TEXTS = 4;
const NUMBERS = 10;
const SIGNATURE_BYTES = 64;

/**
 * A completed receipt in few bytes: what can be computed again, the seal and the root, is left out. With the proof for
 * a log of a million entries it stays under 1,000 bytes, so that paper can carry it as one QR code. Null for a receipt
 * that holds a promise yet, or whose parts are not of their form.
 *
 * Layout, version 1. The version; four texts, each behind its length: pool, id, buyer (empty in an amendment), variant
 * (empty for none); ten whole numbers in groups of seven bits, lowest first: position, time, seq + 1 of an amendment (0
 * for a commitment), min, max, limit, taxBps, the latest day (0 for none, else 1 + 2·|day|, one more where negative),
 * and the head's size and time; 16 bytes of salt; 64 of the head's signature; 32 for each step of the path.
 */
export function packReceipt({ pool, entry, fields, salt, proof }: Receipt): Uint8Array | null {
  if (proof.kind !== 'included') return null;
  const ends = [salt, proof.head.signature, proof.path].map(fromBase64url);
  if (!ends.every((part) => part !== null)) return null;
  const buyer = entry.type === 'commit' ? entry.buyer : '';
  const texts = [pool, entry.id, buyer, entry.variant ?? ''].map(toUtf8);
  const { min, max, limit, taxBps, latestDay } = fields;
  const numbers = [
    entry.position,
    entry.time,
    entry.type === 'amend' ? entry.seq + 1 : 0,
    min,
    max,
    limit,
    taxBps,
    numberOfDay(latestDay),
    proof.head.size,
    proof.head.time,
  ];
  return joinBytes([
    Uint8Array.of(VERSION),
    ...texts.flatMap((text) => [packNumber(text.length), text]),
    ...numbers.map(packNumber),
    ...ends,
  ]);
}

/**
 * The receipt that some bytes hold, with its seal and root computed; null where they hold none. Whether it is true is
 * for `checkReceipt` to say: a wrong byte gives another root, under which the signature does not hold.
 */
export function unpackReceipt(bytes: Uint8Array, hash: Hash): Receipt | null {
  const reader = new ByteReader(bytes);
  if (reader.take(1)?.[0] !== VERSION) return null;
  const texts = Array.from({ length: TEXTS }, () => reader.text());
  const numbers = Array.from({ length: NUMBERS }, () => reader.number());
  const salt = reader.take(saltBytes);
  const signature = reader.take(SIGNATURE_BYTES);
  if (!texts.every((text) => text !== null) || !numbers.every((each) => each !== null)) return null;
  if (salt === null || signature === null) return null;
  const [pool = '', id = '', buyer = '', variant = ''] = texts;
  const [position = 0, time = 0, place = 0, ...others] = numbers;
  const [min = 0, max = 0, limit = 0, taxBps = 0, day = 0, size = 0, headTime = 0] = others;
  const fields: SealedFields = { min, max, limit, taxBps, latestDay: dayOfNumber(day) };
  const common = { id, variant: variant || null, seal: sealOf(fields, salt, hash), position, time };
  const entry: Entry<CommitEvent | AmendEvent> =
    place === 0
      ? { type: 'commit', ...common, buyer }
      : { type: 'amend', ...common, seq: place - 1 };
  const signed = { type: 'head', pool, size, root: '', time: headTime } as const;
  const head = { ...signed, signature: toBase64url(signature) };
  const proof: Included = { kind: 'included', head, path: toBase64url(reader.rest()) };
  return withRoot(
    { type: 'receipt', pool, entry, fields, salt: toBase64url(salt), proof },
    proof,
    hash,
  );
}

function withRoot(receipt: Receipt, proof: Included, hash: Hash): Receipt | null {
  const root = rootOfInclusion(receipt, proof, hash);
  if (root === null) return null;
  return { ...receipt, proof: { ...proof, head: { ...proof.head, root: toBase64url(root) } } };
}

function numberOfDay(day: number | null): number {
  if (day === null) return 0;
  return 1 + 2 * Math.abs(day) + (day < 0 ? 1 : 0);
}

function dayOfNumber(number: number): number | null {
  if (number === 0) return null;
  const day = Math.floor((number - 1) / 2);
  return number % 2 === 0 ? -day : day;
}
