import type { messages as en } from './en.ts';

export const messages: typeof en = {
  because: {
    'newer-prices':
      'Inzwischen hat jemand anderes Preise gespeichert. Laden Sie die Seite neu, um sie zu sehen.',
    'most-prices': 'Ein Baukasten hat höchstens 5000 Preislisten.',
    'newer-kit':
      'Inzwischen gibt es eine neuere Ausgabe dieses Baukastens, oder es gibt schon einen mit dieser Kennung. Laden Sie die Seite neu, um sie zu sehen.',
    'most-kits': 'Ein Raum hat höchstens 50 eigene Baukästen.',
    'most-editions': 'Ein Baukasten hat höchstens 500 Ausgaben.',
    'most-designs':
      'Eine Person kann in einem Raum 500 Entwürfe veröffentlichen. Ihrer ist als Skizze aufgehoben.',
    'most-versions':
      'Ein Entwurf hat höchstens 200 Fassungen. Veröffentlichen Sie diese als Weiterentwicklung.',
    'newer-version':
      'Inzwischen gibt es eine neuere Fassung. Ihre ist als Skizze aufgehoben: Führen Sie die neuere mit ihr zusammen, dann veröffentlichen Sie.',
  },
  fields: {
    'no-starter': 'Ein Baukasten braucht einen fertigen Entwurf für den Anfang.',
    'built-in-id': 'Diese Kennung hat ein Baukasten, der mit Muster kommt.',
    'not-in-this-form': 'Das hat nicht die Form eines Baukastens.',
    'unknown-type': 'Diese Art gibt es nicht.',
    'unknown-dimension': 'Diese Größenart gibt es nicht.',
    'not-an-expression': 'Das ist kein Ausdruck.',
    'unknown-operator': 'Damit lässt sich nicht rechnen.',
    'unknown-name': 'Dieser Wert ist hier nicht bekannt.',
    'unknown-list': 'Diese Liste gibt es hier nicht.',
    'unknown-table': 'Diese Tabelle gibt es nicht.',
    'unknown-property': 'Kein Material hat diese Eigenschaft.',
    'unknown-unit': 'Diese Einheit gibt es nicht.',
    'wrong-type': 'Das ergibt etwas anderes, als gebraucht wird.',
    'wrong-number-of-terms': 'Das hat zu wenige oder zu viele Glieder.',
    'too-many-terms': 'Das hat zu viele Glieder.',
    'unknown-parameter': 'Diese Einstellung gibt es nicht.',
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
    'too-many-parts': 'Ein Entwurf ergibt höchstens 3000 Teile.',
    'too-many-steps': 'Das auszurechnen dauert zu lange.',
    'too-many-repeats': 'Etwas wiederholt sich mehr als 1000-mal.',
    'number-too-large': 'Eine Zahl wird zu groß.',
  },
};
