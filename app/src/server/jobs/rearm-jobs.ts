import { MAIL_QUEUE } from '../mail.ts';
import type { Services } from '../services.ts';

const MOST_REARMED = 10_000;
const NOTIFICATION_QUEUE = 'notification.mail';
const DELIVER_QUEUE = 'webhook.deliver';

/** Queues again what the tables say is not done: the queue itself is no part of a backup. Answers how many. */
export async function rearmJobs(services: Services): Promise<number> {
  return services.database.write({ kind: 'installation' }, async (db) => {
    const mails = await db
      .selectFrom('mails')
      .select('id')
      .where('sentAt', 'is', null)
      .where('withdrawnAt', 'is', null)
      .orderBy('createdAt')
      .limit(MOST_REARMED)
      .execute();
    const deliveries = await db
      .selectFrom('webhookDeliveries')
      .select(['spaceId', 'id'])
      .where('deliveredAt', 'is', null)
      .limit(MOST_REARMED)
      .execute();
    const told = await db
      .selectFrom('notifications')
      .select(['personId', 'id as notificationId'])
      .where('byMail', '=', 'now')
      .where('mailedAt', 'is', null)
      .where('readAt', 'is', null)
      .limit(MOST_REARMED)
      .execute();
    for (const one of told) await services.jobs.enqueue(db, NOTIFICATION_QUEUE, one);
    for (const { id } of mails) await services.jobs.enqueue(db, MAIL_QUEUE, { mailId: id });
    for (const delivery of deliveries) await services.jobs.enqueue(db, DELIVER_QUEUE, delivery);
    return mails.length + deliveries.length + told.length;
  });
}
