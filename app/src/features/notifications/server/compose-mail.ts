import type { PersonActor } from '#server/actor.ts';
import { INSTALLATION } from '#server/ids.ts';
import type { Services } from '#server/services.ts';
import { messages as de } from '../messages/de.ts';
import { messages as en } from '../messages/en.ts';
import { sayNotification } from '../say-notification.ts';
import { type NotificationView, viewSome } from './notification-reads.ts';
import { unsubscribePath } from './unsubscribe.ts';

/** So many lines; what is beyond is on the page. */
const MOST_LINES = 30;

export type MailAsked = { notifications: readonly string[]; digest: boolean };

/**
 * The mail about some notifications, in the language of whoever gets it and with what they may see at this moment. Undefined
 * when nothing of it is to be seen, or there is no confirmed address.
 */
export async function composeMail(services: Services, personId: string, asked: MailAsked) {
  const person = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('people')
      .innerJoin('accounts', 'accounts.personId', 'people.id')
      .select(['people.locale', 'accounts.email'])
      .where('people.id', '=', personId)
      .where('people.closedAt', 'is', null)
      .where('accounts.emailVerifiedAt', 'is not', null)
      .executeTakeFirst(),
  );
  if (!person) return undefined;
  const views = await services.database.read(asPerson(personId), (db) =>
    viewSome(db, personId, asked.notifications),
  );
  if (views.length === 0) return undefined;
  const kind = asked.digest ? 'digest' : (views[0]?.kind ?? 'digest');
  const unsubscribe = unsubscribePath(services, personId, kind);
  const { origin } = services.config;
  const parts = { views, origin, unsubscribe: origin + unsubscribe };
  const words = asked.digest ? digestOf(person.locale, parts) : single(person.locale, parts);
  return { recipient: person.email, unsubscribe, ...words };
}

/** The worker looks with the eyes of the reader, so that both walls decide. */
export function asPerson(personId: string): PersonActor {
  return {
    kind: 'person',
    personId,
    operator: false,
    by: { kind: 'token', id: INSTALLATION, scopes: ['read'], provedAt: null },
  };
}

type Parts = { views: NotificationView[]; origin: string; unsubscribe: string };

function single(locale: string, { views, origin, unsubscribe }: Parts) {
  const [view] = views;
  if (!view) throw new Error('A mail about nothing was asked for.');
  const line = sayNotification(locale, view);
  const quoted = view.excerpt ? `\n${quote(view.excerpt)}\n` : '';
  return {
    subject: line,
    body: `${line}\n${quoted}\n${origin}${view.path}\n\n${foot(locale, { origin, unsubscribe })}`,
  };
}

function digestOf(locale: string, { views, origin, unsubscribe }: Parts) {
  const words = locale === 'de' ? de : en;
  const shown = views.slice(0, MOST_LINES);
  const groups = Map.groupBy(shown, ({ space }) => space.name);
  const parts = [...groups].map(([space, some]) => {
    const lines = some.map((view) => {
      const quoted = view.excerpt ? `\n  ${view.excerpt}` : '';
      return `- ${sayNotification(locale, view)}${quoted}\n  ${origin}${view.path}`;
    });
    return `${space}\n${lines.join('\n')}`;
  });
  const rest = views.length - shown.length;
  const more = rest > 0 ? [words.mail.more.replace('{count}', String(rest))] : [];
  const count = String(views.length);
  return {
    subject: (views.length === 1 ? words.mail.digestOne : words.mail.digest).replace(
      '{count}',
      count,
    ),
    body: `${[...parts, ...more].join('\n\n')}\n\n${origin}/notifications\n\n${foot(locale, { origin, unsubscribe })}`,
  };
}

function foot(locale: string, { origin, unsubscribe }: Omit<Parts, 'views'>): string {
  const { mail } = locale === 'de' ? de : en;
  return `-- \n${mail.why}\n${mail.settings} ${origin}/settings/notifications\n${mail.stop} ${unsubscribe}\n`;
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
