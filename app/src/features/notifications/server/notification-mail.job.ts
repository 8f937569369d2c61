import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { queueMail } from '#server/mail.ts';
import type { Services } from '#server/services.ts';
import { composeMail } from './compose-mail.ts';

export const NOTIFICATION_MAIL_QUEUE = 'notification.mail';
const jobData = z.object({ personId: z.uuid(), notificationId: z.uuid() });

/** Mails one notification at once, unless it was read meanwhile or is not to be seen any more. */
export const mailNotification: JobHandler<Services> = {
  queue: NOTIFICATION_MAIL_QUEUE,
  tries: 5,
  waitSeconds: 20,
  timeoutSeconds: 60,
  run: async (services, data) => {
    const { personId, notificationId } = jobData.parse(data);
    const mail = await composeMail(services, personId, {
      notifications: [notificationId],
      digest: false,
    });
    if (mail) await mailOnce(services, { personId, ids: [notificationId], mail });
  },
};

export type ComposedMail = NonNullable<Awaited<ReturnType<typeof composeMail>>>;

/** Marks as mailed and writes the mail in one transaction: of two that try, one does. */
async function mailOnce(
  services: Services,
  { personId, ids, mail }: { personId: string; ids: string[]; mail: ComposedMail },
): Promise<void> {
  const actor: Actor = { kind: 'installation' };
  const hooks: (() => void)[] = [];
  await services.database.write(actor, async (db) => {
    const change = beginChange(services, actor, db, hooks);
    const marked = await db
      .updateTable('notifications')
      .set({ mailedAt: change.now })
      .where('personId', '=', personId)
      .where('id', 'in', ids)
      .where('mailedAt', 'is', null)
      .where('readAt', 'is', null)
      .executeTakeFirst();
    if (marked.numUpdatedRows === 0n) return;
    await queueMail(change, { kind: 'notification', personId, notifications: ids, ...mail });
  });
  for (const run of hooks) run();
}
