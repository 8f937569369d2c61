export const messages = {
  because: {
    'wrong-password': 'Adresse und Passwort gehören nicht zusammen. Nichts wurde geändert.',
    'link-used': 'Dieser Link ist abgelaufen oder wurde schon benutzt. Bitten Sie um einen neuen.',
    'most-tokens':
      '50 Zugriffstoken sind in Gebrauch. Widerrufen Sie eines und versuchen Sie es noch einmal.',
    'verify-first':
      'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse: Der Link steht in Ihrer Mail.',
  },
  fields: {
    'too-common':
      'Dieses Passwort ist zu leicht zu erraten. Drei, vier Wörter hintereinander sind besser.',
    'like-your-name': 'Dieses Passwort ähnelt zu sehr Ihrem Namen oder Ihrer Adresse.',
  },
};
