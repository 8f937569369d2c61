import { sql } from 'kysely';
import { appendEvent, type LogTip, signTip } from '@muster/log/append';
import { fastHash } from '@muster/log/crypto.node';
import type { Entry, PoolEvent, SignedHead } from '@muster/log/entry';
import type { Handle } from '#server/database/database.ts';
import type { PoolKeys } from './pool-keys.ts';

export type LogRow = { seq: number; entry: string; leaf: Uint8Array; sealed: Uint8Array | null };
export type PoolPlace = { spaceId: string; poolId: string };

const HASH_BYTES = 32;

/**
 * Appends to the log of one pool whose row of `pool_tips` this transaction has locked: entries are hashed and heads signed
 * in memory, and `flush` writes all of them with one statement each, asked for at once.
 */
export class LogWriter {
  /** Standing commitments and their units: what everybody may know of them. */
  commitments: number;
  units: number;
  readonly rows: LogRow[] = [];
  #tip: LogTip;
  readonly #heads: SignedHead[] = [];
  readonly #keys: PoolKeys;
  readonly #nowMs: number;

  constructor(
    tip: LogTip,
    counts: { commitments: number; units: number },
    { keys, nowMs }: { keys: PoolKeys; nowMs: number },
  ) {
    this.#tip = tip;
    this.#keys = keys;
    this.#nowMs = nowMs;
    this.commitments = counts.commitments;
    this.units = counts.units;
  }

  /** The position that the next entry takes. */
  get position(): number {
    return this.#tip.frontier.size;
  }

  /** Two processes have two clocks: an entry is never dated before the one that it follows. */
  get timeMs(): number {
    return Math.max(this.#nowMs, this.#tip.time);
  }

  append<Event extends PoolEvent>(event: Event, sealed: Uint8Array | null = null): Entry {
    const appended = appendEvent(this.#tip, event, this.timeMs, fastHash);
    if (appended.kind === 'refused')
      throw new Error(`The log takes no such entry: ${JSON.stringify(appended.refusals)}`);
    this.#tip = appended.tip;
    const { entry, line, leaf } = appended;
    this.rows.push({ seq: entry.position, entry: line, leaf, sealed });
    return entry;
  }

  signHead(): void {
    // Each head is later than the one before: of two heads of one moment nobody could say which came first.
    const timeMs = Math.max(this.#nowMs, this.#tip.time + 1);
    const signed = signTip(this.#tip, timeMs, this.#keys.sign, fastHash);
    if (signed.kind === 'refused') throw new Error(JSON.stringify(signed.refusals));
    this.#heads.push(signed.head);
    this.#tip = signed.tip;
  }

  /** Signs a head over everything and writes it all down. */
  async flush(db: Handle, place: PoolPlace): Promise<void> {
    this.signHead();
    await Promise.all([
      insertRows(db, place, this.rows),
      insertHeads(db, place, this.#heads),
      db
        .updateTable('poolTips')
        .set({
          size: this.position,
          timeMs: this.#tip.time,
          peaks: Buffer.concat(this.#tip.frontier.peaks),
          commitments: this.commitments,
          units: this.units,
        })
        .where('spaceId', '=', place.spaceId)
        .where('poolId', '=', place.poolId)
        .execute(),
    ]);
  }
}

/** The tip as its row holds it. */
export function tipOf(
  poolId: string,
  row: { size: number; timeMs: string; peaks: Uint8Array },
): LogTip {
  const peaks = Array.from({ length: row.peaks.length / HASH_BYTES }, (_, at) =>
    Uint8Array.from(row.peaks.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  );
  return { pool: poolId, frontier: { size: row.size, peaks }, time: Number(row.timeMs) };
}

async function insertRows(
  db: Handle,
  { spaceId, poolId }: PoolPlace,
  rows: readonly LogRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into pool_log (space_id, pool_id, seq, entry, leaf, sealed)
    select ${spaceId}, ${poolId}, seq, entry, leaf, sealed
    from unnest(${rows.map(({ seq }) => seq)}::int[], ${rows.map(({ entry }) => entry)}::text[],
      ${rows.map(({ leaf }) => Buffer.from(leaf))}::bytea[],
      ${rows.map(({ sealed }) => (sealed ? Buffer.from(sealed) : null))}::bytea[]) as r (seq, entry, leaf, sealed)`.execute(
    db,
  );
}

async function insertHeads(
  db: Handle,
  { spaceId, poolId }: PoolPlace,
  heads: readonly SignedHead[],
): Promise<void> {
  const rows = heads.map(({ size, time, root, signature }) => ({
    spaceId,
    poolId,
    size,
    timeMs: time,
    root,
    signature,
  }));
  // A head that is signed twice over the same entries says nothing new.
  await db
    .insertInto('poolHeads')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['spaceId', 'poolId', 'size']).doNothing())
    .execute();
}
