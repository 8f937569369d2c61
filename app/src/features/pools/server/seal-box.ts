import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a box belongs to: a box that was moved to another place does not open. */
export type BoxPlace = { poolId: string; place: string };

/**
 * Encrypts a text with AES-256-GCM, filled up to a multiple of `padTo` bytes so that its length tells nothing of what is in
 * it. Nonce, tag and ciphertext stand behind each other.
 */
export function sealText(
  key: Uint8Array,
  text: string,
  { place, padTo }: { place: BoxPlace; padTo: number },
): Buffer {
  const bytes = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil((bytes.length + 1) / padTo) * padTo, 0x20);
  bytes.copy(padded);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(`${place.poolId} ${place.place}`));
  const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The text of a box. Throws when it was changed, moved, or closed under another key: then the secret is not the one it was. */
export function openSealed(key: Uint8Array, box: Uint8Array, place: BoxPlace): string {
  const cipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES));
  cipher.setAAD(Buffer.from(`${place.poolId} ${place.place}`));
  cipher.setAuthTag(box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = Buffer.concat([
    cipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)),
    cipher.final(),
  ]);
  return opened.toString().trimEnd();
}
