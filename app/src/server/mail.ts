import type { Change } from './commands/change.ts';

export const MAIL_QUEUE = 'mail.send';

export type NewMail = {
  /** What the mail is for, such as `invitation`. */
  kind: string;
  /** Null when the recipient is nobody here yet. */
  personId: string | null;
  recipient: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** The notifications that it tells of; whether they may still be seen is asked again before it leaves. */
  notifications?: string[];
  /** The path of the page that ends such mails; the signed end of it is also good for one click (RFC 8058). */
  unsubscribe?: string;
};

/**
 * Writes a mail down in the transaction of the change; the worker sends it once that is durable. Without SMTP it stays in
 * the outbox, where the operator can read it and hand the link on.
 */
export async function queueMail(change: Change, mail: NewMail): Promise<void> {
  const id = change.id();
  // A name with a line break would otherwise write headers of its own.
  const subject = mail.subject.replaceAll(/[\r\n]+/g, ' ').slice(0, 300);
  await change.db
    .insertInto('mails')
    .values({ ...mail, subject, id, createdAt: change.now })
    .execute();
  await change.enqueue(MAIL_QUEUE, { mailId: id });
}
