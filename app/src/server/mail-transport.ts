import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

const SMTP_TIMEOUT_MS = 15_000;

export type OutgoingMail = {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  unsubscribe: string | null;
};

/** Sends one mail by SMTP, or throws with the words of the server. */
export async function sendBySmtp(
  config: Config,
  smtpUrl: string,
  mail: OutgoingMail,
): Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  });
  try {
    await transport.sendMail({
      from: config.mailFrom,
      to: { name: '', address: mail.recipient },
      subject: mail.subject,
      text: mail.body,
      // The same id on every try lets a receiver drop what it already has.
      messageId: `<${mail.id}@${new URL(config.origin).hostname}>`,
      ...(mail.unsubscribe ? { headers: oneClick(config.origin, mail.unsubscribe) } : {}),
    });
  } finally {
    transport.close();
  }
}

/** RFC 8058: the mail program of the recipient posts to this address, without cookies and without a page. */
function oneClick(origin: string, path: string): Record<string, string> {
  const token = path.split('/').at(-1) ?? '';
  return {
    'List-Unsubscribe': `<${origin}/api/v1/unsubscriptions/${token}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
