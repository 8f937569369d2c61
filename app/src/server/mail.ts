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

/** Mails written in one statement, so that a whole pool is told in a few. */
const MAILS_AT_ONCE = 1000;

/**
 * Writes a mail down in the transaction of the change; the worker sends it once that is durable. Without SMTP it stays in
 * the outbox, where the operator can read it and hand the link on.
 */
export function queueMail(change: Change, mail: NewMail): Promise<void> {
  return queueMails(change, [mail]);
}

/** The same for many. */
export async function queueMails(change: Change, mails: readonly NewMail[]): Promise<void> {
  for (let from = 0; from < mails.length; from += MAILS_AT_ONCE) {
    const rows = mails.slice(from, from + MAILS_AT_ONCE).map((mail) => ({
      ...mail,
      // A name with a line break would otherwise write headers of its own.
      subject: mail.subject.replaceAll(/[\r\n]+/g, ' ').slice(0, 300),
      id: change.id(),
      createdAt: change.now,
    }));
    await change.db.insertInto('mails').values(rows).execute();
    await change.enqueue(MAIL_QUEUE, ...rows.map(({ id }) => ({ mailId: id })));
  }
}
