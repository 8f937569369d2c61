import { toBase64url, toUtf8 } from '@muster/log/bytes';
import { canonicalText } from '@muster/log/canonical';
import { sha256 } from '@noble/hashes/sha2.js';
import { MAX_EXPRESSION_DEPTH } from './bounds.ts';

/** An expression nests a list and an object for each of its levels. */
const DEPTH = 2 * MAX_EXPRESSION_DEPTH + 16;

/** SHA-256 of the canonical text of a value of JSON with whole numbers, base64url. Undefined members do not count. */
export function hashOf(value: unknown): string {
  const text = canonicalText(JSON.parse(JSON.stringify(value)), DEPTH);
  if (text.kind === 'refused') {
    throw new TypeError(`No canonical form: ${text.refusals[0]?.path} ${text.refusals[0]?.reason}`);
  }
  return toBase64url(sha256(toUtf8(text.text)));
}
