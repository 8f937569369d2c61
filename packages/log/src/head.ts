import { fromBase64url, toBase64url } from './bytes.ts';
import type { SignedHead } from './entry.ts';
import { signRecord, verifyRecord, type Sign, type VerifySignature } from './signature.ts';
import { rootOf, type Frontier, type Hash } from './tree.ts';

/** Signs what a log is now: its pool, size, root and the time, in milliseconds since 1970 UTC. */
export function signHead(
  log: { readonly pool: string; readonly frontier: Frontier; readonly time: number },
  sign: Sign,
  hash: Hash,
): SignedHead {
  const root = toBase64url(rootOf(log.frontier, hash));
  const { pool, time } = log;
  return signRecord({ type: 'head' as const, pool, size: log.frontier.size, root, time }, sign);
}

/** Whether a head was signed with the key; says nothing yet of the log it belongs to. */
export function verifyHead(
  head: SignedHead,
  publicKey: string,
  verifySignature: VerifySignature,
): boolean | Promise<boolean> {
  const key = fromBase64url(publicKey);
  if (key === null || key.length !== 32) return false;
  const { type, pool, size, root, time, signature } = head;
  return verifyRecord({ type, pool, size, root, time }, signature, key, verifySignature);
}
