import { randomBytes, randomInt } from 'node:crypto';

/** The nil id: the installation as a whole, where a space would stand. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000';

/** A UUID of version 7 (RFC 9562): sorts by time to the millisecond, the rest is chance. */
export function newId(now: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

/** No letter that is easily taken for another. */
const ADDRESS_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const ADDRESS_LENGTH = 8;

/** Eight letters that nobody guesses: how a thing of a space is named in its path. */
export function newAddress(): string {
  return Array.from(
    { length: ADDRESS_LENGTH },
    () => ADDRESS_LETTERS[randomInt(ADDRESS_LETTERS.length)],
  ).join('');
}
