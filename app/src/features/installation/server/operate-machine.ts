import { z } from 'zod';
import type { Command } from '#server/commands/command.ts';
import { MAIL_QUEUE } from '#server/mail.ts';
import { done, refused } from '#server/outcome.ts';
import { audit, findInstallation } from './as-operator.ts';

export const settleInstallationInput = z.object({
  name: z.string().trim().min(1).max(80),
  welcome: z.string().trim().max(2000).default(''),
  locale: z.enum(['en', 'de']),
  signUp: z.enum(['open', 'invited']),
});

/** An operator says what the installation is called, how it greets, and who may sign up. */
export const settleInstallation: Command<
  z.infer<typeof settleInstallationInput>,
  undefined,
  { name: string }
> = {
  name: 'installation.settle-installation',
  action: 'installation.operate',
  input: settleInstallationInput,
  find: findInstallation,
  apply: async (change, settings) => {
    await change.actForInstallation();
    await change.db.updateTable('installation').set(settings).execute();
    const reason = `${settings.name}, ${settings.locale}, ${settings.signUp}`;
    await audit(change, 'installation.settled', { object: 'installation', reason });
    return done({ name: settings.name });
  },
};

export const tryJobAgainInput = z.object({
  queue: z.string().regex(/^[\w.-]{1,100}$/),
  job: z.uuid(),
});

/** An operator gives a job that failed for good one more try. */
export const tryJobAgain: Command<z.infer<typeof tryJobAgainInput>, undefined, { queued: true }> = {
  name: 'installation.try-job-again',
  action: 'installation.operate',
  input: tryJobAgainInput,
  find: findInstallation,
  apply: async (change, { queue, job }) => {
    await change.actForInstallation();
    if (!(await change.services.jobs.tryAgain(change.db, { queue, id: job })))
      return refused('not-now', 'job-has-not-failed');
    await audit(change, 'job.tried-again', { object: `${queue} ${job}` });
    return done({ queued: true });
  },
};

export const oneMailInput = z.object({ mail: z.uuid() });
export type OpenedMail = {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  body: string;
  createdAt: string;
  sentAt: string | null;
  attempts: number;
  failure: string | null;
};

/**
 * An operator reads a mail. A command and no read, since that somebody read it is written down. NOTE: never with an
 * idempotency key, for the body may hold a link that signs somebody in, and answers to keys are kept.
 */
export const openMail: Command<z.infer<typeof oneMailInput>, undefined, OpenedMail> = {
  name: 'installation.open-mail',
  action: 'installation.operate',
  input: oneMailInput,
  find: findInstallation,
  apply: async (change, { mail: id }) => {
    await change.actForInstallation();
    const mail = await change.db
      .selectFrom('mails')
      .select(['id', 'kind', 'recipient', 'subject', 'body', 'attempts', 'failure'])
      .select(['createdAt', 'sentAt'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!mail) return refused('not-found');
    await audit(change, 'mail.read', { object: id, reason: `${mail.kind}, ${mail.recipient}` });
    const { createdAt, sentAt, ...shown } = mail;
    return done({
      ...shown,
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    });
  },
};

/** An operator has a mail that is not sent yet tried at once. */
export const sendMailNow: Command<z.infer<typeof oneMailInput>, undefined, { queued: true }> = {
  name: 'installation.send-mail-now',
  action: 'installation.operate',
  input: oneMailInput,
  find: findInstallation,
  apply: async (change, { mail: id }) => {
    await change.actForInstallation();
    const mail = await change.db
      .selectFrom('mails')
      .select('sentAt')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!mail) return refused('not-found');
    if (mail.sentAt) return refused('not-now', 'mail-is-sent');
    await change.enqueue(MAIL_QUEUE, { mailId: id });
    await audit(change, 'mail.tried-again', { object: id });
    return done({ queued: true });
  },
};
