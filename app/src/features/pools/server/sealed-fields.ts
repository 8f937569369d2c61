import { randomBytes } from 'node:crypto';
import { fastHash } from '@muster/log/crypto.node';
import { saltBytes, sealOf, type SealedFields } from '@muster/log/seal';
import { z } from 'zod';
import { openSealed, sealText } from './seal-box.ts';

/** What a commitment says, and the salt under which the log holds it. */
export type Said = { fields: SealedFields; salt: string };

const PAD_BYTES = 128;
const boxed = z.tuple([
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.number().int().nullable(),
  z.string(),
]);

/** Puts the fields under a new seal: the digest for the log, and the box that this installation opens at the close. */
export function sealFields(
  key: Uint8Array,
  fields: SealedFields,
  { poolId, position }: { poolId: string; position: number },
): { seal: string; box: Buffer; said: Said } {
  const salt = randomBytes(saltBytes);
  const { min, max, limit, taxBps, latestDay } = fields;
  const said = { fields, salt: salt.toString('base64url') };
  const text = JSON.stringify([min, max, limit, taxBps, latestDay, said.salt]);
  const place = { poolId, place: String(position) };
  return {
    seal: sealOf(fields, salt, fastHash),
    box: sealText(key, text, { place, padTo: PAD_BYTES }),
    said,
  };
}

export function openFields(
  key: Uint8Array,
  box: Uint8Array,
  { poolId, position }: { poolId: string; position: number },
): Said {
  const text = openSealed(key, box, { poolId, place: String(position) });
  const [min, max, limit, taxBps, latestDay, salt] = boxed.parse(JSON.parse(text));
  return { fields: { min, max, limit, taxBps, latestDay }, salt };
}
