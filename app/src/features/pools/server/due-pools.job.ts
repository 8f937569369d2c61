import { inChange } from '#server/commands/in-change.ts';
import { refreshStatistics } from '#server/database/statistics.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import type { Services } from '#server/services.ts';
import { closePool } from './close-pool.ts';
import { holdPool } from './find-pool.ts';
import { openQuotes } from './open-quotes.ts';

const MOST_AT_ONCE = 500;

/** Looks every minute which pools are due. What was due while no worker ran is found by the first that does. */
export const duePools: JobHandler<Services> = {
  queue: 'pool.due',
  tries: 3,
  waitSeconds: 5,
  timeoutSeconds: 600,
  schedule: '* * * * *',
  run: (services) => runDuePools(services),
};

/** Opens quotes and closes pools whose moment has come. One that fails does not hold up the others. */
export async function runDuePools(services: Services): Promise<void> {
  const now = services.clock.now();
  const due = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('pools')
      .select(['spaceId', 'id as poolId', 'closesAt'])
      .where('stage', '=', 'open')
      .where((where) =>
        where.or([
          where('closesAt', '<=', now),
          where.and([where('quotesDueAt', '<=', now), where('quotesOpenedAt', 'is', null)]),
        ]),
      )
      .orderBy('closesAt')
      .limit(MOST_AT_ONCE)
      .execute(),
  );
  if (due.length > 0) await refreshStatistics(services.database, ['commitments', 'poolLog']);
  const failures: string[] = [];
  for (const { spaceId, poolId, closesAt } of due) {
    const place = { spaceId, poolId };
    const run = closesAt <= now ? closeOne : openOne;
    await run(services, place).catch((error: unknown) => {
      services.log.error({ error: String(error), poolId }, 'a pool that is due could not go on');
      failures.push(poolId);
    });
  }
  if (failures.length > 0)
    throw new Error(`Not all pools that are due went on: ${failures.join()}`);
}

type Place = { spaceId: string; poolId: string };

function closeOne(services: Services, place: Place): Promise<unknown> {
  return inChange(services, { kind: 'space', spaceId: place.spaceId }, (change) =>
    closePool(change, place),
  );
}

function openOne(services: Services, place: Place): Promise<unknown> {
  return inChange(services, { kind: 'space', spaceId: place.spaceId }, async (change) => {
    const held = await holdPool(change, place);
    if (held && (await openQuotes(change, held))) await held.log.flush(change.db, place);
  });
}
