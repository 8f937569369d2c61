export const messages = {
  because: {
    'commitment-stands':
      'Sie sind an einen Pool gebunden, der noch läuft. Ziehen Sie Ihre Zusage zurück, solange Ihnen das offensteht, oder warten Sie, bis der Pool beendet ist; dann schließen Sie Ihr Konto.',
    'quote-stands':
      'Ein Angebot von Ihnen steht noch in einem Pool. Nehmen Sie es zurück, oder warten Sie, bis der Pool beendet ist; dann schließen Sie Ihr Konto.',
    'offer-stands':
      'Ein Direktangebot von Ihnen ist noch offen. Schließen Sie zuerst das Angebot, dann Ihr Konto.',
    'invoice-open':
      'Eine Rechnung an Sie ist nicht bezahlt. Bezahlen Sie sie, oder klären Sie das mit den Gastgebern des Raums; dann schließen Sie Ihr Konto.',
    'money-due':
      'Ein Raum schuldet Ihnen noch Geld. Sobald es an Sie zurückgezahlt ist, schließen Sie Ihr Konto.',
    'parcel-under-way':
      'Etwas, das Sie gekauft haben, kommt noch, oder eine Beschwerde ist nicht geklärt. Bestätigen Sie es, wenn es angekommen ist; dann schließen Sie Ihr Konto.',
    'order-open':
      'Ein Auftrag, den Sie fertigen, ist nicht abgeschlossen, oder sein Geld ist noch nicht ganz an Sie ausgezahlt. Ist das geschehen, schließen Sie Ihr Konto.',
    'operator-link':
      'Dieser Link öffnet nichts: Er ist nicht der dieser Installation, oder jemand betreibt sie schon.',
    'last-operator':
      'Eine Installation braucht jemanden, der sie betreibt. Machen Sie zuerst jemand anderen dazu.',
    'not-yourself':
      'Ihr eigenes Konto können Sie hier nicht schließen. Bitten Sie jemand anderen, der sie betreibt.',
    'mail-is-sent': 'Diese Mail ist schon verschickt.',
    'job-has-not-failed':
      'Diese Aufgabe ist nicht endgültig misslungen, oder es gibt sie nicht mehr.',
  },
  fields: {},
};
