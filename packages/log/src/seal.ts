import { joinBytes, toBase64url, toUtf8 } from './bytes.ts';
import type { Hash } from './tree.ts';

/** What a buyer keeps private until the close. Prices in minor units, the day counted as the pool counts days. */
export interface SealedFields {
  readonly min: number;
  readonly max: number;
  readonly limit: number;
  readonly taxBps: number;
  readonly latestDay: number | null;
}

/** Salts are 16 random bytes, new for every seal. Without them a limit could be found by trying a few thousand. */
export const saltBytes = 16;

/** SHA-256(salt ‖ canonical fields), base64url: what the log holds in the place of the fields. */
export function sealOf(fields: SealedFields, salt: Uint8Array, hash: Hash): string {
  if (salt.length !== saltBytes) throw new RangeError(`A salt has ${saltBytes} bytes.`);
  return toBase64url(hash(joinBytes([salt, toUtf8(sealedText(fields))])));
}

/** The canonical text under a seal. Members stand in their canonical order. */
export function sealedText(fields: SealedFields): string {
  const { latestDay, limit, max, min, taxBps } = fields;
  return `{"latestDay":${latestDay},"limit":${limit},"max":${max},"min":${min},"taxBps":${taxBps}}`;
}

/** The one amendment that keeps its place in the line: the same wish for fewer units. */
export function onlyLowersMax(before: SealedFields, after: SealedFields): boolean {
  return (
    after.max < before.max &&
    after.min === before.min &&
    after.limit === before.limit &&
    after.taxBps === before.taxBps &&
    after.latestDay === before.latestDay
  );
}
