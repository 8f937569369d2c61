import { getPublicKey, hashes, Point, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { fromBase64url, toBase64url, toUtf8 } from './bytes.ts';
import { writeCanonical, type CanonicalObject } from './canonical.ts';

hashes.sha512 = (message) => sha512(message);

/** Signs bytes with the pool's Ed25519 key (RFC 8032); 64 bytes. The key never enters this package's records. */
export type Sign = (message: Uint8Array) => Uint8Array;

/** Whether 64 bytes are the signature of a message under a 32-byte public key. A browser may answer by its own WebCrypto. */
export type VerifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => boolean | Promise<boolean>;

/** A signer from the 32-byte secret seed of RFC 8032, in plain JavaScript. */
export function signWith(secretKey: Uint8Array): Sign {
  return (message) => sign(message, secretKey);
}

/** The public key of a secret seed, as exports write it. */
export function publicKeyOf(secretKey: Uint8Array): string {
  return toBase64url(getPublicKey(secretKey));
}

/** Verifies in plain JavaScript, by the strict rules of RFC 8032. */
export const portableVerify: VerifySignature = (signature, message, publicKey) => {
  try {
    return verify(signature, message, publicKey, { zip215: false });
  } catch {
    // The library throws for points that are not on the curve; to us that is a signature that does not hold.
    return false;
  }
};

/** Whether 32 bytes are a key under which a signature binds: on the curve, in the prime-order group, not of small order. */
export function isSoundKey(publicKey: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(publicKey);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/**
 * The record with its signature. What is signed is always the canonical text of the record without
 * the member `signature`; its `type` keeps a signature on one kind of record from serving another.
 */
export function signRecord<Body extends CanonicalObject>(
  body: Body,
  signBytes: Sign,
): Body & { readonly signature: string } {
  return { ...body, signature: toBase64url(signBytes(recordBytes(body))) };
}

/** The bytes of a record that a signature is over. */
export function recordBytes(body: CanonicalObject): Uint8Array {
  return toUtf8(writeCanonical(body));
}

/** Whether the signature of `signRecord` holds. */
export function verifyRecord(
  body: CanonicalObject,
  signature: string,
  publicKey: Uint8Array,
  verifySignature: VerifySignature,
): boolean | Promise<boolean> {
  const bytes = fromBase64url(signature);
  if (bytes === null || bytes.length !== 64) return false;
  return verifySignature(bytes, recordBytes(body), publicKey);
}
