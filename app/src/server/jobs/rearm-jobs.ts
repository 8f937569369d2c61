import { MAIL_QUEUE } from '../mail.ts';
import type { Services } from '../services.ts';

const MOST_REARMED = 10_000;
const DELIVER_QUEUE = 'webhook.deliver';

/** Queues again what the tables say is not done: the queue itself is no part of a backup. Answers how many. */
export async function rearmJobs(services: Services): Promise<number> {
  return services.database.write({ kind: 'installation' }, async (db) => {
    const mails = await db
      .selectFrom('mails')
      .select('id')
      .where('sentAt', 'is', null)
      .orderBy('createdAt')
      .limit(MOST_REARMED)
      .execute();
    const deliveries = await db
      .selectFrom('webhookDeliveries')
      .select(['spaceId', 'id'])
      .where('deliveredAt', 'is', null)
      .limit(MOST_REARMED)
      .execute();
    for (const { id } of mails) await services.jobs.enqueue(db, MAIL_QUEUE, { mailId: id });
    for (const delivery of deliveries) await services.jobs.enqueue(db, DELIVER_QUEUE, delivery);
    return mails.length + deliveries.length;
  });
}
