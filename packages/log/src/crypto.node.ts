import { createPublicKey, hash as nodeHash, verify, type KeyObject } from 'node:crypto';
import type { VerifySignature } from './signature.ts';
import type { Hash } from './tree.ts';

/** SHA-256 by Node's OpenSSL: the same bytes as `portableHash`, in about half the time. */
export const fastHash: Hash = (bytes) => nodeHash('sha256', bytes, 'buffer');

// The fixed start of an Ed25519 public key in DER (RFC 8410): the 32 bytes of the key follow.
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const keysMax = 64;
const keys = new Map<string, KeyObject>();

/** Verifies Ed25519 by OpenSSL, some ten times as fast as in plain JavaScript. */
export const fastVerify: VerifySignature = (signature, message, publicKey) => {
  try {
    return verify(null, message, keyOf(publicKey), signature);
  } catch {
    return false;
  }
};

/** Reading a key costs as much as a check, and an export has one key, so the last few are kept. */
function keyOf(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('hex');
  const known = keys.get(name);
  if (known !== undefined) return known;
  const der = Buffer.concat([derPrefix, publicKey]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (keys.size >= keysMax) keys.clear();
  keys.set(name, key);
  return key;
}
