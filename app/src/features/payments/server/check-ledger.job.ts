import { sql } from 'kysely';
import type { JobHandler } from '#server/jobs/jobs.ts';
import type { Services } from '#server/services.ts';

const MOST_TOLD = 10;

type Fault = { spaceId: string; fault: string; detail: string };

/**
 * Reads the whole ledger and looks for what must never be. In a space where something is found no money moves until a later
 * check finds nothing: wrong money is worse than none.
 */
export const checkLedger: JobHandler<Services> = {
  queue: 'payments.check-ledger',
  tries: 2,
  waitSeconds: 60,
  timeoutSeconds: 600,
  schedule: '*/10 * * * *',
  run: async (services) => {
    const faults = await services.database.write({ kind: 'installation' }, async (db) => {
      const { rows } =
        await sql<Fault>`select space_id, fault, detail from ledger_faults()`.execute(db);
      const bySpace = Map.groupBy(rows, ({ spaceId }) => spaceId);
      await db
        .deleteFrom('ledgerHalts')
        .$if(bySpace.size > 0, (query) => query.where('spaceId', 'not in', [...bySpace.keys()]))
        .execute();
      for (const [spaceId, found] of bySpace) {
        const told = found.slice(0, MOST_TOLD).map(({ fault, detail }) => `${fault}: ${detail}`);
        const what = told.join('\n').slice(0, 2000);
        await db
          .insertInto('ledgerHalts')
          .values({ spaceId, since: services.clock.now(), what })
          .onConflict((conflict) => conflict.column('spaceId').doUpdateSet({ what }))
          .execute();
      }
      return rows;
    });
    if (faults.length > 0)
      services.log.error({ faults: faults.slice(0, MOST_TOLD) }, 'the books are not sound');
  },
};
