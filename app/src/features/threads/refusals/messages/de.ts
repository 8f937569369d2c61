export const messages = {
  because: {
    'verify-first':
      'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse: Der Link steht in der Mail an Sie. Ihr Text bleibt erhalten.',
    'thread-locked':
      'Dieses Gespräch wurde geschlossen. Es lässt sich lesen, aber nicht fortsetzen.',
    'comment-removed': 'Dieser Kommentar wurde inzwischen entfernt.',
    'undo-over':
      'Das Entfernen lässt sich 15 Minuten lang zurücknehmen. Danach kann der Gastgeber helfen.',
    'comments-at-a-stretch':
      'Das waren 20 Kommentare in fünf Minuten. Bitte warten Sie etwas; Ihr Text bleibt erhalten.',
    'most-comments': 'Dieses Gespräch enthält 10.000 Kommentare, mehr fasst es nicht.',
  },
  fields: {},
};
