export const messages = {
  because: {
    'reported-already': 'Sie haben dies schon gemeldet. Es liegt den Gastgebern vor.',
    'removed-already': 'Dies wurde inzwischen entfernt.',
    'own-words': 'Das sind Ihre eigenen Worte: Ändern Sie sie, oder nehmen Sie sie zurück.',
    'reports-a-day':
      'Das waren 50 Meldungen an einem Tag. Schreiben Sie bitte direkt einem Gastgeber.',
    'settled-already': 'Darüber wurde inzwischen entschieden. Nichts wurde geändert.',
    'nothing-to-undo':
      'Hier gibt es nichts zurückzunehmen: Es steht schon wieder da oder war nie entfernt.',
  },
  fields: {},
};
