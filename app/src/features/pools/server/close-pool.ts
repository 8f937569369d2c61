import { sql } from 'kysely';
import { fastHash } from '@muster/log/crypto.node';
import { listRows } from '@muster/log/export';
import type { PoolFold } from '@muster/log/pool-fold';
import type { Change } from '#server/commands/change.ts';
import { clearRound } from './clear-round.ts';
import { type HeldPool, holdPool } from './find-pool.ts';
import { openQuotes } from './open-quotes.ts';
import { entryOf, readHistory } from './pool-history.ts';

export type VoidReason =
  'no-quote' | 'too-small' | 'cancelled' | 'not-collected' | 'price-rose' | 'maker-withdrew';
export type Closed = 'not-due' | 'tentative' | 'void';

/**
 * Closes a pool whose time has come: whoever comes first, once, and however late. Asked of one that is not due, or that
 * was closed meanwhile, it changes nothing.
 */
export async function closePool(
  change: Change,
  place: { spaceId: string; poolId: string },
): Promise<Closed> {
  const held = await holdPool(change, place);
  if (!held || held.pool.stage !== 'open' || change.now < held.pool.closesAt) return 'not-due';
  await openQuotes(change, held);
  return endOffers(change, held, undefined);
}

/** Closes, reveals and clears. With a reason the pool is void whatever was offered: its offers leave first. */
export async function endOffers(
  change: Change,
  held: HeldPool,
  given: { reason: VoidReason; note: string } | undefined,
): Promise<Exclude<Closed, 'not-due'>> {
  const { pool, log } = held;
  const place = { spaceId: pool.spaceId, poolId: pool.id };
  const { fold, openings } = await readHistory(change.db, place, held.keys);
  // The log was read from the tables: what this change has appended and not yet written follows now.
  for (const row of log.rows) fold.apply(entryOf(row.entry));
  if (given)
    for (const id of fold.offers.keys()) take(fold, held, { type: 'offer', id, terms: null });
  take(fold, held, { type: 'close' });
  // The head stands between the close and the reveal: nothing could be added once limits were known.
  log.signHead();
  take(fold, held, { type: 'reveal', rows: listRows(openings, fastHash) });
  await reveal(change, held, fold);
  const hadOffers = fold.offers.size > 0;
  const cleared = await clearRound(change, held, fold, 'tentative');
  await log.flush(change.db, place);
  if (cleared) {
    await setStage(change, held, { stage: 'tentative', closedAt: change.now });
    await announce(change, held, 'pool.tentative', {});
    return 'tentative';
  }
  const reason = given?.reason ?? (hadOffers ? 'too-small' : 'no-quote');
  await endVoid(change, held, { reason, note: given?.note ?? '', closedAt: change.now });
  return 'void';
}

function take(
  fold: PoolFold,
  { log, pool }: HeldPool,
  event: Parameters<typeof log.append>[0],
): void {
  const broken = fold.apply(log.append(event));
  if (broken) throw new Error(`Pool ${pool.id} cannot go on: ${broken}`);
}

/** From now on what a commitment says stands in its row. */
async function reveal(change: Change, { pool }: HeldPool, fold: PoolFold): Promise<void> {
  const said = [...fold.commitments.values()].flatMap(({ id, cancelled, versions }) => {
    const fields = versions.at(-1)?.fields;
    return cancelled || !fields ? [] : [{ id, ...fields }];
  });
  await sql`update commitments c set min = r.min, max = r.max, limit_minor = r.limit_minor, tax_bps = r.tax_bps, latest_day = r.latest_day
    from unnest(${said.map(({ id }) => id)}::uuid[], ${said.map(({ min }) => min)}::int[], ${said.map(({ max }) => max)}::int[],
      ${said.map(({ limit }) => limit)}::int[], ${said.map(({ taxBps }) => taxBps)}::int[],
      ${said.map(({ latestDay }) => latestDay)}::int[]) as r (id, min, max, limit_minor, tax_bps, latest_day)
    where c.space_id = ${pool.spaceId} and c.pool_id = ${pool.id} and c.id = r.id`.execute(
    change.db,
  );
}

/** Ends a pool without an order, and says why; `pool.voided` is what refunds follow. */
export async function endVoid(
  change: Change,
  held: HeldPool,
  { reason, note, closedAt }: { reason: VoidReason; note: string; closedAt: Date },
): Promise<void> {
  await setStage(change, held, {
    stage: 'void',
    voidReason: reason,
    voidNote: note,
    closedAt,
    settledAt: change.now,
  });
  await announce(change, held, 'pool.voided', { reason });
}

type Ending = {
  stage: 'tentative' | 'tipped' | 'void';
  closedAt?: Date;
  settledAt?: Date;
  voidReason?: VoidReason;
  voidNote?: string;
};

export async function setStage(change: Change, { pool }: HeldPool, to: Ending): Promise<void> {
  await change.db
    .updateTable('pools')
    .set(to)
    .where('spaceId', '=', pool.spaceId)
    .where('id', '=', pool.id)
    .execute();
}

export function announce(
  change: Change,
  { pool }: HeldPool,
  kind: string,
  data: Record<string, unknown>,
): Promise<void> {
  return change.emit({
    kind,
    spaceId: pool.spaceId,
    subjectId: pool.id,
    data: { poolId: pool.id, ...data },
  });
}
