import { sql } from 'kysely';
import { inChange } from '#server/commands/in-change.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import type { Services } from '#server/services.ts';

/** What was sent long enough ago counts as delivered, unless its buyer has said that something is wrong. */
export const dueDeliveries: JobHandler<Services> = {
  queue: 'making.due',
  tries: 3,
  waitSeconds: 30,
  timeoutSeconds: 120,
  schedule: '*/5 * * * *',
  run: (services) =>
    inChange(services, { kind: 'installation' }, async ({ db, now }) => {
      await sql`
        update deliveries d set delivered_at = counts_from, confirmed_by = 'time'
        where counts_from <= ${now} and delivered_at is null and not exists (
          select from disputes s where s.space_id = d.space_id and s.delivery_id = d.id and s.settled_at is null)`.execute(
        db,
      );
    }),
};
