import { sql } from 'kysely';
import type { Change } from '#server/commands/change.ts';
import { type NewMail, queueMails } from '#server/mail.ts';
import { messages as de } from './mail-words/messages/de.ts';
import { messages as en } from './mail-words/messages/en.ts';

type Mailed = {
  id: string;
  number: number;
  personId: string;
  title: string;
  netMinor: number;
  taxMinor: number;
  currency: string;
  dueAt: Date;
};

/**
 * Tells buyers of their invoices, each in their language. The bank details stand on the page alone: what is read in a mail
 * can have been changed on its way.
 */
export async function mailInvoices(
  change: Change,
  spaceId: string,
  { kind, invoices }: { kind: 'invoice' | 'reminder'; invoices: readonly Mailed[] },
): Promise<void> {
  // Whoever orders directly stands before the invoice; only the worker sees the addresses of others.
  if (invoices.length === 0 || change.actor.kind !== 'installation') return;
  const { origin } = change.services.config;
  const space = await change.db
    .selectFrom('spaces')
    .select(['address', 'name'])
    .where('id', '=', spaceId)
    .executeTakeFirstOrThrow();
  const recipients = await recipientsOf(change, invoices);
  const mails = invoices.flatMap((invoice): NewMail[] => {
    const to = recipients.get(invoice.personId);
    if (!to) return [];
    const words = (to.locale === 'de' ? de : en)[kind];
    const parts = {
      name: to.name,
      space: space.name,
      title: invoice.title,
      number: String(invoice.number),
      amount: amountText(to.locale, invoice),
      due: dayText(to, invoice.dueAt),
      link: `${origin}/s/${space.address}/invoices/${invoice.id}`,
    };
    const { personId } = invoice;
    const subject = fill(words.subject, parts);
    return [{ kind, personId, recipient: to.email, subject, body: fill(words.body, parts) }];
  });
  await queueMails(change, mails);
}

function dayText({ locale, timeZone }: { locale: string; timeZone: string }, day: Date): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(day);
}

async function recipientsOf(change: Change, invoices: readonly Mailed[]) {
  const ids = [...new Set(invoices.map(({ personId }) => personId))];
  const rows = await change.db
    .selectFrom('people')
    .innerJoin('accounts', 'accounts.personId', 'people.id')
    .select(['people.id', 'people.name', 'people.locale', 'people.timeZone', 'accounts.email'])
    .where((where) => sql<boolean>`${where.ref('people.id')} = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function amountText(locale: string, { netMinor, taxMinor, currency }: Mailed): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format((netMinor + taxMinor) / 10 ** digits);
}

function fill(text: string, parts: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}
