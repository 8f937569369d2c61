import { inChange } from '#server/commands/in-change.ts';
import { refreshStatistics } from '#server/database/statistics.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import type { Services } from '#server/services.ts';
import { settleCollection } from './collect-pool.ts';
import { remindBuyers } from './remind-buyers.ts';

const MOST_DUE = 100;

/**
 * Ends the collections whose time is over and reminds the buyers of the others. The time is stored: whichever worker lives
 * then finds it, however late.
 */
export const dueCollections: JobHandler<Services> = {
  queue: 'payments.due',
  tries: 3,
  waitSeconds: 30,
  timeoutSeconds: 300,
  schedule: '* * * * *',
  run: async (services) => {
    const due = await services.database.read({ kind: 'installation' }, (db) =>
      db
        .selectFrom('collections')
        .select(['spaceId', 'poolId'])
        .where('settledAt', 'is', null)
        .where('dueAt', '<=', services.clock.now())
        .orderBy('dueAt')
        .limit(MOST_DUE)
        .execute(),
    );
    if (due.length > 0)
      await refreshStatistics(services.database, ['invoices', 'payments', 'ledgerPostings']);
    for (const on of due)
      await inChange(services, { kind: 'installation' }, (change) => settleCollection(change, on));
    await inChange(services, { kind: 'installation' }, remindBuyers);
  },
};
