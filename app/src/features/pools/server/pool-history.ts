import type { Entry, Opening } from '@muster/log/entry';
import { PoolFold } from '@muster/log/pool-fold';
import { isEntry, parseRecord } from '@muster/log/record-parser';
import type { Handle } from '#server/database/database.ts';
import type { PoolPlace } from './log-writer.ts';
import type { PoolKeys } from './pool-keys.ts';
import { openFields } from './sealed-fields.ts';

const ROWS_AT_ONCE = 5_000;

export type LoggedEntry = { entry: Entry; sealed: Uint8Array | null };

/** The entries of a pool's log from a position on, in their order; read in parts, so that a long log is never held twice. */
export async function* readLog(
  db: Handle,
  { spaceId, poolId }: PoolPlace,
  from = 0,
): AsyncGenerator<LoggedEntry> {
  for (let next = from; ;) {
    const rows = await db
      .selectFrom('poolLog')
      .select(['seq', 'entry', 'sealed'])
      .where('spaceId', '=', spaceId)
      .where('poolId', '=', poolId)
      .where('seq', '>=', next)
      .orderBy('seq')
      .limit(ROWS_AT_ONCE)
      .execute();
    for (const { entry, sealed } of rows) yield { entry: entryOf(entry), sealed };
    if (rows.length < ROWS_AT_ONCE) return;
    next += rows.length;
  }
}

export type History = {
  fold: PoolFold;
  /** What was sealed, by ascending position: the rows of the reveal. Of those alone that were not withdrawn. */
  openings: Opening[];
};

/** Tells a pool from its log, with every seal opened and, after the tentative clearing, who was served. */
export async function readHistory(db: Handle, place: PoolPlace, keys: PoolKeys): Promise<History> {
  const fold = new PoolFold();
  const boxes = new Map<number, Uint8Array>();
  for await (const { entry, sealed } of readLog(db, place)) {
    const broken = fold.apply(entry);
    if (broken) throw new Error(`The log of pool ${place.poolId} breaks a rule: ${broken}`);
    if (sealed) boxes.set(entry.position, sealed);
    if (entry.type === 'clearing' && entry.round === 'tentative') await readServed(db, place, fold);
  }
  const openings: Opening[] = [];
  for (const [position, box] of boxes) {
    const { fields, salt } = openFields(keys.seal, box, { poolId: place.poolId, position });
    if (fold.sealedAt(position)?.commitment.cancelled !== false) continue;
    fold.open(position, fields);
    openings.push({ type: 'opening', position, salt, ...fields });
  }
  return { fold, openings };
}

async function readServed(db: Handle, place: PoolPlace, fold: PoolFold): Promise<void> {
  const served = await db
    .selectFrom('allocations')
    .select(['commitmentId', 'units'])
    .where('spaceId', '=', place.spaceId)
    .where('poolId', '=', place.poolId)
    .where('round', '=', 1)
    .execute();
  for (const { commitmentId, units } of served)
    fold.allot({ type: 'allotment', id: commitmentId, units });
}

/** An entry from its canonical text. What stands in the log was checked when it was appended. */
export function entryOf(text: string): Entry {
  const parsed = parseRecord(text);
  if (parsed.kind === 'refused' || !isEntry(parsed.record))
    throw new Error(`A log holds what is no entry: ${text.slice(0, 100)}`);
  return parsed.record;
}
