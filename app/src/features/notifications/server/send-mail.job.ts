import { z } from 'zod';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { sendBySmtp } from '#server/mail-transport.ts';
import { MAIL_QUEUE } from '#server/mail.ts';
import type { Services } from '#server/services.ts';
import { composeMail } from './compose-mail.ts';

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
        .select(['personId', 'kind', 'recipient', 'subject', 'body', 'sentAt'])
        .select(['notifications', 'unsubscribe', 'withdrawnAt'])
        .where('id', '=', mailId)
        .executeTakeFirst(),
    );
    if (!mail || mail.sentAt || mail.withdrawnAt) return;
    const told = await lookAgain(services, mail);
    if (!told) return withdraw(services, mailId);
    try {
      await sendBySmtp(services.config, smtpUrl, { id: mailId, ...mail, ...told });
    } catch (error) {
      await mark(services, mailId, { failure: String(error).slice(0, 500) });
      throw error;
    }
    await mark(services, mailId, { failure: null, sentAt: services.clock.now() });
  },
};

type Waiting = {
  personId: string | null;
  kind: string;
  recipient: string;
  subject: string;
  body: string;
  notifications: string[] | null;
};

/** Hours may lie between writing a mail and sending it: what its reader may not see any more does not leave. */
async function lookAgain(services: Services, mail: Waiting) {
  if (!mail.notifications || !mail.personId) return { subject: mail.subject, body: mail.body };
  const composed = await composeMail(services, mail.personId, {
    notifications: mail.notifications,
    digest: mail.kind === 'digest',
  });
  return composed && { subject: composed.subject, body: composed.body };
}

async function withdraw(services: Services, mailId: string): Promise<void> {
  await services.database.write({ kind: 'installation' }, (db) =>
    db
      .updateTable('mails')
      .set({ withdrawnAt: services.clock.now(), subject: '', body: '' })
      .where('id', '=', mailId)
      .execute(),
  );
}

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
