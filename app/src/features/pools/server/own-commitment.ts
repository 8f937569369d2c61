import { z } from 'zod';
import type { Receipt } from '@muster/log/receipt';
import { grossPrice } from '@muster/clearing/money';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { ownQuery } from './change-commitment.ts';
import { receiptOf } from './commit.ts';
import { findPool, type PoolRow } from './find-pool.ts';
import { keysOfPool } from './pool-keys.ts';
import { dateOfDay } from './pool-days.ts';
import { proveReceipt } from './prove-receipt.ts';

export const receiptView = z
  .custom<Receipt>((value) => typeof value === 'object')
  .meta({ type: 'object', description: 'The receipt, as docs/log.md tells it.' });

export const ownCommitmentView = z.object({
  id: z.string(),
  seq: z.number().int(),
  buyer: z.string().meta({ description: 'The pseudonym under which you stand in the log.' }),
  variant: z.string().nullable().meta({ description: 'By its key; null in a pool of one kind.' }),
  min: z.number().int(),
  max: z.number().int(),
  limitMinor: z.number().int(),
  latestDay: z.string().nullable(),
  changedAt: z.string(),
  allocated: z
    .object({
      round: z.number().int(),
      units: z.number().int(),
      unitGrossMinor: z.number().int(),
      grossMinor: z.number().int(),
    })
    .nullable(),
  receipt: receiptView,
});
export type OwnCommitment = z.infer<typeof ownCommitmentView>;

/** What somebody has committed to in a pool, with the receipt and what the clearing gave; null: nothing. */
export async function readOwnCommitment(
  services: Services,
  actor: Actor,
  wanted: { space: string; pool: string },
): Promise<Outcome<{ commitment: OwnCommitment | null }>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'commitment.write' },
    async (db) => {
      const found = await findPool(db, actor, wanted);
      return found && { commitment: await readOwn(services, db, found.pool, personOf(actor)) };
    },
  );
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

async function readOwn(
  services: Services,
  db: Handle,
  pool: PoolRow,
  personId: string | null,
): Promise<OwnCommitment | null> {
  if (!personId) return null;
  const row = await ownQuery(db, pool, personId).executeTakeFirst();
  if (!row) return null;
  const keys = keysOfPool(services, pool.id);
  const issued = await receiptOf({ pool, keys }, { ...row, seq: row.position });
  const { min, max, limit, latestDay } = issued.fields;
  return {
    id: row.id,
    seq: row.seq,
    buyer: row.buyer,
    variant: pool.variants.find(({ id }) => id === row.variantId)?.key ?? null,
    min,
    max,
    limitMinor: limit,
    latestDay: latestDay === null ? null : dateOfDay(latestDay),
    changedAt: row.changedAt.toISOString(),
    allocated: await readAllocated(db, pool, row.id),
    receipt: await proveReceipt(db, pool, issued),
  };
}

async function readAllocated(db: Handle, pool: PoolRow, id: string) {
  const row = await db
    .selectFrom('allocations')
    .select(['round', 'units', 'unitPriceMinor', 'grossMinor'])
    .where('spaceId', '=', pool.spaceId)
    .where('poolId', '=', pool.id)
    .where('commitmentId', '=', id)
    .orderBy('round', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const unitGrossMinor = grossPrice(row.unitPriceMinor, pool.taxBps);
  return { round: row.round, units: row.units, unitGrossMinor, grossMinor: Number(row.grossMinor) };
}
