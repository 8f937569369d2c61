export const messages = {
  because: {
    'order-answered': 'Dieser Auftrag ist schon beantwortet. Nichts wurde geändert.',
    'order-not-accepted':
      'Der Hersteller hat diesen Auftrag nicht angenommen. Nichts wurde geändert.',
    'milestone-released':
      'Das Geld für diesen Schritt ist schon freigegeben. Nichts wurde geändert.',
    'milestone-not-shown':
      'Der Hersteller hat diesen Schritt nicht gezeigt, oder sein Geld ist schon freigegeben. Nichts wurde geändert.',
    'not-all-delivered':
      'Noch ist nicht alles ausgeliefert, oder eine Beschwerde ist offen. Das letzte Geld wartet darauf. Nichts wurde geändert.',
    'nothing-released':
      'Nichts ist freigegeben, was nicht schon überwiesen wäre. Nichts wurde geändert.',
    'nothing-to-send': 'Alles ist schon unterwegs. Nichts wurde geändert.',
    'not-sent-yet': 'Das ist noch nicht versandt. Nichts wurde geändert.',
    'dispute-too-late':
      'Eine Beschwerde ist 30 Tage lang nach der Lieferung möglich. Nichts wurde geändert.',
    'dispute-open': 'Ihre Beschwerde ist schon offen; der Gastgeber hat sie.',
    'no-dispute': 'Hier ist keine Beschwerde offen. Nichts wurde geändert.',
    'refunded-already': 'Das ist schon zurückgezahlt. Nichts wurde geändert.',
  },
  fields: {},
};
