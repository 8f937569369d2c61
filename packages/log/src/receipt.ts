import { fromBase64url, joinBytes, sameBytes, toBase64url, toUtf8 } from './bytes.ts';
import type { AmendEvent, CommitEvent, Entry, SignedHead } from './entry.ts';
import { recordText } from './export.ts';
import { verifyHead } from './head.ts';
import { rootFromInclusion } from './proof.ts';
import { saltBytes, sealOf, type SealedFields } from './seal.ts';
import { recordBytes, verifyRecord, type Sign, type VerifySignature } from './signature.ts';
import { leafHash, type Hash } from './tree.ts';

/** The pool's signed word: this leaf has this position, and a head that covers it is out by the time `by`. */
export interface Promised {
  readonly kind: 'promised';
  readonly by: number;
  readonly signature: string;
}

/** The proof that the word was kept: the audit path, 32 bytes a step, from the entry up to a signed head. */
export interface Included {
  readonly kind: 'included';
  readonly head: SignedHead;
  readonly path: string;
}

/** What a buyer holds: the entry in the log, what is under its seal, and the pool's word or proof for it. */
export interface Receipt {
  readonly type: 'receipt';
  readonly pool: string;
  readonly entry: Entry<CommitEvent | AmendEvent>;
  readonly fields: SealedFields;
  readonly salt: string;
  readonly proof: Promised | Included;
}

/** The receipt that a buyer gets at once. */
export function issueReceipt(
  receipt: Omit<Receipt, 'type' | 'proof'>,
  by: number,
  sign: Sign,
  hash: Hash,
): Receipt {
  return promisedReceipt(receipt, by, sign(promiseBytes(receipt, by, hash)));
}

/** The bytes that the pool signs for such a receipt, for a signer that is not asked here and now. `by` is in milliseconds. */
export function promiseBytes(
  receipt: Omit<Receipt, 'type' | 'proof'>,
  by: number,
  hash: Hash,
): Uint8Array {
  return recordBytes(promiseOf(receipt, by, hash));
}

/** The receipt with the signature, 64 bytes, over its `promiseBytes`. */
export function promisedReceipt(
  receipt: Omit<Receipt, 'type' | 'proof'>,
  by: number,
  signature: Uint8Array,
): Receipt {
  const proof = { kind: 'promised', by, signature: toBase64url(signature) } as const;
  return { type: 'receipt', ...receipt, proof };
}

/** The same receipt with its proof. The signed head takes the place of the promise: it says more. */
export function completeReceipt(
  receipt: Receipt,
  head: SignedHead,
  path: readonly Uint8Array[],
): Receipt {
  return {
    ...receipt,
    proof: { kind: 'included', head, path: toBase64url(joinBytes(path)) },
  };
}

export type ReceiptVerdict =
  | { readonly kind: 'promised'; readonly by: number }
  | {
      readonly kind: 'included';
      readonly size: number;
      readonly root: string;
      readonly time: number;
    }
  | { readonly kind: 'broken'; readonly reason: ReceiptFault };

/** What is wrong with a receipt, in the order in which it is looked for. */
export type ReceiptFault =
  | 'salt-is-malformed'
  | 'seal-does-not-open'
  | 'signature-does-not-hold'
  | 'head-is-of-another-pool'
  | 'path-is-malformed'
  | 'path-leads-elsewhere';

/** Holds a receipt against itself and the pool's public key; needs nothing else. */
export async function checkReceipt(
  receipt: Receipt,
  publicKey: string,
  { hash, verifySignature }: { readonly hash: Hash; readonly verifySignature: VerifySignature },
): Promise<ReceiptVerdict> {
  const salt = fromBase64url(receipt.salt);
  const key = fromBase64url(publicKey);
  if (salt?.length !== saltBytes) return broken('salt-is-malformed');
  if (sealOf(receipt.fields, salt, hash) !== receipt.entry.seal)
    return broken('seal-does-not-open');
  const { proof } = receipt;
  if (proof.kind === 'promised') {
    const promise = promiseOf(receipt, proof.by, hash);
    if (!key || !(await verifyRecord(promise, proof.signature, key, verifySignature))) {
      return broken('signature-does-not-hold');
    }
    return { kind: 'promised', by: proof.by };
  }
  if (proof.head.pool !== receipt.pool) return broken('head-is-of-another-pool');
  const root = rootOfInclusion(receipt, proof, hash);
  if (root === null) return broken('path-is-malformed');
  if (toBase64url(root) !== proof.head.root) return broken('path-leads-elsewhere');
  if (!(await verifyHead(proof.head, publicKey, verifySignature))) {
    return broken('signature-does-not-hold');
  }
  const { size, time } = proof.head;
  return { kind: 'included', size, root: proof.head.root, time };
}

/** The hash that the log must have at the receipt's position. */
export function receiptLeaf(receipt: Omit<Receipt, 'type' | 'proof'>, hash: Hash): Uint8Array {
  return leafHash(toUtf8(recordText(receipt.entry)), hash);
}

/** Whether a leaf of the log is the one that the receipt speaks of. */
export function receiptMatches(receipt: Receipt, leaf: Uint8Array, hash: Hash): boolean {
  return sameBytes(receiptLeaf(receipt, hash), leaf);
}

/** The audit path as hashes, or null where it is not whole. */
export function pathSteps(path: string): Uint8Array[] | null {
  const bytes = fromBase64url(path);
  if (bytes === null || bytes.length % 32 !== 0) return null;
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(i * 32, i * 32 + 32));
}

/** The root that the path of a receipt leads to; null where the path does not fit its place. */
export function rootOfInclusion(
  receipt: Receipt,
  { head, path }: Included,
  hash: Hash,
): Uint8Array | null {
  const steps = pathSteps(path);
  if (steps === null) return null;
  const place = {
    leaf: receiptLeaf(receipt, hash),
    index: receipt.entry.position,
    size: head.size,
  };
  return rootFromInclusion(place, steps, hash);
}

function promiseOf(receipt: Omit<Receipt, 'type' | 'proof'>, by: number, hash: Hash) {
  return {
    type: 'promise',
    pool: receipt.pool,
    position: receipt.entry.position,
    leaf: toBase64url(receiptLeaf(receipt, hash)),
    by,
  };
}

function broken(reason: ReceiptFault): ReceiptVerdict {
  return { kind: 'broken', reason };
}
