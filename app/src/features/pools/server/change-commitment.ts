import { onlyLowersMax, type SealedFields } from '@muster/log/seal';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, type Outcome, type Refused, refused } from '#server/outcome.ts';
import { fieldsOf } from './commit.ts';
import { findThePool, type HeldPool, holdPool, isOpen, type PoolFound } from './find-pool.ts';
import { type CommitmentInput, commitmentInput, onPool } from './pool-input.ts';
import { chosen, noChoice, type PoolVariant } from './pool-variants.ts';
import { openFields, type Said, sealFields } from './sealed-fields.ts';

const HOUR_MS = 3_600_000;

export type Changed = { commitment: string; position: number };
type Own = { id: string; seq: number; position: number; variantId: string | null; said: Said };

/**
 * A buyer says it anew. Who only lowers `max` keeps the place in the line; every other change goes to its end. In the pool's
 * last, binding hours a commitment may grow but not shrink.
 */
export const amendCommitment: Command<CommitmentInput, PoolFound, Changed> = {
  name: 'pool.amend-commitment',
  action: 'commitment.write',
  input: commitmentInput,
  find: findThePool,
  apply: async (change, input, found) => {
    const held = await holdOwn(change, found);
    if (held.kind === 'refused') return held;
    const { pool, own } = held;
    const variant = chosen(pool.variants, input.variant);
    if (variant === undefined) return invalid(noChoice(input.variant));
    const moves = own.variantId !== (variant?.id ?? null);
    const fields = fieldsOf(input, own.said.fields.taxBps);
    if (!moves && JSON.stringify(fields) === JSON.stringify(own.said.fields))
      return done({ commitment: own.id, position: own.position });
    const shrinks = moves ? 'variant' : shrunkField(own.said.fields, fields);
    if (shrinks && isBinding(pool, change.now))
      return invalid({ field: shrinks, reason: 'binding-now' });
    return amend(change, held, { fields, variant });
  },
};

async function amend(
  change: Change,
  held: HeldPool & { own: Own },
  { fields, variant }: { fields: SealedFields; variant: PoolVariant | null },
): Promise<Outcome<Changed>> {
  const { pool, keys, log, own } = held;
  const position = log.position;
  const variantId = variant?.id ?? null;
  const stays = variantId === own.variantId && onlyLowersMax(own.said.fields, fields);
  const seq = stays ? own.seq : position;
  const { seal, box } = sealFields(keys.seal, fields, { poolId: pool.id, position });
  log.append({ type: 'amend', id: own.id, variant: variant?.key ?? null, seal, seq }, box);
  log.units += fields.max - own.said.fields.max;
  const place = { spaceId: pool.spaceId, poolId: pool.id };
  await log.flush(change.db, place);
  await change.db
    .updateTable('commitments')
    .set({ variantId, seq, position, changedAt: change.now })
    .where('spaceId', '=', place.spaceId)
    .where('poolId', '=', place.poolId)
    .where('id', '=', own.id)
    .execute();
  await announceMove(change, held, own.id);
  return done({ commitment: own.id, position });
}

export const withdrawInput = onPool;

/** A buyer leaves, until the pool's binding hours begin. */
export const withdrawCommitment: Command<z.infer<typeof withdrawInput>, PoolFound, Changed> = {
  name: 'pool.withdraw-commitment',
  action: 'commitment.write',
  input: withdrawInput,
  find: findThePool,
  apply: async (change, _input, found) => {
    const held = await holdOwn(change, found);
    if (held.kind === 'refused') return held;
    const { pool, log, own } = held;
    if (isBinding(pool, change.now)) return refused('not-now', 'binding-now');
    const entry = log.append({ type: 'cancel', id: own.id });
    log.commitments -= 1;
    log.units -= own.said.fields.max;
    await log.flush(change.db, { spaceId: pool.spaceId, poolId: pool.id });
    await change.db
      .updateTable('commitments')
      .set({ state: 'withdrawn', changedAt: change.now })
      .where('spaceId', '=', pool.spaceId)
      .where('poolId', '=', pool.id)
      .where('id', '=', own.id)
      .execute();
    await announceMove(change, held, own.id);
    return done({ commitment: own.id, position: entry.position });
  },
};

function announceMove(change: Change, { pool, log }: HeldPool, commitment: string): Promise<void> {
  const data = { poolId: pool.id, commitments: [commitment], size: log.position };
  return change.emit({ kind: 'pool.moved', spaceId: pool.spaceId, subjectId: pool.id, data });
}

type HeldOwn = HeldPool & { kind: 'held'; own: Own };

async function holdOwn(change: Change, found: PoolFound): Promise<HeldOwn | Refused> {
  const { spaceId, id: poolId } = found.pool;
  const personId = personOf(change.actor);
  if (!personId) return refused('sign-in-needed');
  const held = await holdPool(change, { spaceId, poolId });
  if (!held) return refused('not-found');
  if (!isOpen(held.pool, change.now)) return refused('not-now', 'pool-closed');
  const own = await readOwn(change, held, personId);
  return own ? { kind: 'held', ...held, own } : refused('not-now', 'nothing-committed');
}

async function readOwn(change: Change, held: HeldPool, personId: string): Promise<Own | undefined> {
  const row = await ownQuery(change.db, held.pool, personId).executeTakeFirst();
  if (!row?.sealed) return undefined;
  const { id, seq, position, variantId, sealed } = row;
  const said = openFields(held.keys.seal, sealed, { poolId: held.pool.id, position });
  return { id, seq, position, variantId, said };
}

/** The standing commitment of somebody, with the entry of the log that holds its latest words. */
export function ownQuery(
  db: Change['db'],
  pool: { spaceId: string; id: string },
  personId: string,
) {
  return db
    .selectFrom('commitments')
    .innerJoin('poolLog', (join) =>
      join
        .onRef('poolLog.spaceId', '=', 'commitments.spaceId')
        .onRef('poolLog.poolId', '=', 'commitments.poolId')
        .onRef('poolLog.seq', '=', 'commitments.position'),
    )
    .select(['commitments.id', 'commitments.seq', 'position', 'buyer', 'createdAt', 'changedAt'])
    .select('variantId')
    .select(['poolLog.entry', 'poolLog.sealed'])
    .where('commitments.spaceId', '=', pool.spaceId)
    .where('commitments.poolId', '=', pool.id)
    .where('personId', '=', personId)
    .where('state', '=', 'standing');
}

export function bindingFrom(pool: { closesAt: Date; bindingHours: number }): Date {
  return new Date(pool.closesAt.getTime() - pool.bindingHours * HOUR_MS);
}

function isBinding(pool: { closesAt: Date; bindingHours: number }, now: Date): boolean {
  return now >= bindingFrom(pool);
}

/** The first field in which a commitment would give less than it did. */
function shrunkField(before: SealedFields, after: SealedFields): string | false {
  if (after.max < before.max) return 'max';
  if (after.min > before.min) return 'min';
  if (after.limit < before.limit) return 'limitMinor';
  const sooner = after.latestDay !== null && after.latestDay < (before.latestDay ?? Infinity);
  return sooner ? 'latestDay' : false;
}
