import { createHmac } from 'node:crypto';
import type { Services } from '../services.ts';

const KEY = /^[\x21-\x7e]{8,200}$/;

/** Whether a text may be an idempotency key. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/**
 * By which a request is known again. It is keyed: a plain digest of a request with a sealed limit in it could be found by
 * trying a few thousand limits.
 */
export function requestHashOf(services: Services, command: string, input: unknown): Buffer {
  return createHmac('sha256', services.secrets.derive('request-hash', command))
    .update(stableJson(input))
    .digest();
}

/** JSON with sorted members, so that two spellings of one request count as the same. */
function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
