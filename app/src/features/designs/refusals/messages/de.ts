import type { messages as en } from './en.ts';

export const messages: typeof en = {
  because: {
    'most-designs':
      'Eine Person kann in einem Raum 500 Entwürfe veröffentlichen. Ihrer ist als Skizze aufgehoben.',
    'most-versions':
      'Ein Entwurf hat höchstens 200 Fassungen. Veröffentlichen Sie diese als Weiterentwicklung.',
    'newer-version':
      'Inzwischen gibt es eine neuere Fassung. Ihre ist als Skizze aufgehoben: Führen Sie die neuere mit ihr zusammen, dann veröffentlichen Sie.',
  },
  fields: {
    'other-kit':
      'Der Baukasten hat sich seither geändert. Öffnen Sie den Entwurf neu in der Werkstatt; er ist aufgehoben.',
    'cannot-be-made': 'So lässt sich das nicht bauen. Beheben Sie zuerst, was die Befunde nennen.',
    'evaluates-otherwise':
      'Der Server kommt zu einem anderen Ergebnis als Ihr Browser. Nichts wurde veröffentlicht; laden Sie die Seite neu, Ihre Skizze ist aufgehoben.',
    'not-an-object': 'Das hat nicht die Form eines Entwurfs.',
    'not-a-list': 'Das hat nicht die Form eines Entwurfs.',
    'not-an-id': 'Kennungen bestehen aus Kleinbuchstaben, Ziffern und Strichen.',
    'not-a-value': 'Einstellungen sind ganze Zahlen, ja oder nein, oder Texte.',
    'duplicate-id': 'Zwei Dinge an derselben Stelle haben dieselbe Kennung.',
    'too-many-nodes': 'Ein Entwurf hat höchstens 2000 Dinge.',
    'too-many-values': 'Ein Ding hat höchstens 200 Einstellungen.',
    'too-deep': 'Das ist zu tief verschachtelt.',
    'too-many-parts': 'Ein Entwurf ergibt höchstens 5000 Teile.',
    'too-many-steps': 'Das auszurechnen dauert zu lange.',
    'too-many-repeats': 'Etwas wiederholt sich mehr als 1000-mal.',
    'number-too-large': 'Eine Zahl wird zu groß.',
  },
};
