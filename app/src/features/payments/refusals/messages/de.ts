export const messages = {
  because: {
    'money-stands-still':
      'In diesem Raum bewegt sich gerade kein Geld: Die Prüfung der Bücher hat etwas gefunden. Nichts wurde geändert. Was es ist, zeigt dem Betreiber «muster doctor».',
    'books-past-their-side':
      'So viel geben die Bücher dafür nicht her: Es ginge mehr hinaus als hereinkam, oder mehr zurück als zusteht. Nichts wurde geändert.',
    'payment-not-free':
      'Dieses Geld gehört schon zu einer Rechnung oder geht zurück. Nichts wurde geändert; sehen Sie die neuere Liste an.',
    'payment-not-matched': 'Dieses Geld gehört zu keiner Rechnung. Nichts wurde geändert.',
    'refund-was-paid':
      'Eine Rückzahlung daraus ist schon überwiesen, deshalb muss die Zuordnung bleiben. Nichts wurde geändert.',
    'refund-not-open':
      'Diese Rückzahlung ist schon überwiesen oder abgesagt. Nichts wurde geändert.',
  },
  fields: {
    'no-such-invoice': 'Diese Rechnung gibt es in diesem Raum nicht.',
    'not-an-iban':
      'Das ist keine IBAN, oder eine Ziffer ist falsch: Die Prüfziffern passen nicht dazu.',
    'statement-empty': 'Die Datei ist leer.',
    'statement-too-large':
      'Die Datei ist größer als 8 MB. Bitte bei der Bank einen kürzeren Zeitraum ausgeben lassen.',
    'statement-too-many-lines':
      'Mehr als 5.000 Umsätze. Bitte bei der Bank einen kürzeren Zeitraum ausgeben lassen.',
    'statement-not-a-statement': 'Das ist kein Kontoauszug, der sich hier lesen lässt.',
    'statement-not-xml':
      'Zeile {line}: Das XML ist nicht wohlgeformt. Bitte die Datei noch einmal ausgeben lassen.',
    'statement-document-type':
      'Zeile {line}: Hier steht ein Dokumenttyp. Kontoauszüge haben keinen; die Datei wurde nicht gelesen.',
    'statement-too-deep':
      'Zeile {line}: Elemente stehen tiefer ineinander als in jedem Kontoauszug.',
    'statement-not-camt-053': 'Dieses XML ist kein CAMT.053-Auszug. Bitte CAMT.053 oder CSV.',
    'statement-no-known-columns':
      'Die Spalten dieser CSV sind nicht bekannt. Bekannt sind Sparkasse CSV-CAMT, DKB, N26, Wise oder der Kopf «date,amount,currency,reference».',
    'statement-missing': 'Zeile {line}: {part} fehlt.',
    'statement-not-an-amount': 'Zeile {line}: Das ist kein Geldbetrag.',
    'statement-not-a-date': 'Zeile {line}: Das ist kein Tag.',
    'statement-not-a-currency': 'Zeile {line}: Das ist keine Währung.',
    'statement-not-a-direction': 'Zeile {line}: Es steht nicht da, ob Geld kam oder ging.',
    'statement-other-account':
      'Dieser Auszug gehört zum Konto {account}; auf den Rechnungen steht ein anderes. Nichts wurde übernommen.',
  },
};
