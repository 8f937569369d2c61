import { z } from 'zod';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { sendBySmtp } from '#server/mail-transport.ts';
import { MAIL_QUEUE } from '#server/mail.ts';
import type { Services } from '#server/services.ts';

const jobData = z.object({ mailId: z.uuid() });

/** Sends one mail by SMTP; without SMTP it stays in the outbox, where the operator finds it. */
export const sendMail: JobHandler<Services> = {
  queue: MAIL_QUEUE,
  tries: 8,
  waitSeconds: 15,
  timeoutSeconds: 60,
  run: async (services, data) => {
    const { mailId } = jobData.parse(data);
    const { smtpUrl } = services.config;
    if (!smtpUrl) return;
    const mail = await services.database.read({ kind: 'installation' }, (db) =>
      db
        .selectFrom('mails')
        .select(['recipient', 'subject', 'body', 'sentAt'])
        .where('id', '=', mailId)
        .executeTakeFirst(),
    );
    if (!mail || mail.sentAt) return;
    try {
      await sendBySmtp(services.config, smtpUrl, { id: mailId, ...mail });
    } catch (error) {
      await mark(services, mailId, { failure: String(error).slice(0, 500) });
      throw error;
    }
    await mark(services, mailId, { failure: null, sentAt: services.clock.now() });
  },
};

async function mark(
  services: Services,
  mailId: string,
  result: { failure: string | null; sentAt?: Date },
): Promise<void> {
  await services.database.write({ kind: 'installation' }, (db) =>
    db
      .updateTable('mails')
      .set((set) => ({ ...result, attempts: set('attempts', '+', 1) }))
      .where('id', '=', mailId)
      .execute(),
  );
}
