import { toBase64url, toUtf8 } from '@muster/log/bytes';
import { canonicalText } from '@muster/log/canonical';
import { sha256 } from '@noble/hashes/sha2.js';
import { MAX_KIT_DEPTH } from './bounds.ts';

/** SHA-256 of the canonical text of a value of JSON with whole numbers, base64url. Undefined members do not count. */
export function hashOf(value: unknown): string {
  return toBase64url(sha256(toUtf8(canonicalOf(value))));
}

/** The one text of a value of JSON with whole numbers, members in order (RFC 8785). Undefined members do not count. */
export function canonicalOf(value: unknown): string {
  const text = canonicalText(JSON.parse(JSON.stringify(value)), MAX_KIT_DEPTH);
  if (text.kind === 'refused') {
    throw new TypeError(`No canonical form: ${text.refusals[0]?.path} ${text.refusals[0]?.reason}`);
  }
  return text.text;
}
