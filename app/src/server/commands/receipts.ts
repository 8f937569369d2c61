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
  return createHmac('sha256', keyOf(services, command)).update(stableJson(input)).digest();
}

const keys = new WeakMap<Services, Map<string, string>>();

/** There are as many as commands. */
function keyOf(services: Services, command: string): string {
  const known = keys.get(services) ?? new Map<string, string>();
  keys.set(services, known);
  const key = known.get(command) ?? services.secrets.derive('request-hash', command);
  known.set(command, key);
  return key;
}

/** JSON with sorted members, so that two spellings of one request count as the same. */
function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
