export const messages = {
  because: {
    'pool-closed': 'Dieser Pool ist geschlossen. Nichts wurde geändert.',
    'committed-already':
      'Sie haben in diesem Pool schon zugesagt. Ihre Zusage gilt, wie sie war; ändern Sie sie stattdessen.',
    'pool-full': 'Dieser Pool ist voll: Er nimmt keine Zusagen mehr an.',
    'nothing-committed': 'Sie haben in diesem Pool keine Zusage.',
    'binding-now':
      'Die letzten Stunden vor dem Schluss haben begonnen: Eine Zusage darf noch wachsen, aber nicht schrumpfen oder gehen. Ihre gilt, wie sie war.',
    'offers-frozen':
      'Die Angebote sind eingefroren: Keines kommt, ändert sich oder geht mehr. Nichts wurde geändert.',
    'not-invited':
      'Für diesen Pool wurden bestimmte Hersteller um Angebote gebeten; Ihrer ist nicht darunter.',
    'nothing-quoted': 'Sie haben in diesem Pool kein Angebot.',
    'most-quotes': 'Ein Pool nimmt höchstens 60 Angebote.',
    'most-pools': 'In diesem Bereich sind 200 Pools offen. Lassen Sie erst einige schließen.',
    'pool-ended': 'Dieser Pool ist schon zu Ende.',
    'pool-not-tentative': 'Für diesen Pool wird gerade nichts eingezogen.',
    'log-still-open': 'Das Protokoll lässt sich herunterladen, sobald der Pool geschlossen ist.',
    broken:
      'Auf unserer Seite ist etwas schiefgegangen. Nichts wurde geändert; bitte versuchen Sie es noch einmal.',
  },
  fields: {
    'in-the-past': 'Dieser Zeitpunkt ist schon vorbei.',
    'not-before-close': 'Das muss vor dem Schluss des Pools liegen.',
    'source-needed': 'Nennen Sie, wo sich dieser Preis nachsehen lässt.',
    'price-by-variant':
      'Bei mehreren Varianten hat jede ihren eigenen Ladenpreis: Nehmen Sie diesen heraus.',
    'not-by-variant':
      'Ein Pool mit mehreren Varianten nimmt Stufen für alle Stück und keine Container.',
    'below-min': 'Die größte Menge muss mindestens so groß sein wie die kleinste.',
    'worth-too-much': 'Das ist mehr wert, als eine Zusage sein darf.',
    'binding-now': 'In den letzten Stunden darf das nur noch wachsen.',
    'price-rises': 'Eine größere Menge darf je Stück nicht mehr kosten.',
    'not-ascending': 'Jede Stufe muss bei mehr Stück beginnen als die vor ihr.',
    'too-small': 'Das ist zu klein.',
    'too-large': 'Das ist zu groß.',
    'named-twice': 'Zwei Zeilen haben denselben Namen.',
    'not-date': 'Das ist kein Datum.',
    'not-datetime': 'Das ist kein Datum mit Uhrzeit.',
  },
};
