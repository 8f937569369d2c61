import type { Change } from '#server/commands/change.ts';
import { queueMail } from '#server/mail.ts';
import { messages as de } from '../mail-words/messages/de.ts';
import { messages as en } from '../mail-words/messages/en.ts';

type Kind = keyof typeof en;
type Recipient = { personId: string; email: string; name: string; locale: string };

/** Writes one of the mails about an account, in the language of its owner. */
export async function mailPerson(
  change: Change,
  kind: Kind,
  to: Recipient,
  link: string,
): Promise<void> {
  const words = (to.locale === 'de' ? de : en)[kind];
  const say = (text: string) => text.replaceAll('{name}', to.name).replaceAll('{link}', link);
  await queueMail(change, {
    kind,
    personId: to.personId,
    recipient: to.email,
    subject: say(words.subject),
    body: say(words.body),
  });
}

/** The same to somebody's own address, with a link to a page of the installation. */
export async function tellOwner(
  change: Change,
  personId: string,
  kind: Kind,
  path: string,
): Promise<void> {
  const owner = await change.db
    .selectFrom('people')
    .innerJoin('accounts', 'accounts.personId', 'people.id')
    .select(['people.id as personId', 'people.name', 'people.locale', 'accounts.email'])
    .where('people.id', '=', personId)
    .executeTakeFirstOrThrow();
  await mailPerson(change, kind, owner, `${change.services.config.origin}${path}`);
}
