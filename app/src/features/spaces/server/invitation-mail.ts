import { messages as de } from './mail-words/messages/de.ts';
import { messages as en } from './mail-words/messages/en.ts';

type Parts = { space: string; inviter: string; note: string; link: string };

/** The mail that an invited person gets, in the language of the space. */
export function invitationMail(locale: string, parts: Parts): { subject: string; body: string } {
  const words = locale === 'de' ? de : en;
  const note = parts.note ? `\n${parts.note}\n` : '';
  return {
    subject: fill(words.invitation.subject, parts),
    body: fill(words.invitation.body, { ...parts, note }),
  };
}

function fill(text: string, parts: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}
