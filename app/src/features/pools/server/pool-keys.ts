import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Sign } from '@muster/log/signature';
import type { Secrets } from '#server/secrets.ts';
import type { Services } from '#server/services.ts';

/** The keys of one pool, made from the secret of the installation: none of them lies in the database. */
export type PoolKeys = {
  /** Closes and opens what is kept sealed, 256 bits. */
  seal: Buffer;
  /** Signs heads and receipts. */
  sign: Sign;
  /** The same signature from another thread: for very many at once, while this one goes on. */
  signAside(message: Uint8Array): Promise<Uint8Array>;
  /** 32 bytes in base64url, as exports name it. */
  publicKey: string;
  /** The name of a buyer in this pool's log: random to everybody else, the same whenever it is asked. */
  pseudonymOf(personId: string): string;
};

const PSEUDONYM_LETTERS = 16;
const signAside = promisify(sign);
// The fixed start of an Ed25519 private key in PKCS #8 (RFC 8410): the 32 bytes of the seed follow.
const SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const known = new WeakMap<Secrets, Map<string, PoolKeys>>();
const MOST_KNOWN = 500;

/** Made once a process: a busy pool asks for them many times a second. */
export function keysOfPool({ secrets }: Pick<Services, 'secrets'>, poolId: string): PoolKeys {
  const ofPools = known.get(secrets) ?? new Map<string, PoolKeys>();
  known.set(secrets, ofPools);
  const there = ofPools.get(poolId);
  if (there) return there;
  if (ofPools.size >= MOST_KNOWN) ofPools.clear();
  const made = makeKeys(secrets, poolId);
  ofPools.set(poolId, made);
  return made;
}

function makeKeys(secrets: Secrets, poolId: string): PoolKeys {
  const seed = Buffer.from(secrets.derive('pool-signature', poolId), 'base64url');
  const key = createPrivateKey({
    key: Buffer.concat([SEED_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    seal: Buffer.from(secrets.derive('pool-seal', poolId), 'base64url'),
    sign: (message) => sign(null, message, key),
    signAside: (message) => signAside(null, message, key),
    publicKey: publicTextOf(key),
    pseudonymOf: (personId) =>
      secrets.derive('pool-pseudonym', `${poolId} ${personId}`).slice(0, PSEUDONYM_LETTERS),
  };
}

function publicTextOf(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return der.subarray(-32).toString('base64url');
}
