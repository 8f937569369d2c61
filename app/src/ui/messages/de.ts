import type { Translation } from '#ui/words/catalogue.ts';
import type { messages as en } from './en.ts';

export const messages = {
  close: 'Schließen',
  menu: 'Menü',
  skip: 'Zum Inhalt springen',
  required: 'erforderlich',
  optional: 'freiwillig',
  'errors-title': (params, format) =>
    format.plural(params.count, {
      one: 'Eine Angabe braucht noch einen Blick',
      other: `${format.number(params.count)} Angaben brauchen noch einen Blick`,
    }),
  'errors-kept': 'Es wurde nichts abgeschickt. Was Sie eingegeben haben, steht noch da.',
  'choose-one': 'Bitte wählen',
  info: 'Hinweis',
  success: 'Erledigt',
  warning: 'Vorsicht',
  error: 'Das hat nicht geklappt',
  newer: 'Neuere',
  older: 'Ältere',
  'more-pages': 'Weitere Seiten',
  'you-are-here': 'Sie sind hier',
  'copy-link': 'Link kopieren',
  'link-copied': 'Link kopiert',
  'download-csv': 'Als CSV herunterladen',
  example: 'Ein Beispiel',
  progress: '{done} von {total}',
  'stations-of': 'Stationen von {space}',
  search: 'Suche',
  account: 'Konto von {name}',
  'sign-in': 'Anmelden',
  notifications: (params, format) =>
    params.count === 0
      ? 'Mitteilungen, keine neuen'
      : `Mitteilungen, ${format.quantity(params.count)} neue`,
  language: 'Sprache',
  'language-en': 'English',
  'language-de': 'Deutsch',
  theme: 'Licht',
  'theme-auto': 'wie das Gerät',
  'theme-light': 'Tag',
  'theme-dark': 'Nacht',
  change: 'Ändern',
  documentation: 'Dokumentation',
  version: 'Muster {version}',
  'as-a-table': 'Dasselbe in Zahlen',
  'not-found-title': 'Hier liegt nichts',
  'not-found-happened': 'Die Adresse führt ins Leere oder zu etwas, das für Sie nicht offen steht.',
  'not-found-kept': 'Es wurde nichts geändert, und nichts ging verloren.',
  'not-found-do': 'Gehen Sie einen Schritt zurück, oder beginnen Sie vorn.',
  'not-allowed-title': 'Diese Schublade ist abgeschlossen',
  'not-allowed-happened': 'Ihre Rolle schließt das hier nicht ein.',
  'not-allowed-kept': 'Es wurde nichts geändert, und nichts ging verloren.',
  'not-allowed-do':
    'Fragen Sie einen Gastgeber dieses Raums, oder melden Sie sich unter anderem Namen an.',
  'broken-title': 'Bei uns ist etwas zerbrochen',
  'broken-happened':
    'Die Seite konnte nicht erstellt werden. Der Betreiber hat erfahren, was geschehen ist.',
  'broken-kept':
    'Was vorher gespeichert war, ist sicher. Was Sie gerade eingaben, steht im Formular auf der Seite davor.',
  'broken-do':
    'Gehen Sie zurück und versuchen Sie es noch einmal. Geschieht es wieder, schreiben Sie dem Betreiber.',
  'offline-title': 'Keine Verbindung',
  'offline-happened': 'Dieses Gerät erreicht die Installation nicht.',
  'offline-kept': 'Was Sie eingegeben haben, bleibt auf dieser Seite, solange sie offen ist.',
  'offline-do': 'Warten Sie auf die Verbindung, und laden Sie die Seite dann neu.',
  'error-happened': 'Was geschehen ist',
  'error-kept': 'Was erhalten blieb',
  'error-do': 'Was Sie tun können',
  'to-the-front': 'Zur Startseite',
  'try-again': 'Noch einmal versuchen',
} satisfies Translation<typeof en>;
