export const messages = {
  because: {
    'most-spaces':
      'Eine Person kann 50 Räume eröffnen. Schließen Sie einen und versuchen Sie es noch einmal.',
  },
  fields: {
    'not-a-currency': 'Das ist kein Währungskürzel wie EUR.',
  },
};
