import type { Allotment, Entry, Opening, SignedHead } from '@muster/log/entry';
import { exportLines } from '@muster/log/export';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findPool, type PoolRow } from './find-pool.ts';
import type { PoolPlace } from './log-writer.ts';
import { readHistory, readLog } from './pool-history.ts';
import { keysOfPool } from './pool-keys.ts';

/** A pool above this is exported by the operator, from the command line. */
const MOST_ENTRIES = 200_000;

/** The log of a closed pool as one text: what `muster verify` reads. Before the close it would show who came and went. */
export async function exportLog(
  services: Services,
  actor: Actor,
  wanted: { space: string; pool: string },
): Promise<Outcome<string>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'pool.read' },
    async (db): Promise<Outcome<string>> => {
      const found = await findPool(db, actor, wanted);
      if (!found) return refused('not-found');
      if (found.pool.stage === 'open') return refused('not-now', 'log-still-open');
      return writeExport(services, db, found.pool);
    },
  );
  return read.kind === 'refused' ? read : read.value;
}

async function writeExport(
  services: Services,
  db: Handle,
  pool: PoolRow,
): Promise<Outcome<string>> {
  const place = { spaceId: pool.spaceId, poolId: pool.id };
  const heads = await readHeads(db, place);
  if ((heads.at(-1)?.size ?? 0) > MOST_ENTRIES) return refused('too-large');
  const { openings } = await readHistory(db, place, keysOfPool(services, pool.id));
  const lines: string[] = [];
  const source = {
    pool: pool.id,
    publicKey: pool.publicKey,
    entries: entriesOf(db, place),
    heads,
    rowsOf: (entry: Entry) => rowsOf(db, place, entry, openings),
  };
  for await (const line of exportLines(source)) lines.push(line);
  return done(lines.join(''));
}

async function* entriesOf(db: Handle, place: PoolPlace): AsyncGenerator<Entry> {
  for await (const { entry } of readLog(db, place)) yield entry;
}

async function readHeads(db: Handle, { spaceId, poolId }: PoolPlace): Promise<SignedHead[]> {
  const rows = await db
    .selectFrom('poolHeads')
    .select(['size', 'timeMs', 'root', 'signature'])
    .where('spaceId', '=', spaceId)
    .where('poolId', '=', poolId)
    .orderBy('size')
    .execute();
  return rows.map(({ size, timeMs, root, signature }) => ({
    type: 'head',
    pool: poolId,
    size,
    root,
    time: Number(timeMs),
    signature,
  }));
}

async function* rowsOf(
  db: Handle,
  { spaceId, poolId }: PoolPlace,
  entry: Entry,
  openings: readonly Opening[],
): AsyncGenerator<Opening | Allotment> {
  if (entry.type === 'reveal') yield* openings;
  if (entry.type !== 'clearing') return;
  const rows = await db
    .selectFrom('allocations')
    .select(['commitmentId', 'units'])
    .where('spaceId', '=', spaceId)
    .where('poolId', '=', poolId)
    .where('round', '=', entry.round === 'tentative' ? 1 : 2)
    .orderBy('commitmentId')
    .execute();
  for (const { commitmentId, units } of rows) yield { type: 'allotment', id: commitmentId, units };
}
