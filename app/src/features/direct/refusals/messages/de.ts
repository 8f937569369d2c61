export const messages = {
  because: {
    'pool-not-made':
      'Direkt anbieten lässt sich nur, was ein Pool hat machen lassen. Nichts wurde eröffnet.',
    'offer-open-already': 'Dafür haben Sie schon ein offenes Angebot. Schließen Sie es zuerst.',
    'offer-closed': 'Dieses Angebot ist geschlossen. Nichts wurde bestellt.',
    'offer-sold-out':
      'Mehr nimmt der Hersteller mit diesem Angebot nicht an. Nichts wurde bestellt.',
  },
  fields: { 'no-such-pool': 'Diesen Pool gibt es in diesem Raum nicht.' },
};
